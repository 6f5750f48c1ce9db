import type { Imported } from '../../core/openings/commands/import-openings.ts';
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

/** What was read from a sheet, with its totals beside those that are stated, before it goes in. */
export function sheetText(
  { rows, bad, odd }: ReadOpenings,
  {
    stated,
    differences,
  }: { readonly stated: Partial<Totals>; readonly differences: readonly TotalDifference[] },
  words: Words,
): string {
  const { html, plain } = words;
  const { women, men, all } = totalsOf(rows.map(({ seats }) => seats));
  const differ = differences.map(({ column, ...counts }) =>
    html('openings.sheet.differLine', {
      column: plain(`openings.sheet.columns.${column}`),
      ...counts,
    }),
  );
  const isStated = Object.keys(stated).length > 0;
  return [
    html('openings.sheet.summary', { rows: rows.length, women, men, all }),
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
    ...(bad.length > 0 ? [html('openings.sheet.bad', { lines: badLines(bad, words) })] : []),
  ].join('\n\n');
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
  { added, known, problems }: Imported,
  { bad }: ReadOpenings,
  words: Words,
): string {
  const { html } = words;
  const refused = problems.map(({ line, problem }) =>
    html('sheets.recordsLine', {
      line,
      problems: new Html(html(`openings.sheet.problem.${problem}`)),
    }),
  );
  return [
    html('openings.sheet.imported', { added, known }),
    ...(refused.length > 0
      ? [html('openings.sheet.importedBad', { lines: listed(refused, words) })]
      : []),
    ...(bad.length > 0 ? [html('openings.sheet.bad', { lines: badLines(bad, words) })] : []),
  ].join('\n\n');
}
