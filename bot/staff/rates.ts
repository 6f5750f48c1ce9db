import { tehranDate } from '../../core/calendar.ts';
import { type WithdrawRateRefusal, withdrawRate } from '../../core/pay/commands/withdraw-rate.ts';
import { rateBook } from '../../core/pay/queries.ts';
import { can } from '../../core/staff/rules.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDate, formatRial } from '../view/format.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm } from './officer.ts';
import { rateForm } from './rate-form.ts';
import { openRates } from './rates-page.ts';

const askTakeBack = forOfficers(async (turn, [id, yes]) => {
  const { html, plain } = turn.words;
  const rateId = idOf(id);
  if (yes === 'yes') {
    const result = await withdrawRate(turn.work, await turn.person(), { rateId });
    if (result.ok) confirmTo(turn, html('finance.rates.takenBack'));
    else declineTo(turn, explainWithdrawal(turn, result));
    return openRates(turn);
  }
  const allowed = can(await turn.person(), 'setRate', {});
  if (!allowed.ok) return declineTo(turn, explainCan(turn, allowed));
  const shown = await namesOf(turn, rateId);
  if (!shown) return declineTo(turn, html('finance.rates.notFound'));
  showPage(turn, {
    text: html('finance.rates.takeBackAsk', shown),
    buttons: [
      [{ text: plain('finance.rates.takeBackYes'), data: `rateoff:${rateId}:yes` }],
      [{ text: plain('forms.back'), data: 'rates' }],
    ],
  });
});

/** A rate in words; undefined where it is not there any more. */
async function namesOf({ work, words: { plain, language } }: Turn, rateId: number) {
  const book = await rateBook(work.tx, tehranDate(work.now));
  const found = book.flatMap(({ level, current, coming, earlier }) =>
    [...(current ? [current] : []), ...coming, ...earlier].map((rate) => ({ level, ...rate })),
  );
  const rate = found.find(({ id }) => id === rateId);
  return (
    rate && {
      level: plain(`terms.levels.${rate.level}`),
      rate: formatRial(rate.rialPerHour, language),
      day: formatDate(rate.validFrom, language),
    }
  );
}

function explainWithdrawal(turn: Turn, refusal: WithdrawRateRefusal): string {
  switch (refusal.reason) {
    case 'notFound':
    case 'used':
      return turn.words.html(`finance.rates.${refusal.reason}`);
    default:
      return explainCan(turn, refusal);
  }
}

export const rateScreens = {
  taps: {
    rates: forOfficers((turn) => openRates(turn)),
    rateadd: forOfficers(async (turn) => {
      const allowed = can(await turn.person(), 'setRate', {});
      if (!allowed.ok) return declineTo(turn, explainCan(turn, allowed));
      await startForm(turn, rateForm, {});
    }),
    rateoff: askTakeBack,
  },
  forms: [rateForm],
};
