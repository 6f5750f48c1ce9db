import { mostPoints } from '../../../core/applications/rules.ts';
import { type PriorityClass, priorityClasses } from '../../../core/applications/types.ts';
import { averageBases } from '../../../core/eligibility/types.ts';
import { can } from '../../../core/staff/rules.ts';
import { dueSettings } from '../../../core/staff/schema.ts';
import type { Person } from '../../../core/staff/types.ts';
import {
  changeSettings,
  type SettingsChanged,
} from '../../../core/universities/commands/change-settings.ts';
import { type UniversityFacts, universityFacts } from '../../../core/universities/queries.ts';
import {
  type SettingsChange,
  settingsSchema,
  type UniversitySettings,
} from '../../../core/universities/schema.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatHours } from '../../view/format.ts';
import { formatNumber, type Words } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { nameIn } from '../../view/names.ts';
import { explainSettings } from '../../view/reasons/universities.ts';
import { confirmTo, declineTo, forOfficers, showPage } from '../officer.ts';
import { maySetUp } from './university-page.ts';

/** What can be set, each on a page of its own. */
const kinds = ['basis', 'points', 'files'] as const;
type Kind = (typeof kinds)[number];

const fileDays = [30, 60, 90, 120, 180, 365] as const;

/** The university's settings with their present values; buttons for who may change them. */
async function openSettings(turn: Turn, universityId: number): Promise<void> {
  const facts = await factsFor(turn, universityId);
  if (!facts) return;
  const { html, plain } = turn.words;
  const person = await turn.person();
  const settings = settingsSchema.parse(facts.settings);
  const lines = kinds.map((kind) =>
    html('setup.settings.line', {
      what: plain(`setup.settings.kinds.${kind}`),
      value: shownValue(kind, settings, turn.words),
    }),
  );
  const others = othersOf(facts.settings, turn.words).map(([what, value]) =>
    html('setup.settings.line', { what, value }),
  );
  showPage(turn, {
    text: [
      html('setup.settings.title', { name: nameIn(turn.words.language, facts) }),
      [...others, ...lines].join('\n'),
      ...(maySet(person, universityId) ? [] : [html('setup.settings.readOnly')]),
    ].join('\n\n'),
    buttons: pageButtons(turn, person, universityId),
  });
}

/** What has screens of its own. */
function othersOf(stored: unknown, { plain, language }: Words): [what: string, value: string][] {
  const { monthlyCapMinutes: cap } = settingsSchema.parse(stored);
  const days = dueSettings.parse(stored).dueWorkingDays;
  return [
    [plain('setup.settings.due'), plain('setup.settings.workingDays', { days })],
    [
      plain('setup.settings.cap'),
      cap === null
        ? plain('placing.cap.off')
        : plain('placing.cap.present', { hours: formatHours(cap, language) }),
    ],
  ];
}

const maySet = (person: Person, universityId: number): boolean =>
  can(person, 'changeSettings', { universityId }).ok;

function pageButtons({ words: { plain } }: Turn, person: Person, universityId: number): Buttons {
  const others = can(person, 'changeUniversity', { universityId }).ok
    ? [
        [{ text: plain('setup.due.open'), data: `duedays:${universityId}` }],
        [{ text: plain('placing.cap.button'), data: `monthlycap:${universityId}` }],
      ]
    : [];
  const own = maySet(person, universityId)
    ? kinds.map((kind): Button[] => [
        { text: plain(`setup.settings.buttons.${kind}`), data: `uniset:${universityId}:${kind}` },
      ])
    : [];
  const back = { text: plain('setup.backToUniversity'), data: `uni:${universityId}` };
  return [...others, ...own, [back]];
}

/** The university, if this person has to do with its setup; otherwise says why not. */
async function factsFor(turn: Turn, universityId: number): Promise<UniversityFacts | undefined> {
  const facts = await universityFacts(turn.work.tx, universityId);
  if (facts && maySetUp(await turn.person(), universityId)) return facts;
  return void declineTo(turn, turn.words.html('errors.notAllowed'));
}

function shownValue(kind: Kind, settings: UniversitySettings, { plain, language }: Words): string {
  switch (kind) {
    case 'basis':
      return plain(`eligibility.bases.${settings.averageBasis}`);
    case 'files':
      return plain('setup.settings.days', { days: settings.fileDays });
    case 'points':
      return priorityClasses
        .map((of) =>
          plain('setup.settings.pointsOf', {
            class: plain(`terms.priorityClasses.${of}`),
            points: settings.points[of],
          }),
        )
        .join(language === 'fa' ? '، ' : ', ');
  }
}

