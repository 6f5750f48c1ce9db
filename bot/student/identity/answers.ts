import { parseFida, parseNationalId, parsePassport } from '../../../core/identity/rules.ts';
import type { Identity, IdentityKind, IdentityNumber } from '../../../core/identity/types.ts';

/** By which number somebody says to be registered. */
export interface IdentityAnswers {
  kind: IdentityKind;
  country: string;
  identity: string;
}

type Answers = Partial<IdentityAnswers>;

/** Checks a number as one of its kind. */
export function parseIdentity(text: string, { kind, country = '' }: Answers) {
  if (kind === 'fida') return parseFida(text);
  return kind === 'passport' ? parsePassport(text, country) : parseNationalId(text);
}

/** Throws where something is missing: asked only of forms that have it. */
export function identityOf({ kind, country, identity }: Answers): Identity {
  if (!kind || !identity) throw new Error('the form has no identity number yet');
  const value = identity as IdentityNumber;
  return { kind, value, country: kind === 'passport' ? (country ?? '') : 'IR' };
}

/** The answers that say what is known already. */
export const answersOf = ({ kind, country, value }: Identity): Answers => ({
  kind,
  identity: value,
  ...(kind === 'passport' ? { country } : {}),
});
