import { RegistryUnavailable } from '../../core/registry/gateway.ts';
import type { StudentRecord } from '../../core/registry/types.ts';
import type { Outside } from '../intake/outside.ts';

/** The registry's word, fetched before the unit of work. */
export type Looked = { readonly record: StudentRecord | undefined } | 'registryDown';

export async function lookUp(outside: Outside, accountId: number | null): Promise<Looked> {
  try {
    return { record: accountId === null ? undefined : await outside.recordOf(accountId) };
  } catch (error) {
    if (error instanceof RegistryUnavailable) return 'registryDown';
    throw error;
  }
}
