import { nameIn } from '../../view/names.ts';
import { playgroundUniversity } from '../seed/universities.ts';
import { jalali } from './registering.ts';
import { any } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

/** 2.8: a profile that agrees with the registry. */
export const completingProfile: readonly Step[] = stepsOf('student', [
  [
    'wants to complete the profile',
    async ({ student }) => {
      await student.tap(student.words.plain('menu.profile'));
      await student.sees(student.words.html('profile.universityAsk'));
    },
  ],
  [
    'searches the university by a part of its name',
    async ({ student, language }) => {
      await student.write(language === 'fa' ? 'نمونه' : 'sample university');
      await student.sees(student.words.html('profile.universityPick', { count: any }));
    },
  ],
  [
    'picks the university',
    async ({ student, language }) => {
      await student.tap(nameIn(language, playgroundUniversity));
      await student.sees(student.words.html('profile.studentNumberAsk'));
    },
  ],
  [
    'writes the student number',
    async ({ student, about }) => {
      await student.write(about.studentNumber);
      await student.sees(student.words.html('profile.levelAsk'));
    },
  ],
  [
    'picks the level',
    async ({ student, about }) => {
      await student.tap(student.words.plain(`terms.levels.${about.level}`));
      await student.sees(student.words.html('profile.fieldAsk'));
    },
  ],
  [
    'writes the field of study',
    async ({ student, about }) => {
      await student.write(about.field);
      await student.sees(student.words.html('profile.startDateAsk'));
    },
  ],
  [
    'writes the day on which the studies began',
    async ({ student, about, language }) => {
      await student.write(language === 'fa' ? jalali(about.startDate) : about.startDate);
      await student.sees(student.words.html('profile.genderAsk'));
    },
  ],
  [
    'picks the gender',
    async ({ student, about }) => {
      await student.tap(student.words.plain(`terms.genders.${about.gender}`));
      await student.sees(student.words.html('profile.studentTypeAsk'));
    },
  ],
  [
    'picks the type of student',
    async ({ student, about }) => {
      await student.tap(student.words.plain(`terms.studentTypes.${about.studentType}`));
      await student.sees(student.words.html('profile.reviewIntro'));
    },
  ],
  [
    'sends the profile, which agrees with the registry',
    async ({ student }) => {
      await student.tap(student.words.plain('forms.send'));
      await student.sees(student.words.html('notices.activated'));
    },
  ],
]);
