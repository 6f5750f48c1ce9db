import type { NotSent } from '../outcome.ts';

export type Email = {
  /** One bare address, `name@host`; a list is refused. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** An HTML fragment, already escaped; made from `text` without it. */
  readonly html?: string;
  readonly direction: 'rtl' | 'ltr';
  /**
   * The same for each attempt at the same message, ASCII letters, digits, `-` and `_`. It becomes the
   * Message-ID, by which many mailboxes show a message that was sent twice only once.
   */
  readonly key: string;
};

/** `providerId` is the Message-ID without its angle brackets. */
export type EmailOutcome =
  | { readonly ok: true; readonly providerId: string }
  | NotSent<
      'unreachable' | 'noEncryption' | 'busy',
      'badAddress' | 'notAllowed' | 'rejected',
      'timedOut' | 'cutOff'
    >;

/**
 * The port to whoever carries e-mail. Implementations never throw for what the carrier or the network
 * does, and put no address, subject, text or password in an outcome or an error.
 */
export interface EmailGateway {
  send(email: Email): Promise<EmailOutcome>;
}
