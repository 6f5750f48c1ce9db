import {
  type PlacementView,
  placementOfCode,
  placementView,
} from '../../core/placements/queries.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button, Buttons } from '../view/message.ts';
import { placementText } from '../view/placement.ts';
import { explainPlacing } from '../view/reasons/placements.ts';
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

/** The page of a placement as it stands now, with buttons for the steps that are this officer's. */
export const placementPage = (turn: Turn, view: PlacementView): Page => ({
  text: placementText(view, turn.words),
  buttons: buttonsOf(turn, view),
});

function buttonsOf(turn: Turn, { id, may }: PlacementView): Buttons {
  const { plain } = turn.words;
  const rows: Button[][] = [];
  if (may.decide) {
    rows.push([
      { text: plain('placing.approve'), data: `seat:approve:${id}` },
      { text: plain('placing.decline'), data: `seat:decline:${id}` },
    ]);
  }
  if (may.finalise) rows.push([{ text: plain('placing.finalise'), data: `final:${id}` }]);
  if (may.report) rows.push([{ text: plain('placing.enter'), data: `enter:${id}` }]);
  if (may.settle) rows.push([{ text: plain('placing.keepHours'), data: `settle:${id}` }]);
  return [...rows, aroundButtons(turn)];
}

/** Shows a placement to an officer of its unit, or to the expert. */
export async function openPlacement(turn: Turn, placementId: number): Promise<void> {
  const view = await placementFor(turn, placementId);
  if (view) showPage(turn, placementPage(turn, view));
}

/** Draws the page that a form was opened from as it stands after the form. */
export async function showPlacementAfter(
  turn: Turn,
  placementId: number,
  page: number,
): Promise<void> {
  const found = await placementView(turn.work.tx, await turn.person(), placementId);
  if (found.ok && page > 0) showAfterForm(turn, page, placementPage(turn, found.view));
}

/** A command about the placement that a tracking code leads to; otherwise says what is wrong. */
export const aboutPlacement = (
  command: string,
  then: (turn: Turn, placementId: number, words: readonly string[]) => Promise<void>,
) =>
  forOfficers(async (turn, [typed, ...words]) => {
    const code = codeOf(turn, command, typed);
    if (!code) return;
    const placementId = await placementOfCode(turn.work.tx, code);
    if (placementId === undefined) return turn.say(turn.words.html('placing.none'));
    await then(turn, placementId, words);
  });
