import type { Identity, IdentityKind } from '../../../core/identity/types.ts';
import { identityOf, parseIdentity } from './answers.ts';

const letters = { nationalId: 'n', fida: 'f', passport: 'p' } as const;

/** An identity number as one word of a button. */
export const asWord = ({ kind, country, value }: Identity): string =>
  [letters[kind], country, value].join('-');

/** The number in such a word; undefined where it holds none that is right. */
export function fromWord(word: string | undefined): Identity | undefined {
  const [letter, country = '', text = ''] = word?.split('-') ?? [];
  const kind = (Object.keys(letters) as IdentityKind[]).find((one) => letters[one] === letter);
  if (!kind) return undefined;
  const parsed = parseIdentity(text, { kind, country });
  return parsed.ok ? identityOf({ kind, country, identity: parsed.value }) : undefined;
}
