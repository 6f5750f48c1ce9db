import { draftAnnouncement } from '../../../../core/announcements/commands/write-announcement.ts';
import { announcementOf } from '../../../../core/announcements/queries.ts';
import { longestText, stampOf } from '../../../../core/announcements/rules.ts';
import { addDays, isoDate, tehranDate } from '../../../../core/calendar.ts';
import { makeInvitation } from '../../../../core/cartables/commands/make-invitation.ts';
import { requestCartable } from '../../../../core/cartables/commands/request-cartable.ts';
import { invitationToken } from '../../../../core/cartables/rules.ts';
import { termsOf } from '../../../../core/terms/queries.ts';
import { termAfter, termCode, termOn } from '../../../../core/terms/rules.ts';
import { aStranger } from '../../../support/invited.ts';
import { serial } from '../../../support/made-up.ts';
import { anOfficer, type Officer } from '../../../support/people.ts';
import { aCampus, done } from '../../../support/scenes.ts';
import {
  type Asked,
  oneOf,
  type Rights,
  type Scene,
  type Stage,
  someNationalId,
  stepTap,
} from './scene.ts';

type Opens = Scene['open'][number];

const language = (turn: number): Opens => ({ tap: oneOf(['lang:fa', 'lang:en'], turn) });

const at = (
  { chatId }: { readonly chatId: bigint },
  { turn }: Stage,
  open: Opens,
  right: Scene['right'] = {},
): Scene => ({ chatId, open: [language(turn), open], anew: true, right });

const says = (text: string) => () => ({ text });

/** Asked for by the expert, or given out by the organisation. */
export async function nominate(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { university, expert } = await aCampus(database);
  const organisation = await anOfficer(database, { role: 'organisation' });
  const open = { tap: `nominate:${university.id}:studentDeputy:application:0` };
  const identity = says(someNationalId(turn));
  return at(oneOf([expert, organisation], turn), stage, open, { identity });
}

async function aRequest({ database }: Stage) {
  const { university, expert } = await aCampus(database);
  const organisation = await anOfficer(database, { role: 'organisation' });
  const { officer } = await aStranger(database);
  const place = {
    role: 'studentDeputy',
    process: 'application',
    universityId: university.id,
    unitId: null,
  } as const;
  return { expert, organisation, officer, place };
}

export async function seatrefuse(stage: Stage): Promise<Scene> {
  const { expert, organisation, ...order } = await aRequest(stage);
  const { requestId } = await done(stage.database, (work) => requestCartable(work, expert, order));
  return at(organisation, stage, { tap: `seatask:refuse:${requestId}` });
}

/** The link comes before the language, as it does to who opens the chat with it. */
export async function invitation(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { organisation, officer, place } = await aRequest(stage);
  const { requestId } = await done(database, (work) =>
    requestCartable(work, organisation, { place, officer }),
  );
  const { invitationId } = await done(database, (work) =>
    makeInvitation(work, organisation, { requestId, renew: false }),
  );
  const secret = new TextEncoder().encode('the secret of the test installation');
  const link = { text: `/start i${invitationToken(secret, invitationId)}` };
  const { person } = await aStranger(database);
  return {
    chatId: person.chatId,
    open: [link, language(turn), link],
    anew: true,
    right: { mobile: says(officer.identity.value) },
  };
}

/** A day of its own to who is asked later. */
const inDays =
  (days: number): Rights[string] =>
  ({ database: { clock } }) => ({ text: addDays(tehranDate(clock.now()), days) });

/** After the day that is answered already, whichever it is. */
const daysAfter =
  (name: string, days: number): Rights[string] =>
  ({ answers }) => ({ text: addDays(isoDate(String(answers[name])), days) });

export async function delegation(stage: Stage): Promise<Scene> {
  const { expert } = await aCampus(stage.database);
  const { cartableId } = expert.holdings[0] ?? { cartableId: 0 };
  const open = oneOf([{ text: '/delegate' }, { tap: `delegate:${cartableId}` }], stage.turn);
  const days = { startsOn: inDays(2), endsOn: daysAfter('startsOn', 4) };
  return { ...at(expert, stage, open, days), ages: true };
}

export async function unifind(stage: Stage): Promise<Scene> {
  const organisation = await anOfficer(stage.database, { role: 'organisation' });
  return { ...at(organisation, stage, { tap: 'unifind' }), anew: false };
}

/** A code is taken once. */
const names = {
  nameFa: says('نام نمونه'),
  nameEn: says('A sample'),
  code: () => ({ text: `sample-${serial()}` }),
};

export async function university(stage: Stage): Promise<Scene> {
  const officer = await anOfficer(stage.database, {
    role: oneOf(['organisation', 'administrator'], stage.turn),
  });
  return at(officer, stage, { tap: 'uniadd' }, names);
}

export async function unifix(stage: Stage): Promise<Scene> {
  const { university: of } = await aCampus(stage.database);
  const officer = await anOfficer(stage.database, {
    role: oneOf(['organisation', 'administrator'], stage.turn),
  });
  // It has started.
  const right = { ...names, kind: (asked: Asked) => stepTap(asked, 'pick:state') };
  return at(officer, stage, { tap: `unifix:${of.id}` }, right);
}

