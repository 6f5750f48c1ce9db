import { tehranDate } from '../../core/calendar.ts';
import { rateBook } from '../../core/pay/queries.ts';
import type { RatesOfLevel } from '../../core/pay/types.ts';
import { can } from '../../core/staff/rules.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDate, formatRial } from '../view/format.ts';
import type { Button } from '../view/message.ts';
import { showPage } from './officer.ts';

/** The rates of every level: in force, to come and those before; who sets them also changes them here. */
export async function openRates(turn: Turn): Promise<void> {
  const { html, plain } = turn.words;
  const book = await rateBook(turn.work.tx, tehranDate(turn.work.now));
  const person = await turn.person();
  const maySet = can(person, 'setRate', {}).ok;
  const isOfPay = person.holdings.some(
    ({ universityId }) => can(person, 'approvePayRun', { universityId }).ok,
  );
  const around: Button[] = [
    ...(isOfPay ? [{ text: plain('finance.runs.back'), data: 'payruns' }] : []),
    { text: plain('staff.back'), data: 'inbox' },
  ];
  showPage(turn, {
    text: [
      html('finance.rates.title'),
      ...book.map((of) => levelText(turn, of)),
      html('finance.rates.note'),
    ].join('\n\n'),
    buttons: [
      ...(maySet ? [[{ text: plain('finance.rates.add'), data: 'rateadd' }]] : []),
      ...(maySet ? takeBackButtons(turn, book) : []),
      around,
    ],
  });
}

function levelText({ words }: Turn, { level, current, coming, earlier }: RatesOfLevel): string {
  const { html, plain, language } = words;
  const shown = ({ rialPerHour, validFrom }: NonNullable<RatesOfLevel['current']>) => ({
    rate: formatRial(rialPerHour, language),
    day: formatDate(validFrom, language),
  });
  return [
    html('finance.rates.level', { level: plain(`terms.levels.${level}`) }),
    current ? html('finance.rates.current', shown(current)) : html('finance.rates.missing'),
    ...coming.map((rate) => html('finance.rates.coming', shown(rate))),
    ...earlier.slice(0, 2).map((rate) => html('finance.rates.earlier', shown(rate))),
  ].join('\n');
}

/** Only the newest of each level: what came after it would have to go first. */
const takeBackButtons = ({ words }: Turn, book: readonly RatesOfLevel[]): Button[][] =>
  book.flatMap(({ level, current, coming }) => {
    const newest = coming.at(-1) ?? current;
    if (!newest) return [];
    const { plain, language } = words;
    const text = plain('finance.rates.takeBack', {
      level: plain(`terms.levels.${level}`),
      rate: formatRial(newest.rialPerHour, language),
    });
    return [[{ text, data: `rateoff:${newest.id}` }]];
  });
