import { studyStarts } from '../../../../core/accounts/rules.ts';
import { type IsoDate, isoDate, tehranDate } from '../../../../core/calendar.ts';
import { reportHours, startWork } from '../../../../core/placements/commands/report-hours.ts';
import { days } from '../../../support/clock.ts';
import { sheba as anySheba, serial } from '../../../support/made-up.ts';
import { aPerson, aStudent } from '../../../support/people.ts';
import { aCampus, anApplicant, anApprovedPlacement, done } from '../../../support/scenes.ts';
import { aBankAccount, anOpening, aUniversity } from '../../../support/university.ts';
import { aRequest } from './request.ts';
import {
  type Asked,
  oneOf,
  type Rights,
  type Scene,
  type Stage,
  shownAgain,
  someNationalId,
  stepTap,
} from './scene.ts';

const language = (turn: number) => ({ tap: oneOf(['lang:fa', 'lang:en'], turn) });

const registrationRights: Rights = {
  identity: ({ answers: { nationality, kind }, turn }) => {
    if (nationality !== 'other') return { text: someNationalId(turn) };
    return { text: kind === 'passport' ? 'P1234567' : `98${String(turn).padStart(10, '0')}` };
  },
  country: () => ({ text: 'DE' }),
  mobile: ({ turn }) => {
    const phone = `98912${String(3_000_000 + turn).padStart(7, '0')}`;
    return turn % 2 === 0 ? { phone, own: true } : { text: `0${phone.slice(2)}` };
  },
  // Another password may have been taken before: then the way leads back to it.
  repeat: (asked) => (asked.stuck > 0 ? stepTap(asked, 'back') : { text: 'Ramz-2040-ye' }),
};

const newChat = (): bigint => BigInt(900_000 + serial());

/** Somebody who never wrote to the bot. */
export async function registration({ turn }: Stage): Promise<Scene> {
  return {
    chatId: newChat(),
    open: [{ text: '/start' }, language(turn), { tap: 'register' }],
    right: registrationRights,
  };
}

/** The day on which the studies began, or the first on which they can have, by the birth date as it is answered. */
function beginningOf({ answers, database: { clock } }: Asked): IsoDate {
  const birth = isoDate(String(answers['birthDate']));
  const { first } = studyStarts(birth, tehranDate(clock.now()));
  const usual = isoDate('2021-09-23');
  return first > usual ? first : usual;
}

/** An account without a profile; the record agrees with what is right in every second variant. */
export async function profile({ database, turn }: Stage): Promise<Scene> {
  const { university } = await aCampus(database);
  await aUniversity(database, { nameFa: 'دانشگاه آزاد نمونه', kind: 'azad' });
  await aUniversity(database, { nameFa: 'دانشگاه نمونه دوردست', startedAt: null });
  const student = await aStudent(database, {
    university,
    account: {
      state: 'preRegistered',
      profileDueAt: new Date(database.clock.now().getTime() + 31 * days),
    },
  });
  const { read } = database.db;
  await read.profile.delete({ where: { accountId: student.accountId } });
  const { studentNumber } = student.profile;
  return {
    chatId: student.chatId,
    open: [language(turn), { tap: 'profile' }],
    right: {
      universityId: (asked) => {
        if (asked.scratch['naming'] === true) return stepTap(asked, 'search');
        return asked.buttons.some((data) => data === `f:profile:universityId:pick:${university.id}`)
          ? stepTap(asked, `pick:${university.id}`)
          : { text: 'نمونه' };
      },
      studentNumber: () => ({ text: turn % 2 === 0 ? studentNumber : '40099887' }),
      level: (asked) => stepTap(asked, 'pick:bachelorContinuous'),
      field: () => ({ text: 'مهندسی کامپیوتر' }),
      startDate: (asked) => ({ text: beginningOf(asked) }),
      // The birth date may have become another, with which the studies would have begun too early.
      review: (asked) =>
        stepTap(
          asked,
          String(asked.answers['startDate']) < beginningOf(asked) ? 'change:startDate' : 'send',
        ),
      gender: (asked) => stepTap(asked, 'pick:female'),
      studentType: (asked) => stepTap(asked, 'pick:domestic'),
      card: () => ({ file: 'jpeg', as: 'photo' }),
    },
  };
}

/** What is stated of what the record lacks. */
const stated: Readonly<Record<string, number>> = { termsPassed: 3, lastTermAverage: 1750 };

