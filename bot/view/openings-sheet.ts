import type { Imported } from '../../core/openings/commands/import-openings.ts';
import type { Judged, RowProblem } from '../../core/openings/queries/sheet.ts';
import { totalsOf } from '../../core/openings/rules.ts';
import type {
  CellProblem,
  ReadOpenings,
  TotalDifference,
  Totals,
} from '../../core/openings/types.ts';
import { formatList } from './format.ts';
import { Html, type Words } from './language.ts';

/** Lines of a report that fit into one message. */
const shownLines = 15;

/** What of a sheet would go in, with its totals beside those that are stated, before it does. */
export function sheetText(
  { bad, odd }: ReadOpenings,
  { good, problems }: Judged,
  {
    stated,
    differences,
  }: { readonly stated: Partial<Totals>; readonly differences: readonly TotalDifference[] },
  words: Words,
): string {
  const { html, plain } = words;
  const totals = totalsOf(good.map(({ row }) => row.seats));
  const differ = differences.map(({ column, ...counts }) =>
    html('openings.sheet.differLine', {
      column: plain(`openings.sheet.columns.${column}`),
      ...counts,
    }),
  );
  const isStated = Object.keys(stated).length > 0;
  return [
    html('openings.sheet.summary', { rows: good.length, ...totals }),
    ...(differ.length > 0
      ? [html('openings.sheet.differ', { lines: new Html(differ.join('\n')) })]
      : isStated
        ? [html('openings.sheet.same')]
        : []),
    ...(odd.length > 0
      ? [
          html('openings.sheet.odd', {
            lines: listed(
              odd.map((one) => html('openings.sheet.oddLine', one)),
              words,
            ),
          }),
        ]
      : []),
    ...(problems.length > 0
      ? [html('openings.sheet.leftOut', { lines: problemLines(problems, words) })]
      : []),
    ...(bad.length > 0 ? [html('openings.sheet.bad', { lines: badLines(bad, words) })] : []),
  ].join('\n\n');
}

function problemLines(problems: readonly RowProblem[], words: Words): Html {
  const { html } = words;
  const lines = problems.map((problem) =>
    html('sheets.recordsLine', {
      line: problem.line,
      problems: new Html(sayRowProblem(problem, words)),
    }),
  );
  return listed(lines, words);
}

function sayRowProblem(why: RowProblem, { html, plain }: Words): string {
  switch (why.problem) {
    case 'notOpen':
      return html('openings.sheet.problem.notOpen', {
        state: plain(`openings.states.${why.state}`),
      });
    case 'otherSeats':
      return html('openings.sheet.problem.otherSeats', {
        women: why.stored.female,
        men: why.stored.male,
      });
    default:
      return html(`openings.sheet.problem.${why.problem}`);
  }
}

function badLines(bad: ReadOpenings['bad'], words: Words): Html {
  const { html, language } = words;
  const lines = bad.map(({ line, problems }) =>
    html('sheets.recordsLine', {
      line,
      problems: new Html(
        formatList(
          problems.map((problem) => sayProblem(problem, words)),
          language,
        ),
      ),
    }),
  );
  return listed(lines, words);
}

const sayProblem = ({ problem, field }: CellProblem, { html, plain }: Words): string =>
  html(`sheets.problem.${problem}`, { field: plain(`openings.sheet.fields.${field}`) });

/** The first lines, and how many more there are. */
function listed(lines: readonly string[], { html }: Words): Html {
  const more = lines.length - shownLines;
  const rest = more > 0 ? [html('sheets.recordsMore', { more })] : [];
  return new Html([...lines.slice(0, shownLines), ...rest].join('\n'));
}

/** What went in, what was there already, and what did not go in and why, line by line. */
export function importedText(
  { added, known, problems, totals }: Imported,
  { bad }: ReadOpenings,
  words: Words,
): string {
  const { html } = words;
  const isWhole = problems.length + bad.length === 0;
  return [
    html('openings.sheet.imported', { added, known }),
    ...(isWhole ? [] : [html('openings.sheet.importedTotals', { ...totals })]),
    ...(problems.length > 0
      ? [html('openings.sheet.importedBad', { lines: problemLines(problems, words) })]
      : []),
    ...(bad.length > 0 ? [html('openings.sheet.bad', { lines: badLines(bad, words) })] : []),
  ].join('\n\n');
}
