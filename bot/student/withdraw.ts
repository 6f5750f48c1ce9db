import { withdrawApplication } from '../../core/applications/commands/withdraw-application.ts';
import type { ApplicationStatus } from '../../core/applications/types.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { showCode } from '../view/names.ts';
import { ownByCode, requireApplications, statusButton } from './own-request.ts';

/** One tap must not lose a request; the page keeps its button. */
async function askWithdraw(turn: Turn, status: ApplicationStatus): Promise<void> {
  const { html, plain } = turn.words;
  const code = status.trackingCode;
  const question = (await requireApplications(turn, status)).ok ? 'withdrawAsk' : 'withdrawForGood';
  turn.say(html(`status.${question}`, { code: showCode(code) }), {
    buttons: [
      [{ text: plain('status.withdrawYes'), data: `withdraw:sure:${code}` }],
      [{ text: plain('status.withdrawNo'), data: `withdraw:keep:${code}` }],
    ],
  });
}

async function doWithdraw(turn: Turn, status: ApplicationStatus): Promise<void> {
  const { html, plain } = turn.words;
  const { applicationId, trackingCode } = status;
  turn.dropButtons();
  const result = await withdrawApplication(turn.work, await turn.person(), { applicationId });
  if (!result.ok) {
    const buttons = [[statusButton(turn, trackingCode)]];
    return turn.say(html('application.decidedMeanwhile'), { buttons });
  }
  const done = (await requireApplications(turn, status)).ok ? 'withdrawn' : 'withdrawnForGood';
  turn.say(html(`status.${done}`, { code: showCode(trackingCode) }), {
    buttons: [[{ text: plain('menu.open'), data: 'menu' }]],
  });
}

/** `withdraw:ask:<code>` asks; `withdraw:sure:…` does it, `withdraw:keep:…` does not. */
const withdraw: Handler = async (turn, [verb, code]) => {
  const { html } = turn.words;
  const own = await ownByCode(turn, code);
  if (!own) return turn.say(html('status.notYours'));
  if (verb === 'keep') return turn.redraw(html('status.withdrawKept'));
  if (!own.canWithdraw) {
    turn.dropButtons();
    const buttons = [[statusButton(turn, own.trackingCode)]];
    return turn.say(html('application.decidedMeanwhile'), { buttons });
  }
  if (verb === 'sure') return doWithdraw(turn, own);
  return askWithdraw(turn, own);
};

export const withdrawScreens = { taps: { withdraw } };
