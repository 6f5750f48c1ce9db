import type { Earnings, Sum } from '../../core/earnings/types.ts';
import type { Level } from '../../core/registry/types.ts';
import { formatHours, formatRial } from './format.ts';
import { Html, type Words } from './language.ts';

/** What hours come to, and by what: the rate, the factor for the married, and why one is missing. */
export function earningsLines(
  { earnings, level, isFinal }: { earnings: Earnings; level: Level; isFinal: boolean },
  words: Words,
): string[] {
  const { html, plain, language } = words;
  const { rialPerHour, married } = earnings;
  const named = plain(`terms.levels.${level}`);
  const rate =
    rialPerHour === null
      ? html('payments.earnings.noRate', { level: named })
      : html('payments.earnings.rate', {
          level: named,
          rate: formatRial(rialPerHour, language),
          factor: marriedFactor(married === 'verified', words),
        });
  return [rate, ...marriedLines(earnings, words), ...sums(earnings, isFinal, words)];
}

/** The factor as it stands in a product; nothing where it does not count. */
export const marriedFactor = (isMarried: boolean, { html }: Words): Html =>
  new Html(isMarried ? html('payments.marriedFactor') : '');

/** Why the factor does not count for who claimed it. */
function marriedLines({ married }: Earnings, { html }: Words): string[] {
  return married === 'waiting' || married === 'refused'
    ? [html(`payments.earnings.married.${married}`)]
    : [];
}

function sums({ soFar, expected }: Earnings, isFinal: boolean, words: Words): string[] {
  const told = (key: 'soFar' | 'expected' | 'final', { minutes, rial }: Sum): string[] =>
    rial === null
      ? []
      : [
          words.html(`payments.earnings.${key}`, {
            hours: formatHours(minutes, words.language),
            amount: formatRial(rial, words.language),
          }),
        ];
  if (isFinal) return told('final', soFar);
  const later = expected.rial === null ? [] : [words.html('payments.earnings.rateDay')];
  const more = expected.minutes === soFar.minutes ? [] : told('expected', expected);
  return [...told('soFar', soFar), ...more, ...later];
}
