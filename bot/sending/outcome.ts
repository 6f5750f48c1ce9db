/**
 * What became of one message handed to a carrier (SMS, voice, e-mail). Never thrown: the worker
 * writes it to the message's row, so a deploy that forgets a case does not compile.
 *
 * - `retry`: the carrier certainly did not take it; sending again cannot double it. `retryAfterMs` is
 *   set where the carrier named, or is known to want, a pause.
 * - `refused`: sending the same again would be refused the same way. `alarm` marks what only the
 *   operator can put right (credit, key, template), as opposed to a wrong address.
 * - `unknown`: it went out and no readable answer came. Sending again may double it.
 */
export type NotSent<Retry extends string, Refused extends string, Unknown extends string> =
  | {
      readonly ok: false;
      readonly kind: 'retry';
      readonly reason: Retry;
      readonly retryAfterMs?: number;
    }
  | {
      readonly ok: false;
      readonly kind: 'refused';
      readonly reason: Refused;
      readonly alarm: boolean;
    }
  | { readonly ok: false; readonly kind: 'unknown'; readonly reason: Unknown };
