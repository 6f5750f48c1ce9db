import { reviewView } from '../../core/applications/queries.ts';
import type { ApplicationStatus } from '../../core/applications/types.ts';
import { placementOfCode } from '../../core/placements/queries/placement-of-code.ts';
import { isLive } from '../../core/placements/rules.ts';
import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { forOfficers, holdsRole, showPage } from './officer.ts';
import { placementPage } from './placement-page.ts';
import { askFor } from './request.ts';
import { codeIn, reviewPage } from './review-page.ts';

/** Opens a request that was found: its review, or for a unit's officer what the unit has to do with it. */
export const caseTap = (person: Person, trackingCode: string): string =>
  `${holdsRole(person, 'unitOfficer') ? 'foundcase' : 'review'}:${trackingCode}`;

/**
 * The review, if this officer reviews as well; the placement of one who works in the unit, or has to be
 * seen to there; otherwise the student is asked for.
 */
const openFound = forOfficers(async (turn, [text]) => {
  const code = codeIn(text);
  if (!code) return;
  const { tx, now } = turn.work;
  const person = await turn.person();
  const reviewed = await reviewView(tx, person, code, now);
  if (reviewed.ok) return showPage(turn, await reviewPage(turn, reviewed.view));
  const placed = await placementOfCode(tx, person, code);
  const view = placed.ok ? placed.view : undefined;
  const isOver = !view || !(isLive(view.state) || Object.values(view.may).some(Boolean));
  return isOver ? askFor(turn, code) : showPage(turn, await placementPage(turn, view));
});

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

export const foundCaseScreens = { taps: { foundcase: openFound } };
