import type { EmailOutcome } from './gateway.ts';

/** What nodemailer says of a fault, as far as it is relied on. Its texts quote addresses: not read. */
type SmtpFault = {
  readonly code: string;
  /** The server's reply code, 0 where the server did not speak. */
  readonly reply: number;
  readonly command: string;
};

/**
 * The outcome of a failed delivery. The server's own reply decides where there is one; without one,
 * whether the body had begun to go out does: once it has, the server may hold a complete message.
 */
export function outcomeOfFault(error: unknown, bodyWentOut: boolean): EmailOutcome {
  const fault = faultOf(error);
  if (fault.code === 'ETLS') return { ok: false, kind: 'retry', reason: 'noEncryption' };
  if (fault.reply >= 500) return refusedBy(fault);
  if (fault.reply >= 400) return { ok: false, kind: 'retry', reason: 'busy' };
  if (fault.code === 'EAUTH') {
    return { ok: false, kind: 'refused', reason: 'notAllowed', alarm: true };
  }
  if (!bodyWentOut) return { ok: false, kind: 'retry', reason: 'unreachable' };
  return { ok: false, kind: 'unknown', reason: fault.code === 'ETIMEDOUT' ? 'timedOut' : 'cutOff' };
}

/** A refused recipient is the person's to mend; a refused sender, log-in or text is the operator's. */
function refusedBy({ command }: SmtpFault): EmailOutcome {
  if (command === 'RCPT TO') {
    return { ok: false, kind: 'refused', reason: 'badAddress', alarm: false };
  }
  const reason = command === 'DATA' ? 'rejected' : 'notAllowed';
  return { ok: false, kind: 'refused', reason, alarm: true };
}

function faultOf(error: unknown): SmtpFault {
  const fields: Readonly<Record<string, unknown>> =
    typeof error === 'object' && error !== null ? { ...error } : {};
  return {
    code: typeof fields['code'] === 'string' ? fields['code'] : '',
    reply: typeof fields['responseCode'] === 'number' ? fields['responseCode'] : 0,
    command: typeof fields['command'] === 'string' ? fields['command'] : '',
  };
}
