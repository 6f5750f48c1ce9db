import { z } from 'zod';
import { findStudents } from '../../core/accounts/queries.ts';
import {
  type JudgedStudent,
  type JudgeStudentRefusal,
  judgeStudent,
} from '../../core/applications/commands/judge-student.ts';
import { overrideRule } from '../../core/applications/commands/override-rule.ts';
import type { OverrideRefusal } from '../../core/applications/types.ts';
import { type OverridableRule, overridableRules } from '../../core/eligibility/types.ts';
import type { StudentRecord } from '../../core/registry/types.ts';
import { type Answer, type Finish, type Form, stepOf, stepsOf, tapped } from '../forms/form.ts';
import { whole } from '../forms/kept.ts';
import { pressButton } from '../forms/review.ts';
import { readText } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { type Looked, lookUp } from '../student/look-up.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { aboutStudent } from './about.ts';
import { conditionsPage, confirmPage } from './discretion-page.ts';
import { declineTo, forOfficers, holdsRole, startForm } from './officer.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  /** The student's account. */
  student: number;
  /** Which rule is set aside, and in which term. */
  rule: { readonly rule: OverridableRule; readonly termId: number };
  reason: string;
}

const name = 'discretion';
const step = stepOf<Answers>();

const student = step({
  name: 'student',
  schema: whole,
  question: (turn) => ({ text: turn.words.html('review.discretion.ask') }),
  answer: async (turn, input): Promise<Answer<number>> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const found = await findStudents(turn.work.tx, await turn.person(), read.written);
    const [only, ...more] = found.ok ? found.students : [];
    if (only && more.length === 0) return { do: 'next', value: only.accountId };
    const key = only ? 'review.discretion.several' : 'review.discretion.none';
    return { do: 'stay', say: turn.words.html(key) };
  },
});

const judging = z.object({
  /** What the registry said; null where it knows nobody; left out where it was not asked yet. */
  found: z
    .custom<StudentRecord>((record) => typeof record === 'object' && record !== null)
    .nullish(),
  /** Where several terms come into question: in which one. */
  termId: whole.optional(),
});

const rule = step({
  name: 'rule',
  schema: z.object({ rule: z.enum(overridableRules), termId: whole }),
  scratch: judging,
  question: async (turn, { answers, scratch }) => {
    const { found, termId } = judging.parse(scratch);
    const judged = await judge(turn, answers, { record: found ?? undefined, termId });
    if (!judged.ok) return { text: explainJudge(turn, judged) };
    return found === undefined
      ? confirmPage(turn, judged.student)
      : conditionsPage(turn, judged.student, allowable(judged.student));
  },
  prepare: (outside, _input, { answers }) => lookUp(outside, answers.student ?? null),
  answer: async (turn, input, { answers, scratch }): Promise<Answer<Answers['rule']>> => {
    const tap = tapped(input);
    const looked = turn.prepared as Looked | undefined;
    if (!tap || looked === undefined) return pressButton(turn);
    if (looked === 'registryDown') {
      return { do: 'stay', say: turn.words.html('errors.registryDown') };
    }
    const before = judging.parse(scratch);
    const termId = tap.verb === 'term' ? idOf(tap.argument) : before.termId;
    const judged = await judge(turn, answers, { record: looked.record, termId });
    if (!judged.ok) return { do: 'stay', say: explainJudge(turn, judged) };
    const { term } = judged.student;
    const picked = allowable(judged.student).find((one) => one === tap.argument);
    if (tap.verb === 'allow' && picked) {
      return { do: 'next', value: { rule: picked, termId: term.id } };
    }
    return { do: 'redraw', scratch: { found: looked.record ?? null, termId: term.id } };
  },
});

const judge = async (
  turn: Turn,
  { student: accountId = 0 }: Partial<Answers>,
  given: { readonly record: StudentRecord | undefined; readonly termId?: number | undefined },
) => judgeStudent(turn.work, await turn.person(), { accountId, ...given });

/** The rules that stand against the student and that a deputy can set aside. */
const allowable = ({ evaluation }: JudgedStudent): OverridableRule[] =>
  overridableRules.filter((ruleId) =>
    evaluation.verdicts.some(
      (verdict) =>
        verdict.ruleId === ruleId &&
        (verdict.verdict === 'fail' || verdict.verdict === 'undeclared'),
    ),
  );

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { student: accountId, rule: picked, reason } = answers;
  const { rule: ruleId, termId } = picked;
  const judged = await judge(turn, answers, { record: undefined, termId });
  if (!judged.ok) {
    turn.say(explainJudge(turn, judged));
    return { do: 'end' };
  }
  const { applicant } = judged.student;
  const request = { accountId, termId, ruleId, reason };
  const result = await overrideRule(turn.work, await turn.person(), request);
  const { plain, html } = turn.words;
  const shown = {
    rule: plain(`eligibility.rules.${ruleId}`),
    name: `${applicant.record.firstName} ${applicant.record.lastName}`,
  };
  turn.say(result.ok ? html('review.discretion.done', shown) : explainOverride(turn, result), {
    buttons: [[{ text: plain('review.discretion.again'), data: `${name}:${accountId}` }]],
  });
  return { do: 'end' };
}

function explainJudge(turn: Turn, refusal: JudgeStudentRefusal): string {
  switch (refusal.reason) {
    case 'notFound':
      return turn.words.html('review.discretion.none');
    case 'noTerm':
      return turn.words.html('review.discretion.noTerm');
    default:
      return explainCan(turn, refusal);
  }
}

function explainOverride(turn: Turn, refusal: OverrideRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
      return html('review.discretion.none');
    case 'notOverridable':
      return html('review.discretion.never');
    case 'alreadyAllowed':
      return html('review.discretion.already');
    case 'noReason':
      return html('review.noReason');
    default:
      return explainCan(turn, refusal);
  }
}

/** The student-affairs deputy allows a student what a rule refuses, with a reason. */
const discretionForm: Form<Answers> = {
  name,
  version: 2,
  title: (turn) => turn.words.plain('review.discretion.title'),
  about: aboutStudent,
  steps: stepsOf<Answers>()(
    student,
    rule,
    reasonStep<Answers, 'reason'>('reason', 'review.discretion.reasonAsk'),
  ),
  finish,
};

/** `discretion` asks for the student; `discretion:<account>` is about one who was found. */
const discretion = forOfficers(async (turn, [id]) => {
  if (!holdsRole(await turn.person(), 'studentDeputy')) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  await startForm(turn, discretionForm, id === undefined ? {} : { student: idOf(id) });
});

export const discretionScreens = { taps: { discretion }, forms: [discretionForm] };
