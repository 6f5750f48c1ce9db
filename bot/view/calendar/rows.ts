import {
  addDays,
  type DayRange,
  type IsoDate,
  monthLength,
  toUtc,
} from '../../../core/calendar.ts';
import { formatMonth, ungrouped, weekdayNames } from '../format.ts';
import type { Language, Words } from '../language.ts';
import {
  beginningOf,
  calendarIn,
  firstDayOf,
  isPage,
  levelOf,
  numbered,
  type PageName,
  pageAbove,
  pageBeside,
  pagesBelow,
} from './page.ts';

/** A button of a page: it opens another page or is a day; neither where there is nothing to choose. */
export type Cell =
  | { readonly text: string; readonly page: PageName }
  | { readonly text: string; readonly day: IsoDate }
  | { readonly text: string };

const nothing: Cell = { text: '·' };

/** A page as rows of buttons, of which only what leads to a day of the range leads anywhere. */
export function pageRows(page: PageName, range: DayRange, words: Words): readonly Cell[][] {
  const rows = levelOf(page) === 'days' ? weeks(page, range, words) : pages(page, range, words);
  const all = page === '' ? rows : [turning(page, range, words), ...rows];
  // Persian is read from the right, also from cell to cell.
  return words.language === 'fa' ? all.map((row) => row.toReversed()) : all;
}

/** What a page is called, or the button that leads to it. */
export function pageTitle(page: PageName, words: Words): string {
  const { language } = words;
  const year = ungrouped(beginningOf(page).year, language);
  switch (levelOf(page)) {
    case 'years':
      return words.plain('forms.date.decade', { year });
    case 'months':
      return year;
    case 'days':
      return formatMonth(firstDayOf(page, language), language);
    default:
      return words.plain('forms.date.allYears');
  }
}

function pages(page: PageName, range: DayRange, words: Words): Cell[][] {
  const cells = pagesBelow(page, range, words.language).map((name) =>
    leadingTo(name, range, words, (title) => title),
  );
  return inRows(cells, levelOf(page) === 'years' ? 5 : 3);
}

function leadingTo(
  page: PageName,
  range: DayRange,
  words: Words,
  label: (title: string) => string,
): Cell {
  return isPage(page, range, words.language)
    ? { text: label(pageTitle(page, words)), page }
    : nothing;
}

/** The days of a month in its weeks, under the names of the weekdays. */
function weeks(page: PageName, range: DayRange, { language }: Words): Cell[][] {
  const { year, month } = beginningOf(page);
  const first = firstDayOf(page, language);
  const length = monthLength(calendarIn(language), year, month);
  const before = (toUtc(first).getUTCDay() - weekStart[language] + 7) % 7;
  const after = (35 - before - length + 7) % 7;
  const days = numbered(length, (index) =>
    dayCell(addDays(first, index), index + 1, range, language),
  );
  const names = weekdayNames(language, weekStart[language]).map((text) => ({ text }));
  return [names, ...inRows([...blank(before), ...days, ...blank(after)], 7)];
}

/** As `getUTCDay` counts: a week begins on Saturday in Iran, on Monday in English. */
const weekStart: Readonly<Record<Language, number>> = { fa: 6, en: 1 };

const blank = (count: number): Cell[] => numbered(count, () => nothing);

const dayCell = (day: IsoDate, date: number, range: DayRange, language: Language): Cell =>
  day >= range.first && day <= range.last ? { text: ungrouped(date, language), day } : nothing;

/** The row that leads to the page before, up, and to the page after. */
function turning(page: PageName, range: DayRange, words: Words): Cell[] {
  const [back, on] = words.language === 'fa' ? ['→', '←'] : ['←', '→'];
  const above = pageAbove(page);
  return [
    leadingTo(pageBeside(page, -1), range, words, (title) => directed(`${back} ${title}`, words)),
    { text: directed(`🗓 ${pageTitle(above, words)}`, words), page: above },
    leadingTo(pageBeside(page, 1), range, words, (title) => directed(`${title} ${on}`, words)),
  ];
}

/** Numbers and arrows have no direction of their own. */
const directed = (text: string, { language }: Words): string =>
  language === 'fa' ? `\u200F${text}` : text;

const inRows = (cells: readonly Cell[], width: number): Cell[][] =>
  numbered(Math.ceil(cells.length / width), (row) => cells.slice(row * width, (row + 1) * width));
