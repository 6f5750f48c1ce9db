import type { IdentityNumber } from '../identity/types.ts';
import type { StudentRecord } from './types.ts';

/** The port to the registry of students. */
export interface Registry {
  /**
   * What the registry says about a person; undefined where it knows nobody of this number.
   *
   * @throws {RegistryUnavailable} where it cannot be asked, or answers what cannot be understood
   */
  lookup(identityNumber: IdentityNumber): Promise<StudentRecord | undefined>;
}

/** - `wrongAnswer`: it answered, but not in the agreed form; `open`: it failed too often just now. */
export type RegistryFault = 'timeout' | 'unreachable' | 'refused' | 'wrongAnswer' | 'open';

/** An outage of the registry, never "not found". The text names no person, no address and no key. */
export class RegistryUnavailable extends Error {
  readonly fault: RegistryFault;

  constructor(fault: RegistryFault) {
    super(`registry of students: ${fault}`);
    this.name = 'RegistryUnavailable';
    this.fault = fault;
  }
}
