import type { StudentRecord as StoredRecord } from '../../prisma/generated/client.ts';
import { fromUtc } from '../calendar.ts';
import type { IdentityNumber } from '../identity/types.ts';
import type { Tx } from '../work.ts';
import type { Registry } from './gateway.ts';
import { average } from './rules.ts';
import type { Average, StudentRecord } from './types.ts';

/** The registry as a table of our own, filled by import. */
export function tableRegistry(reader: Tx): Registry {
  return {
    async lookup(identityNumber) {
      const row = await reader.studentRecord.findUnique({ where: { identityNumber } });
      return row === null ? undefined : recordOf(row);
    },
  };
}

/** A stored row in the domain's terms. */
export function recordOf({ id, updatedAt, ...row }: StoredRecord): StudentRecord {
  return {
    ...row,
    identityNumber: row.identityNumber as IdentityNumber,
    birthDate: fromUtc(row.birthDate),
    startDate: fromUtc(row.startDate),
    lastTermAverage: hundredths(row.lastTermAverage),
    cumulativeAverage: hundredths(row.cumulativeAverage),
  };
}

/** A decimal column as whole hundredths, without a detour through binary fractions. */
export function hundredths(value: { toFixed(places: number): string } | null): Average | null {
  return value === null ? null : average(Number(value.toFixed(2).replace('.', '')));
}
