import { bulkCounts } from '../../../core/bulk/queries.ts';
import { bulkKinds } from '../../../core/bulk/types.ts';
import { inPairs } from '../../forms/review.ts';
import { formatNumber } from '../../view/language.ts';
import { forOfficers, showPage, startForm } from '../officer.ts';
import { bulkForm, presetOf } from './form.ts';
import { openReminding, remindForm } from './remind.ts';

/** `bulk:<kind>` opens the list of a kind; `bulk` asks which. */
const bulk = forOfficers(async (turn, [word]) => {
  const kind = bulkKinds.find((one) => one === word);
  if (kind) return startForm(turn, bulkForm, presetOf(kind));
  const { html, plain, language } = turn.words;
  const counts = await bulkCounts(turn.work.tx, await turn.person(), bulkKinds);
  const buttons = bulkKinds
    .filter((one) => counts[one] !== undefined)
    .map((one) => ({
      text: `${plain(`staff.kinds.${one}`)} · ${formatNumber(counts[one] ?? 0, language)}`,
      data: `bulk:${one}`,
    }));
  showPage(turn, {
    text: html(buttons.length === 0 ? 'bulk.nothing' : 'bulk.kindAsk'),
    buttons: [...inPairs(buttons), [{ text: plain('staff.back'), data: 'inbox' }]],
  });
});

export const bulkScreens = {
  taps: { bulk, remind: openReminding },
  forms: [bulkForm, remindForm],
};
