import {
  addDays,
  type DayRange,
  type IsoDate,
  parseDate,
  parseDateIn,
  tehranDate,
} from '../../../core/calendar.ts';
import { addHoliday, removeHoliday } from '../../../core/holidays/commands.ts';
import { comingHolidays } from '../../../core/holidays/queries.ts';
import type { Holiday, HolidayRefusal } from '../../../core/holidays/types.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { can } from '../../../core/staff/rules.ts';
import { unitName } from '../../../core/universities/rules/units.ts';
import { dateStep } from '../../forms/date-step.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { reviewStep } from '../../forms/review.ts';
import { textStep } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate } from '../../view/format.ts';
import { formatNumber } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { turnButtons } from '../../view/pages.ts';
import { explainDay } from '../../view/reasons/days.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm } from '../officer.ts';

const pageSize = 8;

/** The official holidays to come; a day is added, or made a working day after all. */
async function openList(turn: Turn, wanted: number): Promise<void> {
  const { html, plain, language } = turn.words;
  if (!can(await turn.person(), 'changeHolidays', {}).ok) {
    return declineTo(turn, html('errors.notAllowed'));
  }
  const from = tehranDate(turn.work.now);
  const listed = await comingHolidays(turn.work.tx, { from, page: wanted, size: pageSize });
  const { holidays, page } = listed;
  const numberAt = (index: number): number => page * pageSize + index + 1;
  const numbers = holidays.map(({ day }, index) => ({
    text: plain('setup.holidays.remove', { number: formatNumber(numberAt(index), language) }),
    data: `holidayoff:${day}`,
  }));
  const turns = turnButtons(turn.words, listed, (to) => `holidays:${to}`);
  const lines = holidays.map((holiday, index) => holidayLine(turn, holiday, numberAt(index)));
  showPage(turn, {
    text: [
      html('setup.holidays.title'),
      lines.join('\n') || html('setup.holidays.none'),
      html('setup.holidays.note'),
    ].join('\n\n'),
    buttons: [
      numbers.slice(0, 4),
      numbers.slice(4),
      turns,
      [{ text: plain('setup.holidays.add'), data: 'holidayadd' }],
      [{ text: plain('setup.universities'), data: 'unis:0' }],
    ].filter((row) => row.length > 0),
  });
}

const holidayLine = ({ words }: Turn, holiday: Holiday, number: number): string =>
  words.html('setup.holidays.line', {
    number,
    day: formatDate(holiday.day, words.language),
    name: nameIn(words.language, holiday),
  });

interface Answers {
  day: string;
  nameFa: string;
  nameEn: string;
  review: true;
}

const step = stepOf<Answers>();

const daysAhead = 800;

const range = ({ work }: Turn): DayRange => {
  const first = tehranDate(work.now);
  return { first, last: addDays(first, daysAhead) };
};

const nameStep = (name: 'nameFa' | 'nameEn') =>
  textStep<Answers, typeof name, Refusal<'wrong'>>({
    name,
    ask: (turn) => turn.words.html(`setup.holidays.${name}Ask`),
    label: (turn) => turn.words.plain(`setup.${name}`),
    parse: (text) => {
      const value = unitName(text);
      return value === undefined ? refuse('wrong') : ok({ value });
    },
    explain: (turn) => turn.words.html('setup.nameWrong'),
  });

const holidayForm: Form<Answers> = {
  name: 'holiday',
  version: 1,
  title: (turn) => turn.words.plain('setup.holidays.formTitle'),
  steps: stepsOf<Answers>()(
    dateStep<Answers, 'day', Parameters<typeof explainDay>[1]>({
      form: 'holiday',
      name: 'day',
      ask: (turn) => turn.words.html('setup.holidays.dayAsk'),
      label: (turn) => turn.words.plain('setup.holidays.day'),
      range,
      opensAt: ({ first }) => first,
      near: true,
      parse: (text, turn) => parseDateIn(text, range(turn)),
      explain: explainDay,
    }),
    nameStep('nameFa'),
    nameStep('nameEn'),
    step(
      reviewStep(
        () => holidayForm,
        (turn) => turn.words.html('setup.review'),
      ),
    ),
  ),
  finish: async (turn, { day, nameFa, nameEn }) => {
    const holiday = { day: day as IsoDate, nameFa, nameEn, source: 'chat' };
    const added = await addHoliday(turn.work, await turn.person(), holiday);
    turn.say(added.ok ? turn.words.html('setup.holidays.added') : explain(turn, added));
    await openList(turn, 0);
    return { do: 'end' };
  },
};

function explain({ words }: Turn, { reason }: HolidayRefusal): string {
  const texts = {
    notAllowed: 'errors.notAllowed',
    ownCase: 'staff.ownCase',
    samePerson: 'staff.samePerson',
    already: 'setup.holidays.already',
    noName: 'setup.nameWrong',
    inThePast: 'setup.holidays.inThePast',
  } as const satisfies Record<HolidayRefusal['reason'], string>;
  return words.html(texts[reason]);
}

const add = forOfficers(async (turn) => {
  if (can(await turn.person(), 'changeHolidays', {}).ok) return startForm(turn, holidayForm, {});
  declineTo(turn, turn.words.html('errors.notAllowed'));
});

const remove = forOfficers(async (turn, [text]) => {
  // The list shows days that are further away than one can be added for.
  const day = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? parseDate(text ?? '') : undefined;
  if (!day?.ok || day.value < tehranDate(turn.work.now)) {
    return declineTo(turn, turn.words.html('setup.holidays.inThePast'));
  }
  const removed = await removeHoliday(turn.work, await turn.person(), { day: day.value });
  if (!removed.ok) return declineTo(turn, explain(turn, removed));
  confirmTo(turn, turn.words.html('setup.holidays.removed'));
  await openList(turn, 0);
});

export const holidayScreens = {
  commands: {},
  taps: {
    holidays: forOfficers((turn, [page]) => openList(turn, idOf(page))),
    holidayadd: add,
    holidayoff: remove,
  },
  forms: [holidayForm],
};
