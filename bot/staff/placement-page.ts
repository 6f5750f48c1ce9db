import { placementOfCode } from '../../core/placements/queries/placement-of-code.ts';
import { type PlacementView, placementView } from '../../core/placements/queries.ts';
import type { PlacementStep } from '../../core/placements/rules/officer-steps.ts';
import { officersTurns } from '../../core/placements/types.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import type { Button, Buttons } from '../view/message.ts';
import { placementText } from '../view/placement.ts';
import { explainPlacing } from '../view/reasons/placements.ts';
import { type Claim, claimOf } from './claim-row.ts';
import { codeOf, declineTo, forOfficers, type Page, showAfterForm, showPage } from './officer.ts';
import { aroundButtons } from './review-page.ts';

/** A placement, if this officer may see it; otherwise says why not. */
export async function placementFor(
  turn: Turn,
  placementId: number,
): Promise<PlacementView | undefined> {
  const found = await placementView(turn.work.tx, await turn.person(), placementId);
  if (found.ok) return found.view;
  return void declineTo(turn, explainPlacing(turn, found));
}

/**
 * The placement while this step is this officer's, so that nobody writes a reason in vain; otherwise says
 * that it is over, on the page as it stands now.
 */
export async function placementAt(
  turn: Turn,
  placementId: number,
  step: PlacementStep,
): Promise<PlacementView | undefined> {
  const view = await placementFor(turn, placementId);
  if (!view || view.may[step]) return view;
  const { html, plain } = turn.words;
  const state = plain(`terms.placementStates.${view.state}`);
  declineTo(turn, html('placing.stepOver', { state }));
  showPage(turn, await placementPage(turn, view));
  return undefined;
}

/** The page of a placement as it stands now, with buttons for the steps that are this officer's. */
export async function placementPage(turn: Turn, view: PlacementView): Promise<Page> {
  const { amendment, may, id } = view;
  const claim =
    may.decideAmendment && amendment
      ? await claimOf(turn, ['approveAmendment'], amendment.id)
      : await claimOf(turn, officersTurns, id);
  return {
    text: [placementText(view, turn.words), ...claim.lines].join('\n\n'),
    buttons: buttonsOf(turn, view, claim),
  };
}

/** One row for each: what waits first, then what can be done besides. */
function buttonsOf(turn: Turn, view: PlacementView, claim: Claim): Buttons {
  const { id, may, amendment } = view;
  const { plain } = turn.words;
  const pairs: Button[][] = [];
  if (may.decide) {
    pairs.push([
      { text: plain('placing.approve'), data: `seat:approve:${id}` },
      { text: plain('placing.decline'), data: `seat:decline:${id}` },
    ]);
  }
  if (may.decideAmendment && amendment) {
    const hours = formatHours(amendment.minutes, turn.words.language);
    pairs.push([
      { text: plain('placing.amend.approve', { hours }), data: `more:approve:${amendment.id}` },
      { text: plain('placing.amend.refuse'), data: `more:refuse:${amendment.id}` },
    ]);
  }
  const steps: readonly (readonly [boolean, Button])[] = [
    [may.finalise, { text: plain('placing.finalise'), data: `final:${id}:${view.enteredMinutes}` }],
    [may.came, { text: plain('placing.came'), data: `came:${id}` }],
    [may.stand, { text: plain('placing.standHours'), data: `stand:${id}` }],
    [may.takeBack, { text: plain('placing.takeBack'), data: `takeback:${id}` }],
    [may.report, { text: plain('placing.enter'), data: `enter:${id}` }],
    [may.settle, { text: plain('placing.settleTitle'), data: `settle:${id}` }],
    [may.noHours, { text: plain('placing.withoutHours'), data: `nohours:${id}` }],
    [may.correct, { text: plain('placing.correct.button'), data: `correct:${id}` }],
    [may.amend, { text: plain('placing.amend.button'), data: `amend:${id}` }],
    [may.terminate, { text: plain('placing.terminate'), data: `terminate:${id}` }],
  ];
  const rows = steps.flatMap(([open, button]) => (open ? [[button]] : []));
  return [...pairs, ...rows, ...claim.rows, aroundButtons(turn, claim)];
}

/** Shows a placement to an officer of its unit, or to the expert. */
export async function openPlacement(turn: Turn, placementId: number): Promise<void> {
  const view = await placementFor(turn, placementId);
  if (view) showPage(turn, await placementPage(turn, view));
}

/** Draws the page that a form was opened from as it stands after the form. */
export async function showPlacementAfter(
  turn: Turn,
  placementId: number,
  page: number,
): Promise<void> {
  const found = await placementView(turn.work.tx, await turn.person(), placementId);
  if (found.ok && page > 0) showAfterForm(turn, page, await placementPage(turn, found.view));
}

/** A command for a step on the placement that a tracking code leads to; otherwise says what is wrong. */
export const aboutPlacement = (
  { command, step }: { readonly command: string; readonly step: PlacementStep },
  then: (turn: Turn, placementId: number, words: readonly string[]) => Promise<void>,
) =>
  forOfficers(async (turn, [typed, ...words]) => {
    const code = codeOf(turn, command, typed);
    if (!code) return;
    const found = await placementOfCode(turn.work.tx, await turn.person(), code, step);
    if (!found.ok) return declineTo(turn, explainPlacing(turn, found));
    await then(turn, found.view.id, words);
  });
