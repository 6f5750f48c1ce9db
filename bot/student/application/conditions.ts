import { z } from 'zod';
import { requireApplicant } from '../../../core/applications/commands/require-applicant.ts';
import { eligibilityFacts } from '../../../core/eligibility/queries.ts';
import { evaluate } from '../../../core/eligibility/rules.ts';
import type { Evaluation } from '../../../core/eligibility/types.ts';
import type { Level } from '../../../core/registry/types.ts';
import { acceptRules } from '../../../core/rules/commands.ts';
import { currentTerm } from '../../../core/terms/queries.ts';
import { type Answer, type Question, type Scratch, stepButton, tapped } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { verdictLine, verdictRemedy } from '../../view/eligibility.ts';
import { Html } from '../../view/language.ts';
import { rulesText } from '../../view/rules.ts';
import { type Looked, lookUp } from '../look-up.ts';
import { formName, step } from './answers.ts';

/** The rules of Hamyar; what they say of this student is shown right after. */
export const rulesStep = step({
  name: 'rules',
  schema: z.literal(true),
  gate: true,
  question: (turn) => ({
    text: turn.words.html('application.rulesAsk', {
      rules: new Html(turn.words.html('rules.hamyar')),
    }),
    buttons: [[stepButton(formName, 'rules', turn.words.plain('registration.accept'), 'accept')]],
  }),
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
  answer: async (turn, input): Promise<Answer<true>> => {
    if (tapped(input)?.verb !== 'accept') return pressButton(turn);
    if (turn.prepared === 'registryDown') {
      return { do: 'stay', say: turn.words.html('errors.registryDown') };
    }
    const { accountId } = turn.session;
    const text = rulesText('hamyar', turn.words.language);
    await acceptRules(turn.work, { ...text, chatId: turn.chatId, accountId });
    const conditions = await conditionsOf(turn);
    if (conditions.evaluation.outcome !== 'ineligible') return { do: 'next', value: true };
    // Nothing is kept: next time the record, or what a deputy allowed, may say otherwise.
    turn.say(conditionsPage(turn, conditions).text);
    return { do: 'end' };
  },
});

interface Conditions {
  readonly evaluation: Evaluation;
  readonly level: Level;
  readonly field: string;
}

/** Every rule with its outcome, before anything is filled in. */
export const eligibilityStep = step({
  name: 'eligibility',
  schema: z.literal(true),
  gate: true,
  enter: async (turn): Promise<Scratch> => ({ ...(await conditionsOf(turn)) }),
  question: (turn, { scratch }) => conditionsPage(turn, scratch as unknown as Conditions),
  answer: (turn, input): Answer<true> =>
    tapped(input)?.verb === 'proceed' ? { do: 'next', value: true } : pressButton(turn),
});

async function conditionsOf(turn: Turn): Promise<Conditions> {
  const { record: found } = turn.prepared as Exclude<Looked, 'registryDown'>;
  const who = await requireApplicant(turn.work, await turn.person(), found);
  if (!who.ok) throw new Error(`the form was opened by somebody who may not file: ${who.reason}`);
  const { applicant } = who;
  const term = await currentTerm(turn.work.tx, applicant.universityId, turn.work.now);
  if (!term) throw new Error('the form was opened although there is no term');
  const candidate = { ...applicant, termId: term.id, declarations: {} };
  const facts = await eligibilityFacts(turn.work.tx, candidate, turn.work.now);
  const { level, field } = applicant.record;
  return { evaluation: evaluate(facts), level, field };
}

function conditionsPage(turn: Turn, { evaluation, level, field }: Conditions): Question {
  const { html, plain } = turn.words;
  const { outcome } = evaluation;
  const intro = html('application.eligibilityIntro', {
    level: plain(`terms.levels.${level}`),
    field,
  });
  const proceed = stepButton(formName, 'eligibility', plain('application.proceed'), 'proceed');
  return {
    text: [intro, verdictList(turn, evaluation), html(`application.${outcome}`)].join('\n\n'),
    buttons: [[proceed]],
  };
}

/** The verdicts, each with what can be done about it. */
export function verdictList(turn: Turn, { verdicts }: Evaluation): string {
  return verdicts
    .map((verdict) => {
      const remedy = verdictRemedy(verdict, turn.words);
      return verdictLine(verdict, turn.words) + (remedy ? `\n   ↳ ${remedy}` : '');
    })
    .join('\n');
}
