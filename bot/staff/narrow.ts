import { type UnitWithWork, unitsWithWork } from '../../core/inbox/queries.ts';
import { inboxFilters, inboxOf } from '../../core/staff/queries.ts';
import { workItemKinds } from '../../core/staff/types.ts';
import { inPairs } from '../forms/review.ts';
import { idOf } from '../intake/tap-id.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { nameIn } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { inboxButton, wholeInbox } from './inbox-view.ts';
import { forOfficers, showPage } from './officer.ts';

const unitsOnPage = 12;

/** `narrow:<filter>:<page of units>`: the kinds and units that the inbox can be narrowed to. */
const narrow = forOfficers(async (turn, [word, wanted]) => {
  const { html, plain, language } = turn.words;
  const { tx, now } = turn.work;
  const person = await turn.person();
  const filter = inboxFilters.find((one) => one === word) ?? 'all';
  const { counts } = await inboxOf(tx, person, { filter, now });
  const units = await unitsWithWork(tx, person);
  const pages = Math.max(1, Math.ceil(units.length / unitsOnPage));
  const page = Math.min(idOf(wanted), pages - 1);
  const view = { ...wholeInbox, filter };
  const kinds = workItemKinds
    .filter((kind) => counts[kind] !== undefined)
    .map((kind) => {
      const count = formatNumber(counts[kind] ?? 0, language);
      return inboxButton(`${plain(`staff.kinds.${kind}`)} · ${count}`, { ...view, kind });
    });
  const unitButton = (unit: UnitWithWork): Button => {
    const text = `🏛 ${nameIn(language, unit)} · ${formatNumber(unit.items, language)}`;
    return inboxButton(text, { ...view, unitId: unit.unitId });
  };
  const shown = units.slice(page * unitsOnPage, (page + 1) * unitsOnPage);
  const turns = turnButtons(turn.words, { page, pages }, (to) => `narrow:${filter}:${to}`);
  const rows = [
    ...inPairs(kinds),
    ...inPairs(shown.map(unitButton)),
    turns,
    [inboxButton(plain('staff.inbox.filters.all'), view)],
  ];
  const key = kinds.length === 0 ? 'staff.inbox.empty' : 'staff.inbox.narrowAsk';
  showPage(turn, { text: html(key), buttons: rows.filter((row) => row.length > 0) });
});

export const narrowScreens = { taps: { narrow } };
