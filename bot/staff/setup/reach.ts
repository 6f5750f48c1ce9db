import { processesOf } from '../../../core/cartables/rules.ts';
import type { CartablePlace } from '../../../core/cartables/types.ts';
import { type Action, can } from '../../../core/staff/rules.ts';
import type { Person, StaffRole } from '../../../core/staff/types.ts';
import { idOf } from '../../intake/tap-id.ts';

/** Universities that a person reaches with an action: all of them, or the ones named. */
export function universitiesFor(person: Person, action: Action): 'all' | number[] {
  const ids = person.holdings.flatMap(({ universityId }) => universityId ?? []);
  const all = can({ ...person, holdings: person.holdings.filter(isOfCountry) }, action, {});
  if (all.ok) return 'all';
  return [...new Set(ids)].filter((universityId) => can(person, action, { universityId }).ok);
}

const isOfCountry = ({ universityId }: { readonly universityId: number | null }) =>
  universityId === null;

/** A place in a button: `<university>:<role>:<process>:<unit>`, 0 for none. */
export const placeData = ({ universityId, role, process, unitId }: CartablePlace): string =>
  [universityId ?? 0, role, process, unitId ?? 0].join(':');

/** The place that a button names; undefined for what no button of ours says. */
export function placeOf([university, role, process, unit]: readonly (string | undefined)[]):
  | CartablePlace
  | undefined {
  const known = (Object.keys(processesOf) as StaffRole[]).find((one) => one === role);
  const what = known && processesOf[known].find((one) => one === process);
  if (!known || !what) return undefined;
  return {
    role: known,
    process: what,
    universityId: idOf(university) || null,
    unitId: idOf(unit) || null,
  };
}
