import type { ApplicationStatus } from '../../core/applications/types.ts';
import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { holdsRole } from './officer.ts';

/** What an officer does with a request that was found: a unit asks for the student, others review. */
export const caseTap = (person: Person, trackingCode: string): string =>
  `${holdsRole(person, 'unitOfficer') ? 'request' : 'review'}:${trackingCode}`;

/** Under a request that an officer followed a link or wrote a code to; none for everybody else. */
export async function caseButtons(
  turn: Turn,
  { trackingCode, university }: ApplicationStatus,
): Promise<Buttons> {
  const person = await turn.person();
  const isTheirs = person.holdings.some((holding) => {
    const at = { universityId: university.id, unitId: holding.unitId };
    return can({ ...person, holdings: [holding] }, 'findStudent', at).ok;
  });
  const { plain } = turn.words;
  const reads = can(person, 'readAudit', { universityId: university.id }).ok;
  return [
    ...(isTheirs
      ? [[{ text: plain('review.openCase'), data: caseTap(person, trackingCode) }]]
      : []),
    ...(reads ? [[{ text: plain('audit.open'), data: `audit:${trackingCode}` }]] : []),
  ];
}
