import type { CodeTryRefusal } from '../../core/codes/commands.ts';
import type { ToldCode } from '../../core/codes/queries.ts';
import { codeLimits, mayTry, secondsLeft } from '../../core/codes/rules.ts';
import type { CodeChannel, IssueRefusal } from '../../core/codes/types.ts';
import { formatClock, formatMoment, formatWait } from './format.ts';
import type { Words } from './language.ts';

/**
 * Where a code went, as the person may see it, and how much of its time and tries is left. Null: it is
 * forgotten.
 */
export function sayCode(
  code: ToldCode | null,
  { shown, now }: { readonly shown: string; readonly now: Date },
  words: Words,
): string {
  const { html } = words;
  if (!code) return html('codes.expired');
  const tried = mayTry(code, now);
  if (!tried.ok) return sayLost(tried.reason, words);
  const texts = { sms: 'codes.askSms', call: 'codes.askCall', email: 'codes.askEmail' } as const;
  const values = { address: shown, left: clockOf(code, now, words) };
  const asked = html(texts[code.channel], values);
  if (code.attempts === 0) return asked;
  return `${asked}\n${html('codes.triesLeft', { count: codeLimits.tries - code.attempts })}`;
}

const clockOf = (code: ToldCode, now: Date, { language }: Words): string =>
  formatClock(secondsLeft(code, now), language);

/** Why what was typed is not taken, and what is left of the code that it was typed for. */
export function sayWrong(
  refusal: CodeTryRefusal,
  code: ToldCode | null,
  now: Date,
  words: Words,
): { readonly text: string; readonly lost: boolean } {
  if (refusal.reason !== 'wrong') return { text: sayLost(refusal.reason, words), lost: true };
  if (refusal.triesLeft === 0 || !code) return { text: words.html('codes.dead'), lost: true };
  const values = { count: refusal.triesLeft, left: clockOf(code, now, words) };
  return { text: words.html('codes.wrong', values), lost: false };
}

/** A code that cannot be right any more. */
function sayLost(reason: Exclude<CodeTryRefusal['reason'], 'wrong'>, { html }: Words): string {
  // A code that is unknown was forgotten, long after its time.
  return html(`codes.${reason === 'unknown' ? 'expired' : reason}`);
}

/** Why no new code goes out now, and when one will. */
export function sayNoCode(
  { reason, secondsLeft: left }: IssueRefusal,
  now: Date,
  { language, html }: Words,
): string {
  if (reason === 'tooSoon') return html('codes.tooSoon', { wait: formatWait(left, language) });
  const at = new Date(now.getTime() + left * 1000);
  return html(`codes.${reason}`, { limit: limits[reason], at: formatMoment(at, now, language) });
}

const limits = {
  hourLimit: codeLimits.perHour,
  dayLimit: codeLimits.perDay,
  chatLimit: codeLimits.perChatAndHour,
} as const;

/** The ways in which a new code can be asked for, with the words of their buttons. */
export const newCodeLabels = {
  sms: 'codes.againSms',
  call: 'codes.againCall',
  email: 'codes.againEmail',
} as const satisfies Record<CodeChannel, string>;
