import type { NotSent } from '../outcome.ts';

/** How a one-time code reaches the person: written, or read aloud by an automatic call. */
export type CodeChannel = 'sms' | 'call';

/** E.164 of an Iranian mobile, `+989` and nine digits. */
export type Mobile = `+989${string}`;

/** `fellBack`: a call was asked for and was not possible, so the code went as an SMS. */
export type SmsSent = {
  readonly ok: true;
  readonly providerId: string;
  readonly channel: CodeChannel;
  readonly fellBack?: true;
};

export type SmsOutcome =
  | SmsSent
  | NotSent<
      'unreachable' | 'busy' | 'tooMany' | 'carrierFailed',
      'badNumber' | 'badText' | 'noCredit' | 'notAllowed' | 'badRequest',
      'timedOut' | 'cutOff' | 'unreadableAnswer'
    >;

export type SmsRefusedReason = Extract<SmsOutcome, { kind: 'refused' }>['reason'];

/**
 * The port to whoever carries SMS and voice. Implementations never throw for what the carrier or the
 * network does, and put neither key, code nor number in an outcome or an error.
 */
export interface SmsGateway {
  sendCode(order: {
    readonly mobile: Mobile;
    readonly code: string;
    readonly channel: CodeChannel;
  }): Promise<SmsOutcome>;
  sendText(order: { readonly mobile: Mobile; readonly text: string }): Promise<SmsOutcome>;
}
