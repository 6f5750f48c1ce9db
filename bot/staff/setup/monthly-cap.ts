import { z } from 'zod';
import { setMonthlyCap } from '../../../core/placements/commands/set-monthly-cap.ts';
import { parseHours } from '../../../core/placements/rules.ts';
import { placementSettings } from '../../../core/placements/schema.ts';
import { can } from '../../../core/staff/rules.ts';
import { universityFacts } from '../../../core/universities/queries.ts';
import { type Answer, type Form, stepButton, stepOf, stepsOf, tapped } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { readText } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatHours } from '../../view/format.ts';
import { nameIn } from '../../view/names.ts';
import { explainHours } from '../../view/reasons/placements.ts';
import { keptHours } from '../hours-step.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { showUniversity } from './university-page.ts';

const name = 'monthlycap';

interface Answers {
  universityId: number;
  /** In minutes; 0 for none. */
  cap: number;
}

const step = stepOf<Answers>();

/** Hours on buttons; others are typed. */
const offered = [20, 30, 40, 50, 60] as const;

async function question(turn: Turn, universityId: number) {
  const { html, plain, language } = turn.words;
  const facts = await universityFacts(turn.work.tx, universityId);
  const { monthlyCapMinutes: present } = placementSettings.parse(facts?.settings ?? {});
  const hoursOf = (minutes: number) =>
    plain('placing.cap.present', { hours: formatHours(minutes, language) });
  const pick = (text: string, minutes: number) =>
    stepButton(name, 'cap', text, 'pick', String(minutes));
  const buttons = offered.map((hours) => pick(hoursOf(hours * 60), hours * 60));
  return {
    text: html('placing.cap.ask', {
      name: facts ? nameIn(language, facts) : '—',
      present: present === null ? plain('placing.cap.off') : hoursOf(present),
    }),
    buttons: [buttons.slice(0, 3), buttons.slice(3), [pick(plain('placing.cap.off'), 0)]],
  };
}

const cap = step({
  name: 'cap',
  schema: z.union([z.literal(0), keptHours]),
  question: (turn, { answers: { universityId = 0 } }) => question(turn, universityId),
  answer: (turn, input): Answer<number> => {
    const tap = tapped(input);
    if (tap?.verb === 'pick' && tap.argument === '0') return { do: 'next', value: 0 };
    const minutes = tap && Number(tap.argument);
    const picked = offered.find((hours) => hours * 60 === minutes);
    if (picked !== undefined) return { do: 'next', value: picked * 60 };
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseHours(read.written);
    if (parsed.ok) return { do: 'next', value: parsed.minutes };
    return { do: 'stay', say: explainHours(turn, parsed) };
  },
});

/** How many hours may be entered in one month, where a university wants such a limit. */
const capForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('placing.cap.title'),
  steps: stepsOf<Answers>()(step(given('universityId', whole)), cap),
  finish: async (turn, { universityId, cap: minutes }) => {
    const { html, language } = turn.words;
    const order = { universityId, minutes: minutes === 0 ? null : minutes };
    const set = await setMonthlyCap(turn.work, await turn.person(), order);
    if (!set.ok) turn.say(html('errors.notAllowed'));
    else if (minutes === 0) turn.say(html('placing.cap.cleared'));
    else turn.say(html('placing.cap.set', { hours: formatHours(minutes, language) }));
    if (set.ok) await showUniversity(turn, universityId);
    return { do: 'end' };
  },
};

const begin = forOfficers(async (turn, [id]) => {
  const universityId = idOf(id);
  if (!can(await turn.person(), 'changeUniversity', { universityId }).ok) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  await startForm(turn, capForm, { universityId });
});

export const monthlyCapScreens = { taps: { monthlycap: begin }, forms: [capForm] };
