import { InsecureCarrier, isConfidential } from '../loopback.ts';
import type { CodeChannel, Mobile, SmsGateway, SmsOutcome } from './gateway.ts';
import { NO_CALL_POSSIBLE, outcomeOf } from './kavenegar-answer.ts';
import { callOnce } from './kavenegar-call.ts';

export type KavenegarOptions = {
  /** `https://api.kavenegar.com/` in the field; plain `http:` is taken on loopback only. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The name of the approved template whose `%token` is the code. */
  readonly template: string;
  /** The line that texts come from; Kavenegar's default line without it. */
  readonly sender?: string;
  /** For one request, connecting included; 15 seconds without it. */
  readonly timeoutMs?: number;
};

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * Kavenegar over HTTPS. One `send…` is one message at most, except that a call that is not possible
 * (428) goes again as an SMS within the same order and says so. Nothing is repeated here: that is the
 * worker's, by the outcome.
 *
 * @throws {InsecureCarrier} at once, where the base URL would show the key to the network
 */
export function kavenegar(options: KavenegarOptions): SmsGateway {
  const base = secureBase(options.baseUrl);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const url = (method: string) =>
    new URL(`v1/${encodeURIComponent(options.apiKey)}/${method}.json`, base);

  const lookup = (mobile: Mobile, code: string, type: CodeChannel) =>
    callOnce(
      url('verify/lookup'),
      new URLSearchParams({
        receptor: national(mobile),
        token: code,
        template: options.template,
        type,
      }),
      timeoutMs,
    );

  return {
    async sendCode({ mobile, code, channel }) {
      const first = await lookup(mobile, code, channel);
      if (!first.answered) return first.outcome;
      if (channel === 'call' && first.answer.status === NO_CALL_POSSIBLE) {
        const second = await lookup(mobile, code, 'sms');
        return marked(second.answered ? outcomeOf(second.answer, 'sms') : second.outcome);
      }
      return outcomeOf(first.answer, channel);
    },

    async sendText({ mobile, text }) {
      const form = new URLSearchParams({ receptor: national(mobile), message: text });
      if (options.sender !== undefined) form.set('sender', options.sender);
      const result = await callOnce(url('sms/send'), form, timeoutMs);
      return result.answered ? outcomeOf(result.answer, 'sms') : result.outcome;
    },
  };
}

function marked(outcome: SmsOutcome): SmsOutcome {
  return outcome.ok ? { ...outcome, fellBack: true } : outcome;
}

/** Kavenegar's own form of an Iranian mobile, 11 digits from 09. */
function national(mobile: Mobile): string {
  return `0${mobile.slice('+98'.length)}`;
}

function secureBase(baseUrl: string): URL {
  // Not `new URL(baseUrl)`: what it throws quotes its input, and a key may be pasted into it.
  if (!URL.canParse(baseUrl)) throw new InsecureCarrier('Kavenegar');
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  if (!isConfidential(base)) throw new InsecureCarrier('Kavenegar');
  return base;
}
