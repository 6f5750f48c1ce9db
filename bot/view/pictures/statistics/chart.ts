import { applicationStates } from '../../../../core/applications/types.ts';
import { bothGenders, totalsOf } from '../../../../core/statistics/rules.ts';
import type { Statistics, StatisticsTopic, UnitWork } from '../../../../core/statistics/types.ts';
import { formatHours, formatInstant, formatRial } from '../../format.ts';
import type { Words } from '../../language.ts';
import { nameIn, termName } from '../../names.ts';
import { formatSpan } from '../../statistics.ts';
import { header, overlap } from '../header.ts';
import { pageOf } from '../page.ts';
import { palette } from '../palette.ts';
import { barPanel, type Drawing } from './bars.ts';

/** Units that have a row of their own; the others share the last one. */
const mostUnits = 24;

export interface Chart {
  readonly statistics: Statistics;
  readonly topic: StatisticsTopic;
  readonly now: Date;
}

/** One topic of the numbers as the SVG of a picture for a phone, 1080 wide. */
export function statisticsChart({ statistics, topic, now }: Chart, words: Words): string {
  const page = pageOf(words.language, 1080);
  const { plain, language } = words;
  const top = header(page, {
    small: plain('card.scheme'),
    aside: plain(`statistics.topics.${topic}`),
    title: nameIn(language, statistics.university),
    below: termName(statistics.term, words),
  });
  const panel = barPanel(page, top.height - overlap, drawings[topic](statistics, words));
  const asOf = page.text({
    from: page.width / 2,
    y: panel.end + 46,
    size: 26,
    anchor: 'middle',
    fill: palette.muted,
    text: plain('statistics.asOf', { at: formatInstant(now, language) }),
  });
  return page.svg(panel.end + 76, [top.svg, panel.svg, asOf]);
}

const drawings: Readonly<
  Record<StatisticsTopic, (statistics: Statistics, words: Words) => Drawing>
> = { seats, requests, steps, work };

const most = (values: readonly number[]): number => Math.max(0, ...values);

/** The first units, and the sum of the others as one more, which has no bar: it would dwarf them. */
function shownUnits<Unit>(
  units: readonly Unit[],
  together: (rest: readonly Unit[]) => Unit,
): readonly (Unit & { readonly drawn: boolean })[] {
  const drawn = units.length <= mostUnits + 1 ? units : units.slice(0, mostUnits);
  const rest = units.slice(drawn.length);
  return [
    ...drawn.map((unit) => ({ ...unit, drawn: true })),
    ...(rest.length > 0 ? [{ ...together(rest), drawn: false }] : []),
  ];
}

const nobody = (
  words: Words,
  key: 'statistics.empty.seats' | 'statistics.empty.work',
): Drawing => ({
  keys: [],
  rows: [{ name: words.plain(key), bars: [] }],
});

function seats(statistics: Statistics, words: Words): Drawing {
  const { plain, language } = words;
  const units = statistics.seats;
  if (units.length === 0) return nobody(words, 'statistics.empty.seats');
  const named = units.map((unit) => ({
    name: nameIn(language, unit),
    ...bothGenders(unit.female, unit.male),
  }));
  const shown = shownUnits(named, (rest) => ({
    name: plain('statistics.rest', { count: rest.length }),
    ...rest.reduce((sum, one) => bothGenders(sum, one), {
      capacity: 0,
      held: 0,
      filled: 0,
      free: 0,
    }),
  }));
  const longest = most(named.map(({ capacity }) => capacity));
  const { capacity: all, filled: taken } = totalsOf(statistics);
  return {
    title: plain('statistics.seats.total', { filled: taken, capacity: all }),
    keys: [
      { text: plain('statistics.seats.filled'), fill: palette.accent },
      { text: plain('statistics.seats.held'), fill: palette.held },
      { text: plain('statistics.seats.free'), fill: palette.free },
    ],
    rows: shown.map(({ name, capacity, held, filled, free, drawn }) => ({
      name,
      bars: [
        {
          most: longest,
          label: plain('statistics.seats.label', { filled, capacity }),
          parts: drawn
            ? [
                { value: filled, fill: palette.accent },
                { value: held, fill: palette.held },
                { value: free, fill: palette.free },
              ]
            : [],
        },
      ],
    })),
  };
}

function requests(statistics: Statistics, { plain }: Words): Drawing {
  const { requests: total } = totalsOf(statistics);
  const longest = most(Object.values(statistics.requests));
  return {
    title: plain('statistics.requests.total', { total }),
    keys: [],
    rows: applicationStates.map((state) => {
      const count = statistics.requests[state];
      const percent = total === 0 ? 0 : Math.round((count * 100) / total);
      return {
        name: plain(`terms.applicationStates.${state}`),
        bars: [
          {
            most: longest,
            label: plain('statistics.requests.label', { count, percent }),
            parts: [{ value: count, fill: palette.accent }],
          },
        ],
      };
    }),
  };
}

function steps({ steps: all }: Statistics, words: Words): Drawing {
  const { plain } = words;
  const longest = most(all.map(({ median }) => median ?? 0));
  return {
    keys: [{ text: plain('statistics.steps.median'), fill: palette.accent }],
    rows: all.map(({ step, median, done, waiting, overdue }) => ({
      name: plain(`statistics.steps.names.${step}`),
      bars: [
        {
          most: longest,
          label: median === null ? plain('statistics.steps.never') : formatSpan(median, words),
          parts: [{ value: median ?? 0, fill: palette.accent }],
        },
      ],
      note: {
        alarm: overdue > 0,
        text:
          overdue > 0
            ? plain('statistics.steps.detailLate', { done, waiting, overdue })
            : plain('statistics.steps.detail', { done, waiting }),
      },
    })),
  };
}

/** What a unit costs: paid, or in a pay run. */
const costOf = ({ paidRial, dueRial }: Pick<UnitWork, 'paidRial' | 'dueRial'>): number =>
  Number(paidRial + dueRial);

function work(statistics: Statistics, words: Words): Drawing {
  const { plain, language } = words;
  const units = statistics.work;
  if (units.length === 0) return nobody(words, 'statistics.empty.work');
  const named = units.map((unit) => ({
    name: nameIn(language, unit),
    minutes: unit.workedMinutes,
    cost: costOf(unit),
  }));
  const shown = shownUnits(named, (rest) => ({
    name: plain('statistics.rest', { count: rest.length }),
    minutes: rest.reduce((sum, { minutes }) => sum + minutes, 0),
    cost: rest.reduce((sum, { cost }) => sum + cost, 0),
  }));
  const mostMinutes = most(named.map(({ minutes }) => minutes));
  const mostCost = most(named.map(({ cost }) => cost));
  const totals = totalsOf(statistics);
  return {
    title: plain('statistics.work.total', {
      worked: formatHours(totals.workedMinutes, language),
      paid: formatRial(totals.paidRial, language),
    }),
    keys: [
      { text: plain('statistics.work.hours'), fill: palette.accent },
      { text: plain('statistics.work.cost'), fill: palette.held },
    ],
    rows: shown.map(({ name, minutes, cost, drawn }) => ({
      name,
      bars: [
        {
          most: mostMinutes,
          label: plain('statistics.work.hoursLabel', { hours: formatHours(minutes, language) }),
          parts: drawn ? [{ value: minutes, fill: palette.accent }] : [],
        },
        {
          most: mostCost,
          label: plain('statistics.work.costLabel', { rial: formatRial(cost, language) }),
          parts: drawn ? [{ value: cost, fill: palette.held }] : [],
        },
      ],
    })),
  };
}
