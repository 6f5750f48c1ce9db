import { z } from 'zod';
import {
  type Judgement,
  type JudgeRefusal,
  judgeApplicant,
} from '../../../core/applications/commands/judge-applicant.ts';
import { storedDeclarations } from '../../../core/eligibility/schema.ts';
import {
  type DeclarableField,
  type Declarations,
  declarableFields,
} from '../../../core/eligibility/types.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import { type Result, refuse } from '../../../core/result.ts';
import { type Answer, type Question, type Scratch, stepButton, tapped } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import type { Input } from '../../intake/incoming.ts';
import type { Turn } from '../../intake/turn.ts';
import { type Looked, lookUp } from '../look-up.ts';
import { changedRequest } from './about.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';
import { conditionsPage } from './conditions-page.ts';
import {
  askFor,
  type Declared,
  declaredLines,
  declaredText,
  pressedFact,
  writtenFact,
} from './declared.ts';

const judging = z.object({
  /** What the registry said; null where it knows nobody; left out where it has not answered. */
  found: z
    .custom<StudentRecord>((record) => typeof record === 'object' && record !== null)
    .nullish(),
  declared: storedDeclarations.default({}),
  /** What is declared anew on purpose. */
  changing: z.enum(declarableFields).optional(),
});
type Judging = z.infer<typeof judging>;

/**
 * The own record and every rule with its outcome, before anything is filled in. What a rule wants to
 * know and the record lacks is declared here first; who is not eligible goes no further. Judged anew
 * whenever it is shown, so that what a deputy allowed meanwhile counts.
 */
export const eligibilityStep = step({
  name: 'eligibility',
  schema: storedDeclarations,
  scratch: judging,
  gate: true,
  shown: {
    label: (turn) => turn.words.plain('application.declare.label'),
    value: (turn, declarations) =>
      declaredLines(turn, declarations).join(' · ') || turn.words.html('application.declare.none'),
  },
  enter: (turn, { answers }): Scratch => ({
    declared: answers.eligibility ?? {},
    ...foundIn(turn.prepared),
  }),
  question: async (turn, { answers, scratch }) => {
    const state = judging.parse(scratch);
    if (state.found === undefined) return registryPage(turn);
    const judged = await judge(turn, answers, state);
    if (!judged.ok) return { text: explainJudge(turn, judged) };
    const asked = askedNow(state, judged);
    return asked ? askFor(turn, asked) : conditionsPage(turn, judged);
  },
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
  answer: async (turn, input, { answers, scratch }) => {
    const state = judging.parse(scratch);
    const looked = foundIn(turn.prepared);
    const now: Judging = { ...state, ...looked };
    // Without a record nothing was asked yet, so that nothing which is written now answers it.
    if (state.found === undefined || isLook(input)) return lookAgain(turn, now, looked);
    const judged = await judge(turn, answers, now);
    if (!judged.ok) return { do: 'stay', say: explainJudge(turn, judged) };
    return answerTo(turn, input, now, judged);
  },
});

const foundIn = (prepared: unknown): { found?: StudentRecord | null } => {
  const looked = prepared as Looked | undefined;
  return looked === undefined || looked === 'registryDown' ? {} : { found: looked.record ?? null };
};

const isLook = (input: Input): boolean => tapped(input)?.verb === 'look';

/** The registry did not answer: nothing is lost, and it is asked again from this very step. */
function registryPage(turn: Turn): Question {
  const { html, plain } = turn.words;
  return {
    text: html('errors.registryDown'),
    buttons: [[stepButton(formName, 'eligibility', plain('application.lookAgain'), 'look')]],
  };
}

function lookAgain(turn: Turn, now: Judging, looked: object): Answer<Declarations> {
  if ('found' in looked) return { do: 'redraw', scratch: now };
  return { do: 'stay', say: turn.words.html('errors.registryDown') };
}

async function judge(
  turn: Turn,
  answers: Partial<ApplicationAnswers>,
  { found, declared }: Judging,
): Promise<Result<Judgement, JudgeRefusal>> {
  const { basis, termId = 0 } = answers;
  const changed = await changedRequest(turn, answers);
  if (basis !== undefined && !changed) return refuse('notFound');
  const judged = changed ? { applicationId: changed.applicationId } : { termId };
  const given = { record: found ?? undefined, declarations: declared, judged };
  return judgeApplicant(turn.work, await turn.person(), given);
}

const askedNow = (
  { changing }: Judging,
  { missing }: Pick<Judgement, 'missing'>,
): DeclarableField | undefined => changing ?? missing[0];

function answerTo(
  turn: Turn,
  input: Input,
  state: Judging,
  judged: Judgement,
): Answer<Declarations> {
  const tap = tapped(input);
  const asked = askedNow(state, judged);
  if (tap?.verb === 'change') {
    const changing = declarableFields.find((field) => field === tap.argument);
    return { do: 'redraw', scratch: { ...state, changing } };
  }
  if (tap?.verb === 'is') {
    const declared = pressedFact(tap.argument);
    // A button of an earlier question changes that answer; the page is drawn with what is asked now.
    return declared ? { do: 'redraw', scratch: withFact(state, declared) } : pressButton(turn);
  }
  if (tap?.verb === 'proceed' && !asked && judged.evaluation.outcome !== 'ineligible') {
    return { do: 'next', value: judged.declarations };
  }
  if (tap) return { do: 'redraw', scratch: state };
  if (!asked) return pressButton(turn);
  const written = writtenFact(turn, input, asked);
  if ('do' in written) return written;
  const say = declaredText(turn, 'noted', written);
  return { do: 'stay', say, scratch: withFact(state, written), again: true };
}

const withFact = ({ changing, ...state }: Judging, { field, value }: Declared): Scratch => ({
  ...state,
  declared: { ...state.declared, [field]: value },
  ...(changing !== undefined && changing !== field ? { changing } : {}),
});

function explainJudge({ words: { html } }: Turn, { reason }: JudgeRefusal): string {
  switch (reason) {
    case 'noAccount':
    case 'notActive':
      return html('application.notActive');
    case 'rulesNotAccepted':
      return html('application.rulesFirst');
    case 'notFound':
      return html('application.decidedMeanwhile');
  }
}
