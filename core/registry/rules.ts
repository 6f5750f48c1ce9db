import type { IdentityNumber } from '../identity/types.ts';
import { ok, type Result, refuse } from '../result.ts';
import { compact, decimalParts, plain, searchKey } from '../text.ts';
import {
  type Average,
  type AverageRefusal,
  type Profile,
  type ProfileDifference,
  type ProfileField,
  profileFields,
  type StudentRecord,
  type ToldDifference,
} from './types.ts';

export const highestAverage = 2000;

/** The average of a whole number of hundredths. Throws RangeError for anything else: that is a bug. */
export function average(hundredths: number): Average {
  if (!Number.isInteger(hundredths) || hundredths < 0 || hundredths > highestAverage) {
    throw new RangeError(`Not hundredths of an average: ${hundredths}`);
  }
  return hundredths as Average;
}

/** Takes `14`, `14.5`, `14/25` and Persian digits; 0 to 20. Zeros after the second place are not refused. */
export function parseAverage(text: string): Result<{ readonly value: Average }, AverageRefusal> {
  if (plain(text) === '') return refuse('empty');
  const parts = decimalParts(text);
  if (parts === undefined) return refuse('notNumber');
  const fraction = parts.fraction.replace(/0+$/, '');
  if (fraction.length > 2) return refuse('tooPrecise');
  const hundredths = Number(parts.whole) * 100 + Number(fraction.padEnd(2, '0'));
  return hundredths <= highestAverage ? ok({ value: average(hundredths) }) : refuse('outOfRange');
}

/** With two places and a point, as a decimal column takes it: 1405 is `14.05`. */
export function averageText(value: Average): string {
  return `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}

type FieldKind = 'name' | 'code' | 'exact';

const fieldKinds: Readonly<Record<ProfileField, FieldKind>> = {
  firstName: 'name',
  lastName: 'name',
  birthDate: 'exact',
  gender: 'exact',
  universityId: 'exact',
  studentNumber: 'code',
  level: 'exact',
  field: 'name',
  startDate: 'exact',
  studentType: 'exact',
};

// The parts of a name are written with a space, a ZWNJ or nothing between them.
const keys: Readonly<Record<FieldKind, (value: string | number) => string | number>> = {
  name: (value) => searchKey(String(value)).replaceAll(' ', ''),
  code: (value) => compact(String(value)),
  exact: (value) => value,
};

/** Where a typed profile and the registry's record say different things, in the profile's order. */
export function differences(profile: Profile, record: Profile): readonly ProfileDifference[] {
  return profileFields
    .filter((field) => {
      const key = keys[fieldKinds[field]];
      return key(profile[field]) !== key(record[field]);
    })
    .map((field) => ({ field, typed: profile[field], registered: record[field] }));
}

/** What shows that somebody is who the record is about. */
const identifying: ReadonlySet<ProfileField> = new Set([
  'firstName',
  'lastName',
  'birthDate',
  'studentNumber',
]);

/**
 * What may be told of differences. As long as one of them is in what identifies the person, nothing
 * of the record is: whoever registers with another's identity number could otherwise read the record
 * off, type it, and be that person.
 */
export function tellable(found: readonly ProfileDifference[]): readonly ToldDifference[] {
  const isStranger = found.some(({ field }) => identifying.has(field));
  return isStranger ? found.map((difference) => ({ ...difference, registered: null })) : found;
}

/**
 * Who does not get the student number that a sheet gives them: those whose number somebody has in the
 * registry who is to have no other one, or does not get it in turn. Both maps lead from a number to a
 * person; `holders` has whoever has a number of `wanted` now.
 */
export function refusedNumbers(
  wanted: ReadonlyMap<string, string>,
  holders: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const moving = new Set(wanted.values());
  const held = new Map([...holders].map(([number, person]) => [person, number]));
  const refused = new Set<string>();
  const whoWantsOf = (person: string) => wanted.get(held.get(person) ?? '');
  for (const holder of holders.values()) {
    if (moving.has(holder)) continue;
    let next = whoWantsOf(holder);
    while (next !== undefined && !refused.has(next)) {
      refused.add(next);
      next = whoWantsOf(next);
    }
  }
  return refused;
}

const unknown = {
  lastTermAverage: null,
  cumulativeAverage: null,
  termsPassed: null,
  probationTerms: null,
  disciplinaryConvictions: null,
  bornInIran: null,
  parentIranian: null,
  married: null,
  children: null,
} as const satisfies Partial<StudentRecord>;

/** What a record says of the person, whatever they study. */
export const ofPerson = ({
  bornInIran,
  parentIranian,
  married,
  children,
}: StudentRecord): Partial<StudentRecord> => ({ bornInIran, parentIranian, married, children });

/**
 * The registry's record with the confirmed profile over it: where an expert confirmed what differs
 * from the registry, the profile is right. Undefined: the registry knows nobody of this number.
 */
export function confirmedRecord(
  identityNumber: IdentityNumber,
  profile: Profile,
  record: Partial<StudentRecord> | undefined,
): StudentRecord {
  return { ...unknown, ...record, ...profile, identityNumber };
}