const applicationRights: Rights = {
  // What the record lacks is pressed where there are buttons for it, and written otherwise.
  eligibility: (asked) => {
    if (asked.buttons.length === 0) return shownAgain(asked);
    const own = (part: RegExp) => asked.buttons.find((data) => part.test(data));
    const { declared = {}, changing } = asked.scratch as Declaring;
    const wrong = Object.keys(stated).find((field) => declared[field] !== stated[field]);
    const tap =
      own(/:proceed$/) ??
      own(/:is:\w+=3$/) ??
      own(/:is:\w+=1$/) ??
      own(new RegExp(`:change:${wrong}$`)) ??
      own(/:look$/);
    if (tap) return { tap };
    // Of a page that is gone a question before it may still have its way out.
    return wrong || changing ? { text: '۱۷/۵' } : shownAgain(asked);
  },
  openings: (asked) => {
    if (asked.buttons.length === 0) return shownAgain(asked);
    const chosen = (asked.scratch['chosen'] as number[] | undefined) ?? [];
    const [first] = asked.buttons.filter((data) => data.startsWith('f:application:openings:add:'));
    if (asked.stuck > 0 && chosen.length > 0) return stepTap(asked, `drop:${chosen[0]}`);
    if (chosen.length > 0) return stepTap(asked, 'done');
    return first ? { tap: first } : stepTap(asked, 'filter:all');
  },
  classes: (asked) => {
    const chosen = asked.scratch['chosen'] as unknown[] | undefined;
    return asked.turn % 3 === 0 || chosen?.length
      ? stepTap(asked, 'done')
      : stepTap(asked, 'add:married');
  },
  files: (asked) => {
    const { files, done: over } = asked.scratch as { files?: Files; done?: string[] };
    const classes = (asked.answers['classes'] as string[] | undefined) ?? [];
    const claimed = classes.find((one) => !over?.includes(one)) ?? '';
    return files?.[claimed]?.length && asked.stuck === 0
      ? stepTap(asked, `done:${claimed}`)
      : { file: oneOf(['png', 'jpeg', 'pdf'], asked.turn), as: 'document' };
  },
};

interface Declaring {
  readonly declared?: Readonly<Record<string, unknown>>;
  readonly changing?: string;
}

/** Who has begun a later course of study than the profile says. */
export async function ownstudies({ database, turn }: Stage): Promise<Scene> {
  const { university } = await aCampus(database);
  const record = { level: 'master', startDate: new Date('2023-09-23') } as const;
  const student = await aStudent(database, { university, record });
  const open = [language(turn), { tap: 'settings:studies' }];
  return { chatId: student.chatId, open, anew: true };
}

type Files = Readonly<Record<string, readonly number[]>>;

/**
 * A student who may file, with more openings than one page shows; in every third variant one who
 * filed and changes it.
 */
export async function application({ database, turn }: Stage): Promise<Scene> {
  const campus = await aCampus(database);
  if (turn % 3 === 2) {
    const { person, code } = await aRequest(database, campus);
    const open = [language(turn), { tap: `revise:${code}` }];
    return { chatId: person.chatId, open, right: applicationRights };
  }
  const { unit, term } = campus;
  for (let more = 0; more < 9; more += 1) await anOpening(database, { unit, term });
  const record =
    turn % 2 === 0 ? {} : { lastTermAverage: null, termsPassed: null, bornInIran: null };
  const student = await aStudent(database, { university: campus.university, record });
  return {
    chatId: student.chatId,
    open: [language(turn), { tap: 'apply' }],
    right: applicationRights,
  };
}

/** Somebody who follows a request by its code, with or without an account. */
export async function track({ database, turn }: Stage): Promise<Scene> {
  const campus = await aCampus(database);
  const { application: filed } = await anApplicant(database, campus);
  const { chatId } = turn % 2 === 0 ? await aPerson(database) : { chatId: newChat() };
  return {
    chatId,
    open: [{ text: '/start' }, language(turn), { tap: 'track' }],
    right: { code: () => ({ text: filed.trackingCode }) },
  };
}

/** A student whose request was rejected. */
export async function appeal({ database, turn }: Stage): Promise<Scene> {
  const campus = await aCampus(database);
  const decidedAt = database.clock.now();
  const rejected = { state: 'rejected', decidedAt, reasonCode: 'other', reasonText: 'نه' } as const;
  const student = await anApplicant(database, campus, { application: rejected });
  await database.db.read.applicationEvent.create({
    data: { applicationId: student.application.id, event: 'reject', detail: {}, at: decidedAt },
  });
  return {
    chatId: student.chatId,
    open: [language(turn), { tap: `appeal:${student.application.trackingCode}` }],
  };
}

/** An assistant who finds the hours wrong. */
export async function objection({ database, turn }: Stage): Promise<Scene> {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  const entries = [{ minutes: 600, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
  return {
    chatId: student.chatId,
    open: [language(turn), { tap: `hours:object:${placementId}` }],
    anew: true,
  };
}

/** An assistant who began to work and wants to stop; with hours in every second variant. */
export async function withdrawal({ database, turn }: Stage): Promise<Scene> {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  await done(database, (work) => startWork(work, campus.officer, { placementId }));
  if (turn % 2 === 0) {
    const entries = [{ minutes: 600, workedOn: null }];
    await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
  }
  return {
    chatId: student.chatId,
    open: [language(turn), { tap: `placement:withdraw:${placementId}` }],
    anew: true,
  };
}

/** A student whose account was refused. */
export async function sheba({ database, turn }: Stage): Promise<Scene> {
  const campus = await aCampus(database);
  const student = await aStudent(database, { university: campus.university });
  await aBankAccount(database, student, { state: 'refused', reason: 'به نام دیگری است' });
  // The same number a second time would be no change.
  let number = 0;
  return {
    chatId: student.chatId,
    open: [language(turn), { tap: 'sheba' }],
    right: {
      sheba: () => {
        number += 1;
        return { text: anySheba(6_000_000 + number) };
      },
    },
  };
}
