import { z } from 'zod';
import { noteDemand } from '../../../core/accounts/commands/note-demand.ts';
import { renewProfile } from '../../../core/accounts/commands/renew-profile.ts';
import { profileOf } from '../../../core/accounts/queries.ts';
import type { Profile, StudentRecord } from '../../../core/registry/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import { type Answer, type Form, stepButton, stepOf, stepsOf, tapped } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { Html } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { profileLabels, profileText } from '../../view/profile-fields.ts';
import { type Looked, lookUp } from '../look-up.ts';

const name = 'ownstudies';

const outcomes = [
  'renewed',
  'same',
  'unknown',
  'notActive',
  'requestUnderWay',
  'studentNumberTaken',
  'azad',
  'medical',
  'notStarted',
  'unknownUniversity',
] as const;
type Outcome = (typeof outcomes)[number];

interface Answers {
  check: Outcome;
}

const shown = [
  'universityId',
  'studentNumber',
  'level',
  'field',
  'startDate',
  'studentType',
] as const;

/** The confirmed profile, a line each. */
async function profileLines({ work: { tx }, session, words }: Turn): Promise<Html> {
  const profile = await profileOf(tx, session.accountId ?? 0);
  if (!profile) return new Html('');
  const university = await universityOf(tx, profile.universityId);
  const ofUniversity = () => (university ? nameIn(words.language, university) : '');
  const lines = shown.map((field) => {
    const value: Profile[typeof field] = profile[field];
    const text = profileText(field, value, words, ofUniversity);
    return words.html('settings.ofStudies.line', {
      label: words.plain(profileLabels[field]),
      value: text,
    });
  });
  return new Html(lines.join('\n'));
}

const check = stepOf<Answers>()({
  name: 'check',
  schema: z.enum(outcomes),
  question: async (turn) => ({
    text: turn.words.html('settings.ofStudies.ask', { profile: await profileLines(turn) }),
    buttons: [[stepButton(name, 'check', turn.words.plain('settings.ofStudies.check'), 'yes')]],
  }),
  prepare: async (outside, input, _state, accountId): Promise<Looked | undefined> =>
    tapped(input)?.verb === 'yes' ? lookUp(outside, accountId) : undefined,
  answer: async (turn, input): Promise<Answer<Outcome>> => {
    const looked = turn.prepared as Looked | undefined;
    if (tapped(input)?.verb !== 'yes' || looked === undefined) return pressButton(turn);
    if (looked === 'registryDown') {
      return { do: 'stay', say: turn.words.html('errors.registryDown'), again: true };
    }
    return { do: 'next', value: await outcomeOf(turn, looked.record) };
  },
});

async function outcomeOf(turn: Turn, record: StudentRecord | undefined): Promise<Outcome> {
  if (!record) return 'unknown';
  const person = await turn.person();
  const result = await renewProfile(turn.work, person, record);
  if (!result.ok) {
    const { universityId } = record;
    if (result.reason === 'notStarted') await noteDemand(turn.work, person, { universityId });
    return result.reason;
  }
  return result.renewed ? 'renewed' : 'same';
}

async function told(turn: Turn, outcome: Outcome): Promise<string> {
  const { html } = turn.words;
  switch (outcome) {
    case 'notActive':
      return html('application.notActive');
    case 'studentNumberTaken':
      return html('profile.numberTaken');
    case 'unknownUniversity':
      return html('settings.ofStudies.unknown');
    case 'renewed':
      return html('settings.ofStudies.renewed', { profile: await profileLines(turn) });
    default:
      return html(`settings.ofStudies.${outcome}`);
  }
}

/** The own studies as they are known here, and the way to a later course of the registry's. */
export const studiesForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('settings.studies'),
  steps: stepsOf<Answers>()(check),
  finish: async (turn, { check: outcome }) => {
    const { plain } = turn.words;
    turn.say(await told(turn, outcome), {
      buttons: [
        [
          { text: plain('settings.back'), data: 'settings' },
          { text: plain('menu.open'), data: 'menu' },
        ],
      ],
    });
    return { do: 'end' };
  },
};