export async function unit(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const open = { tap: `unitadd:${campus.university.id}` };
  return at(campus.expert, stage, open, names);
}

export async function unitfix(stage: Stage): Promise<Scene> {
  const { expert, unit: of } = await aCampus(stage.database);
  const right = { ...names, kind: (asked: Asked) => stepTap(asked, 'pick:centralLibrary') };
  return at(expert, stage, { tap: `unitfix:${of.id}` }, right);
}

export async function unitsheet(stage: Stage): Promise<Scene> {
  const { university: of, expert } = await aCampus(stage.database);
  const sheet = () => ({ file: 'units', as: 'document' as const });
  return at(expert, stage, { tap: `unitsheet:${of.id}` }, { sheet });
}

const edges = Object.fromEntries(
  ['applications', 'unitRequests', 'hours', 'accounts'].flatMap((kind) => [
    [`${kind}From`, inDays(30)],
    [`${kind}To`, daysAfter(`${kind}From`, 50)],
  ]),
);

/** The campus has windows in the first term of the year; this is the second. */
export async function newterm(stage: Stage): Promise<Scene> {
  const { university: of } = await aCampus(stage.database);
  const deputy = await anOfficer(stage.database, { role: 'studentDeputy', university: of });
  const open = oneOf([{ text: '/term' }, { tap: `newterm:${of.id}` }], stage.turn);
  // A term gets its windows once; the first that has none may lie between others.
  const term: Rights[string] = async ({ database }) => {
    const set = (await termsOf(database.db.read, of.id)).map(termCode);
    let next = termOn(tehranDate(database.clock.now()));
    while (set.includes(termCode(next))) next = termAfter(next);
    return { text: termCode(next) };
  };
  return { ...at(deputy, stage, open, { ...edges, term }), ages: true };
}

export async function extendwindow(stage: Stage): Promise<Scene> {
  const { expert, university } = await aCampus(stage.database);
  // Nothing is extended while the deputy who answers appeals is missing.
  await anOfficer(stage.database, { role: 'studentDeputy', university });
  const window = await stage.database.db.read.window.findFirstOrThrow();
  // A window that was extended can only be extended further.
  const right = { closesOn: daysAfter('endsOn', 10) };
  return at(expert, stage, { tap: `extend:${window.id}` }, right);
}

export async function holiday(stage: Stage): Promise<Scene> {
  const officer = await anOfficer(stage.database, {
    role: oneOf(['organisation', 'administrator'], stage.turn),
  });
  return at(officer, stage, { tap: 'holidayadd' }, { ...names, day: inDays(25) });
}

/** With which no picture goes. */
const hasLongText = ({ fa, en }: Asked['answers']): boolean =>
  [fa, en].some((text) => String(text ?? '').length > longestText.caption);

type Chosen = { readonly universityIds?: readonly number[] };

/** Written anew, or a draft that is changed; who reaches all, or one university. */
export async function announcement({ database, turn }: Stage): Promise<Scene> {
  const { expert } = await aCampus(database);
  const organisation = await anOfficer(database, { role: 'organisation' });
  const person = oneOf([expert, organisation], turn);
  const draft = await aDraft(database, person);
  const open = oneOf([{ tap: 'annnew' }, { tap: `annedit:${draft}` }], turn);
  return {
    chatId: person.chatId,
    open: [language(turn), open],
    anew: true,
    right: {
      // Who may not write to all universities has one among those that are chosen.
      audience: (asked) => {
        const { audience, kind } = asked.scratch as { audience?: Chosen; kind?: string };
        if (person === organisation || audience?.universityIds) return stepTap(asked, 'ready');
        return stepTap(asked, kind === 'universities' ? 'clear' : 'narrow:universities');
      },
      fa: says('متن آزمایشی'),
      en: says('A trial text'),
      media: (asked) =>
        hasLongText(asked.answers)
          ? stepTap(asked, 'skip')
          : { file: oneOf(['png', 'pdf'], asked.turn), as: 'document' },
    },
  };
}

export async function annplan(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { expert } = await aCampus(database);
  const id = await aDraft(database, expert);
  const draft = await announcementOf(database.db.read, id);
  return at(
    expert,
    stage,
    { tap: `annplan:${id}:${draft && stampOf(draft)}` },
    {
      day: inDays(3),
      repeat: (asked) => stepTap(asked, oneOf(['pick:once', 'pick:weekly'], turn)),
      time: says(oneOf(['9:30', '۱۸', '0930'], turn)),
      // While the person thought it over, the day may have come.
      review: (asked) => {
        const today = tehranDate(asked.database.clock.now());
        return stepTap(asked, String(asked.answers['day']) > today ? 'send' : 'change:day');
      },
    },
  );
}

const aDraft = async (database: Stage['database'], person: Officer): Promise<number> => {
  const { universityId = null } = person.holdings[0] ?? {};
  const audience = universityId === null ? {} : { universityIds: [universityId] };
  const content = { topic: 'general', texts: { fa: 'خبر' }, media: null, audience } as const;
  return (await done(database, (work) => draftAnnouncement(work, person, content))).id;
};
