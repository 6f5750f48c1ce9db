/** A command that did what it was asked, with what the caller needs to say so. */
export type Ok<Data extends object = object> = { readonly ok: true } & Data;

/**
 * A command that declined, with the reason as a word of the domain. Refusals are returned; bugs and
 * outages are thrown, so a caller never mistakes an outage for an answer.
 */
export type Refusal<Reason extends string = string, Data extends object = object> = {
  readonly ok: false;
  readonly reason: Reason;
} & Data;

export type Result<Data extends object, Refused extends Refusal> = Ok<Data> | Refused;

export function ok(): Ok;
export function ok<Data extends object>(data: Data): Ok<Data>;
export function ok(data: object = {}): Ok {
  return { ok: true, ...data };
}

export function refuse<Reason extends string>(reason: Reason): Refusal<Reason>;
export function refuse<Reason extends string, Data extends object>(
  reason: Reason,
  data: Data,
): Refusal<Reason, Data>;
export function refuse(reason: string, data: object = {}): Refusal {
  return { ok: false, reason, ...data };
}
