import type { Person } from '../../../core/staff/types.ts';
import { universitiesFor } from '../setup/reach.ts';

/** Whether a person announces anything to anybody. */
export function announces(person: Person): boolean {
  const reach = universitiesFor(person, 'announce');
  return reach === 'all' || reach.length > 0;
}
