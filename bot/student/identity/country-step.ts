import { z } from 'zod';
import { isCountry, parseCountry } from '../../../core/identity/rules.ts';
import { type Answer, stepButton, tapped } from '../../forms/form.ts';
import { inPairs } from '../../forms/review.ts';
import { readText } from '../../forms/steps.ts';
import type { Input } from '../../intake/incoming.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { countryName } from '../../view/names.ts';
import { explainCountry } from '../../view/reasons/accounts.ts';

/** Where most foreign students in Iran come from: a tap instead of typing. */
const frequentCountries = ['AF', 'IQ', 'SY', 'PK', 'LB', 'YE'];

/** The country of a passport: picked, or written by name in either language, or by its two-letter code. */
export const countryStep = (form: string, explain = explainCountry) => ({
  name: 'country' as const,
  schema: z.string().refine(isCountry),
  shown: {
    label: (turn: Turn) => turn.words.plain('registration.country'),
    value: (turn: Turn, value: string) => escapeHtml(countryName(value, turn.words.language)),
  },
  question: (turn: Turn) => ({
    text: turn.words.html('registration.countryAsk'),
    buttons: inPairs(
      frequentCountries.map((code) =>
        stepButton(form, 'country', countryName(code, turn.words.language), 'pick', code),
      ),
    ),
  }),
  answer: (turn: Turn, input: Input): Answer<string> => {
    const picked = tapped(input)?.argument;
    const read = picked === undefined ? readText(turn, input) : { written: picked };
    if ('do' in read) return read;
    const parsed = parseCountry(read.written);
    if (!parsed.ok) return { do: 'stay', say: explain(turn, parsed) };
    return { do: 'next', value: parsed.value };
  },
});