/** One setting: what it means, its present value, and what it can be. */
async function openKind(turn: Turn, universityId: number, kind: Kind): Promise<void> {
  const facts = await factsFor(turn, universityId);
  if (!facts) return;
  const { html, plain } = turn.words;
  if (!maySet(await turn.person(), universityId)) {
    return declineTo(turn, html('errors.notAllowed'));
  }
  const settings = settingsSchema.parse(facts.settings);
  showPage(turn, {
    text: html(`setup.settings.ask.${kind}`, {
      name: nameIn(turn.words.language, facts),
      value: shownValue(kind, settings, turn.words),
    }),
    buttons: [
      ...choices(turn, universityId, kind, settings),
      [{ text: plain('setup.settings.back'), data: `uniset:${universityId}` }],
    ],
  });
}

function choices(
  { words }: Turn,
  universityId: number,
  kind: Kind,
  { averageBasis, fileDays: days }: UniversitySettings,
): Button[][] {
  const { plain, language } = words;
  const one = (text: string, value: string | number, isPresent: boolean): Button => ({
    text: isPresent ? `✅ ${text}` : text,
    data: `uniset:${universityId}:${kind}:${value}`,
  });
  switch (kind) {
    case 'basis':
      return averageBases.map((basis) => [
        one(plain(`eligibility.bases.${basis}`), basis, basis === averageBasis),
      ]);
    case 'points':
      return priorityClasses.map((of) => [
        { text: plain(`terms.priorityClasses.${of}`), data: `uniset:${universityId}:class:${of}` },
      ]);
    case 'files': {
      const numbers = fileDays.map((value) =>
        one(formatNumber(value, language), value, value === days),
      );
      return [numbers.slice(0, 3), numbers.slice(3)];
    }
  }
}

/** How much one priority class counts. */
async function openClass(turn: Turn, universityId: number, of: PriorityClass): Promise<void> {
  const facts = await factsFor(turn, universityId);
  if (!facts) return;
  const { html, plain, language } = turn.words;
  if (!maySet(await turn.person(), universityId)) {
    return declineTo(turn, html('errors.notAllowed'));
  }
  const present = settingsSchema.parse(facts.settings).points[of];
  const numbers = Array.from({ length: mostPoints + 1 }, (_, points) => ({
    text: `${points === present ? '✅ ' : ''}${formatNumber(points, language)}`,
    data: `uniset:${universityId}:class:${of}:${points}`,
  }));
  showPage(turn, {
    text: html('setup.settings.ask.class', {
      name: nameIn(language, facts),
      class: plain(`terms.priorityClasses.${of}`),
      value: present,
    }),
    buttons: [
      numbers.slice(0, 4),
      numbers.slice(4, 8),
      numbers.slice(8),
      [{ text: plain('setup.settings.back'), data: `uniset:${universityId}:points` }],
    ],
  });
}

/** What a button asks to set; undefined for what no button of ours says. */
function changeOf(kind: string | undefined, words: readonly string[]): SettingsChange | undefined {
  const [first = '', second] = words;
  const basis = averageBases.find((one) => one === first);
  const of = priorityClasses.find((one) => one === first);
  if (kind === 'basis') return basis && { averageBasis: basis };
  if (kind === 'files' && first !== '') return { fileDays: idOf(first) };
  if (kind !== 'class' || !of || second === undefined) return undefined;
  return { points: { [of]: idOf(second) } };
}

const settings = forOfficers(async (turn, [id, kind, ...words]) => {
  const universityId = idOf(id);
  const change = changeOf(kind, words);
  if (change) return set(turn, universityId, change);
  const of = priorityClasses.find((one) => kind === 'class' && one === words[0]);
  if (of) return openClass(turn, universityId, of);
  const known = kinds.find((one) => one === kind);
  return known ? openKind(turn, universityId, known) : openSettings(turn, universityId);
});

async function set(turn: Turn, universityId: number, change: SettingsChange): Promise<void> {
  const done = await changeSettings(turn.work, await turn.person(), { universityId, change });
  if (!done.ok) return declineTo(turn, explainSettings(turn, done));
  // What leaves something to be done does not go by itself after a moment.
  const tell = done.kept > 0 ? declineTo : confirmTo;
  tell(turn, howSet(turn.words, change, done));
  await openSettings(turn, universityId);
}

/** That it is set, and what became of the rank of the requests that are there. */
function howSet({ html }: Words, change: SettingsChange, done: SettingsChanged): string {
  if (!done.changed || !(change.points || change.averageBasis)) return html('setup.settings.set');
  const { recounted: count, kept } = done;
  if (change.points) return html('setup.settings.setPoints', { count });
  return kept === 0
    ? html('setup.settings.setBasis', { count })
    : html('setup.settings.setBasisOfSome', { count, kept });
}

export const settingScreens = { commands: {}, taps: { uniset: settings }, forms: [] };
