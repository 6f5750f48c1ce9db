import { isoDate } from '../../../core/calendar.ts';
import { words } from '../../view/language.ts';
import { jalali } from '../journey/registering.ts';
import { madeUpSheba } from '../made-up.ts';
import {
  type MadeUpOfficer,
  type MadeUpPerson,
  type MadeUpStudent,
  officers,
  students,
} from '../people.ts';
import { playgroundUniversity } from '../seed/universities.ts';
import type { Both, FactName, RoleName, WireFact, WirePerson } from './wire.ts';

/** Everybody whose chat the page shows, in the order of the list. */
export const company: readonly (readonly [RoleName, MadeUpStudent | MadeUpOfficer])[] = [
  ['newStudent', students.married],
  ['newStudent', students.marriedAbroad],
  ['activeStudent', students.active],
  ['internationalStudent', students.international],
  ['lowAverage', students.notEligible],
  ['unitOfficer', officers.unitOfficer],
  ['unitOfficer', officers.secondUnitOfficer],
  ['expert', officers.expert],
  ['studentDeputy', officers.studentDeputy],
  ['internationalDeputy', officers.internationalDeputy],
  ['finance', officers.finance],
  ['finance', officers.secondFinance],
  ['organisation', officers.organisation],
  ['administrator', officers.administrator],
];

/** Who somebody is, with all that the bot may ask, so that a visitor can answer it. */
function describePerson(role: RoleName, person: MadeUpStudent | MadeUpOfficer): WirePerson {
  return {
    id: person.telegramId,
    role,
    speaks: 'nationality' in person && person.nationality === 'other' ? 'en' : 'fa',
    name: { fa: `${person.firstName} ${person.lastName}`, en: person.nameEn },
    facts: 'studentNumber' in person ? factsOfStudent(person) : factsOfPerson(person),
  };
}

const same = (text: string): Both => ({ fa: text, en: text });

const fact = (name: FactName, shown: Both, typed: Both = shown): WireFact => ({
  name,
  shown,
  typed,
});

/** What a visitor may take; any other will do as well. */
const password = 'sample-passw0rd';

const factsOfPerson = ({ identityNumber, mobile, email }: MadeUpPerson): WireFact[] => [
  fact('identityNumber', same(identityNumber)),
  fact('mobile', same(mobile)),
  fact('email', same(email)),
];

const day = (date: string): Both => ({ fa: jalali(date), en: date });

function factsOfStudent(student: MadeUpStudent): WireFact[] {
  const level = (language: 'fa' | 'en') => words[language].plain(`terms.levels.${student.level}`);
  const gender = (language: 'fa' | 'en') =>
    words[language].plain(`terms.genders.${student.gender}`);
  const { nameFa, nameEn } = playgroundUniversity;
  return [
    fact('firstName', same(student.firstName)),
    fact('lastName', same(student.lastName)),
    ...factsOfPerson(student),
    fact('birthDate', day(student.birthDate)),
    fact('password', same(password)),
    fact('university', { fa: nameFa, en: nameEn }),
    fact('studentNumber', same(student.studentNumber)),
    fact('level', { fa: level('fa'), en: level('en') }),
    fact('field', same(student.field)),
    fact('startDate', day(isoDate(student.startDate))),
    fact('gender', { fa: gender('fa'), en: gender('en') }),
    fact('average', same(student.average)),
    fact('sheba', same(madeUpSheba(student.telegramId))),
  ];
}

/** The company as the page is told of it. */
export const people: readonly WirePerson[] = company.map((entry) => describePerson(...entry));
