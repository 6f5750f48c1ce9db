import type { FileStore } from '../../core/files/gateway.ts';
import type { Identity } from '../../core/identity/types.ts';
import type { StudentRecord } from '../../core/registry/types.ts';
import type { Refusal, Result } from '../../core/result.ts';
import type { SentFile } from './incoming.ts';

export type PasswordOwner = Identity | { readonly accountId: number };

/** An account, and the hash that its password was checked against. */
export interface OpenedAccount {
  readonly accountId: number;
  readonly passwordHash: string;
}

/** What lies outside a unit of work and is asked before it begins. */
export interface Outside {
  readonly files: FileStore;
  /**
   * What the registry says of an account's person; undefined where it knows nobody of that number.
   *
   * @throws {RegistryUnavailable}
   */
  recordOf(accountId: number): Promise<StudentRecord | undefined>;
  /** Argon2id; deliberately slow, and so outside as well. */
  hashPassword(password: string): Promise<string>;
  verifyPassword(hash: string, password: string): Promise<boolean>;
  /**
   * What a typed password opens: the account of an identity number, or the one that is named.
   * Undefined where it is wrong and where there is no such account, which takes as long.
   */
  checkPassword(of: PasswordOwner, typed: string): Promise<OpenedAccount | undefined>;
  /** Fetches a sent file's bytes; refused before any byte is fetched when it is too large. */
  download(
    file: SentFile,
    limitBytes: number,
  ): Promise<Result<{ bytes: Uint8Array }, Refusal<'tooLarge'>>>;
}

/** What an update's handler needs from outside. */
export interface Preparation {
  fetch(outside: Outside): Promise<unknown>;
  /** How long the unit of work with it may take, where half a minute is not enough. */
  readonly longestMs?: number | undefined;
}
