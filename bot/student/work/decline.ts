import { turnDown } from '../../../core/placements/commands/end-placement.ts';
import type { Turn } from '../../intake/turn.ts';
import type { Button } from '../../view/message.ts';
import { nameIn } from '../../view/names.ts';
import { seeWork, withdrawButton } from '../../view/own-work-buttons.ts';
import { explainTurnDown } from '../../view/reasons/work.ts';
import { workOf } from './page.ts';

/** One tap must not give up a seat: what it means is said first. The notice keeps its button. */
export async function askDecline(turn: Turn, placementId: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const work = await workOf(turn, placementId);
  if (!work) return;
  // Refused as the command would refuse it, which changes nothing then.
  if (!work.steps.includes('decline')) return decline(turn, placementId);
  turn.say(html('work.declineAsk', { unit: nameIn(language, work.unit) }), {
    buttons: [
      [{ text: plain('work.declineYes'), data: `placement:sure:${placementId}` }],
      [{ text: plain('work.declineNo'), data: `placement:keep:${placementId}` }],
    ],
  });
}

export async function decline(turn: Turn, placementId: number): Promise<void> {
  turn.dropButtons();
  const result = await turnDown(turn.work, await turn.person(), { placementId });
  const see = seeWork(placementId, turn.words);
  if (result.ok) return turn.say(turn.words.html('work.declined'), { buttons: [[see]] });
  turn.say(explainTurnDown(turn, result), {
    buttons: (await waysOut(turn, placementId)).map((button) => [button]),
  });
}

/** What is open in its place: ending the placement, where that can be done. */
async function waysOut(turn: Turn, placementId: number): Promise<Button[]> {
  const work = await workOf(turn, placementId);
  if (!work) return [];
  const see = seeWork(placementId, turn.words);
  return work.steps.includes('withdraw') ? [withdrawButton(placementId, turn.words), see] : [see];
}

export function keep(turn: Turn, placementId: number): void {
  turn.redraw(turn.words.html('work.kept'), [[seeWork(placementId, turn.words)]]);
}
