import type { InputName, RuleInput, Verdict, VerdictKind } from '../../core/eligibility/types.ts';
import { formatAverage } from './format.ts';
import type { Words } from './language.ts';

const signs: Readonly<Record<VerdictKind, string>> = {
  pass: '✅',
  fail: '❌',
  needsApproval: '⏳',
  exempt: '➖',
  undeclared: '❔',
};

/** One rule as a line of HTML: its outcome, its reason in words, and on whose word. */
export function verdictLine(verdict: Verdict, words: Words): string {
  const { html } = words;
  const rule = html(`eligibility.rules.${verdict.ruleId}`);
  const notes = [
    ...(isDeclared(verdict) ? [html('eligibility.declared')] : []),
    ...(verdict.override ? [html('eligibility.allowed', { reason: verdict.override.reason })] : []),
  ];
  const note = notes.length > 0 ? ` (${notes.join(' · ')})` : '';
  return `${signs[verdict.verdict]} <b>${rule}:</b> ${verdictReason(verdict, words)}${note}`;
}

/** What the student can do about it; undefined where nothing is asked. */
export const verdictRemedy = ({ remedy }: Verdict, { html }: Words): string | undefined =>
  remedy === null ? undefined : html(`eligibility.remedies.${remedy}`);

const isDeclared = ({ inputs }: Verdict): boolean =>
  inputs.some(({ source }) => source === 'declared');

/** Why a rule came out as it did, with the numbers that it looked at. */
export function verdictReason({ reason, inputs }: Verdict, words: Words): string {
  const { html } = words;
  switch (reason) {
    case 'termsEnough':
      return html('eligibility.reasons.termsEnough', { terms: numberOf(inputs, 'termsPassed') });
    case 'termsTooFew': {
      const required = numberOf(inputs, 'requiredTerms');
      return html('eligibility.reasons.termsTooFew', { required });
    }
    case 'averageEnough':
    case 'averageTooLow':
      return html(`eligibility.reasons.${reason}`, averages(inputs, words));
    case 'averageNotYet':
      return html('eligibility.reasons.averageNotYet', { basis: basisOf(inputs, words) });
    case 'averageUnknown': {
      const { basis, required } = averages(inputs, words);
      return html('eligibility.reasons.averageUnknown', { basis, required });
    }
    case 'probationFew':
    case 'probationMany': {
      const spent = numberOf(inputs, 'probationTerms');
      return html(`eligibility.reasons.${reason}`, { terms: spent });
    }
    default:
      return html(`eligibility.reasons.${reason}`);
  }
}

type Inputs = readonly RuleInput[];

const numberOf = (inputs: Inputs, name: InputName): number =>
  Number(inputs.find((input) => input.name === name)?.value ?? 0);

const basisName = (inputs: Inputs): 'lastTerm' | 'cumulative' =>
  inputs.find(({ name }) => name === 'averageBasis')?.value === 'cumulative'
    ? 'cumulative'
    : 'lastTerm';

const basisOf = (inputs: Inputs, { html }: Words): string =>
  html(`eligibility.bases.${basisName(inputs)}`);

function averages(inputs: Inputs, words: Words) {
  const reached = basisName(inputs) === 'lastTerm' ? 'lastTermAverage' : 'cumulativeAverage';
  return {
    basis: basisOf(inputs, words),
    average: formatAverage(numberOf(inputs, reached), words.language),
    required: formatAverage(numberOf(inputs, 'requiredAverage'), words.language),
  };
}
