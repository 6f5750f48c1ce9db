import type { Judgement } from '../../../core/applications/commands/judge-applicant.ts';
import { isOverridable } from '../../../core/eligibility/rules.ts';
import type { Evaluation } from '../../../core/eligibility/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import { type Question, stepButton } from '../../forms/form.ts';
import { inPairs } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { verdictLine, verdictRemedy } from '../../view/eligibility.ts';
import { formatList, withDigits } from '../../view/format.ts';
import { copyable, Html } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { recordText } from '../../view/record.ts';
import { formName } from './answers.ts';
import { changeButtons } from './declared.ts';

/** The record, every rule with its outcome, and the way on, where there is one. */
export async function conditionsPage(turn: Turn, judged: Judgement): Promise<Question> {
  const { html, plain, language } = turn.words;
  const { applicant, declarations, evaluation } = judged;
  const { outcome, version } = evaluation;
  const university = await universityOf(turn.work.tx, applicant.universityId);
  const known = { record: applicant.record, declarations };
  const verb = outcome === 'ineligible' ? 'look' : 'proceed';
  const onward = plain(outcome === 'ineligible' ? 'application.lookAgain' : 'application.proceed');
  const title = html('application.conditions', { version: withDigits(version, language) });
  const parts = [
    recordText(known, university ? nameIn(language, university) : '', turn.words),
    [title, verdictList(turn, evaluation)].join('\n'),
    html(`application.${outcome}`),
    ...deputyWay(turn, judged),
  ];
  return {
    text: parts.join('\n\n'),
    buttons: [
      ...inPairs(changeButtons(turn, declarations)),
      [stepButton(formName, 'eligibility', onward, verb)],
    ],
  };
}

/** Where nothing but the deputy's leave is missing, how it is asked for. */
function deputyWay(turn: Turn, { applicant, evaluation }: Judgement): string[] {
  const failed = evaluation.verdicts.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0 || !failed.every(({ ruleId }) => isOverridable(ruleId))) return [];
  const { html, plain, language } = turn.words;
  const rules = failed.map(({ ruleId }) => plain(`eligibility.rules.${ruleId}`));
  const number = new Html(copyable(applicant.record.studentNumber));
  return [html('application.deputyWay', { rules: formatList(rules, language), number })];
}

/** The verdicts, each with what can be done about it. */
export function verdictList(turn: Turn, { verdicts }: Evaluation): string {
  return verdicts
    .map((verdict) => {
      const remedy = verdictRemedy(verdict, turn.words);
      return verdictLine(verdict, turn.words, 'own') + (remedy ? `\n   ↳ ${remedy}` : '');
    })
    .join('\n');
}
