import type { JudgedStudent } from '../../core/applications/commands/judge-student.ts';
import type { OverridableRule } from '../../core/eligibility/types.ts';
import { type Question, stepButton } from '../forms/form.ts';
import { inPairs } from '../forms/review.ts';
import type { Turn } from '../intake/turn.ts';
import { verdictLine } from '../view/eligibility.ts';
import { copyable, Html } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { showCode, termName } from '../view/names.ts';

const form = 'discretion';

const button = (text: string, verb: string, argument = ''): Button =>
  stepButton(form, 'rule', text, verb, argument);

function heading({ words }: Turn, { applicant, term, request }: JudgedStudent): string {
  const { html, plain } = words;
  const { firstName, lastName, studentNumber, level, field } = applicant.record;
  return [
    html('review.discretion.student', {
      name: `${firstName} ${lastName}`,
      number: new Html(copyable(studentNumber)),
      level: plain(`terms.levels.${level}`),
      field,
      term: termName(term, words),
    }),
    ...(request
      ? [
          html('review.discretion.request', {
            code: showCode(request.trackingCode),
            state: plain(`terms.applicationStates.${request.state}`),
          }),
        ]
      : []),
  ].join('\n');
}

/** Who was found: nobody is judged, and no registry asked, about the wrong person. */
export function confirmPage(turn: Turn, student: JudgedStudent): Question {
  const { html, plain } = turn.words;
  return {
    text: [heading(turn, student), html('review.discretion.confirm')].join('\n\n'),
    buttons: [[button(plain('review.discretion.look'), 'look')]],
  };
}

/** Every rule with its outcome, those that can be set aside as buttons, and the way to another term. */
export function conditionsPage(
  turn: Turn,
  student: JudgedStudent,
  rules: readonly OverridableRule[],
): Question {
  const { html, plain } = turn.words;
  const lines = student.evaluation.verdicts.map((verdict) =>
    verdictLine(verdict, turn.words, 'officer'),
  );
  const key = rules.length > 0 ? 'review.discretion.pick' : 'review.discretion.nothing';
  const allow = rules.map((ruleId) =>
    button(
      plain('review.discretion.allow', { rule: plain(`eligibility.rules.${ruleId}`) }),
      'allow',
      ruleId,
    ),
  );
  const terms = student.otherTerms.map((term) => [
    button(
      plain('review.discretion.inTerm', { term: termName(term, turn.words) }),
      'term',
      String(term.id),
    ),
  ]);
  return {
    text: [heading(turn, student), lines.join('\n'), html(key)].join('\n\n'),
    buttons: [...inPairs(allow), ...terms, [button(plain('application.lookAgain'), 'look')]],
  };
}
