import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { signInFacts } from '../../core/accounts/queries.ts';
import { passwordKey } from '../../core/accounts/rules.ts';
import type { Reader } from '../../core/db.ts';
import type { Outside } from './outside.ts';

/** Checks passwords of accounts. Where there is none, a hash that nothing opens is checked instead. */
export function createPasswordCheck(
  read: Reader,
  nobodys: Promise<string> = hash(randomUUID()),
): Outside['checkPassword'] {
  return async (of, typed) => {
    const facts = await signInFacts(read, of);
    const passwordHash = facts?.passwordHash ?? null;
    const right = await verify(passwordHash ?? (await nobodys), passwordKey(typed));
    if (!facts || passwordHash === null || !right) return undefined;
    return { accountId: facts.accountId, passwordHash };
  };
}
