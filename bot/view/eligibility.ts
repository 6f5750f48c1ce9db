import type { InputName, RuleInput, Verdict, VerdictKind } from '../../core/eligibility/types.ts';
import { formatAverage } from './format.ts';
import { Html, type Words } from './language.ts';

/** To whom a verdict is told: the student, as "you", or an officer, about the student. */
export type Voice = 'own' | 'officer';

const signs: Readonly<Record<VerdictKind, string>> = {
  pass: '✅',
  fail: '❌',
  needsApproval: '⏳',
  exempt: '➖',
  undeclared: '❔',
};

/** One rule as a line of HTML: its outcome, its reason in words, and on whose word. */
export function verdictLine(verdict: Verdict, words: Words, voice: Voice): string {
  const { html } = words;
  const rule = html(`eligibility.rules.${verdict.ruleId}`);
  const { override } = verdict;
  const notes = [
    ...(isDeclared(verdict) ? [html(`eligibility.declared.${voice}`)] : []),
    ...(override ? [html(`eligibility.allowed.${voice}`, { reason: override.reason })] : []),
  ];
  const note = notes.length > 0 ? ` (${notes.join(' · ')})` : '';
  return `${signs[verdict.verdict]} <b>${rule}:</b> ${verdictReason(verdict, words, voice)}${note}`;
}

/** What the student can do about it; undefined where nothing is asked. */
export const verdictRemedy = ({ remedy }: Verdict, { html }: Words): string | undefined =>
  remedy === null ? undefined : html(`eligibility.remedies.${remedy}`);

const isDeclared = ({ inputs }: Verdict): boolean =>
  inputs.some(({ source }) => source === 'declared');

const reasons = { own: 'eligibility.own', officer: 'eligibility.reasons' } as const;

/** Why a rule came out as it did, with the numbers that it looked at. */
function verdictReason({ reason, inputs }: Verdict, words: Words, voice: Voice): string {
  const { html } = words;
  const texts = reasons[voice];
  const numbers = numbersOf(inputs);
  switch (reason) {
    case 'termsEnough':
      return html(`${texts}.${reason}`, {
        terms: numbers('termsPassed'),
        required: numbers('requiredTerms'),
      });
    case 'termsTooFew':
      return html(`${texts}.${reason}`, { required: numbers('requiredTerms') });
    case 'averageEnough':
    case 'averageTooLow':
      return html(`${texts}.${reason}`, averages(inputs, words));
    case 'averageNotYet':
      return html(`${texts}.${reason}`, { basis: basisOf(inputs, words) });
    case 'averageUnknown': {
      const { basis, required } = averages(inputs, words);
      return html(`${texts}.${reason}`, { basis, required });
    }
    case 'probationFew':
    case 'probationMany':
      return html(`${texts}.${reason}`, { terms: numbers('probationTerms') });
    case 'openingExists':
      return html(`${texts}.${reason}`, { openings: numbers('openingsWithSeats') });
    default:
      return html(`${texts}.${reason}`);
  }
}

type Inputs = readonly RuleInput[];

const numbersOf =
  (inputs: Inputs) =>
  (name: InputName): number =>
    Number(inputs.find((input) => input.name === name)?.value ?? 0);

const basisName = (inputs: Inputs): 'lastTerm' | 'cumulative' =>
  inputs.find(({ name }) => name === 'averageBasis')?.value === 'cumulative'
    ? 'cumulative'
    : 'lastTerm';

const basisOf = (inputs: Inputs, { html }: Words): Html =>
  new Html(html(`eligibility.bases.${basisName(inputs)}`));

function averages(inputs: Inputs, words: Words) {
  const reached = basisName(inputs) === 'lastTerm' ? 'lastTermAverage' : 'cumulativeAverage';
  const numbers = numbersOf(inputs);
  return {
    basis: basisOf(inputs, words),
    average: formatAverage(numbers(reached), words.language),
    required: formatAverage(numbers('requiredAverage'), words.language),
  };
}
