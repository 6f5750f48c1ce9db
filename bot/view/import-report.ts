import type { ImportReport, RowProblem, Sheet } from '../../core/registry/types.ts';
import { formatList } from './format.ts';
import { Html, type Words } from './language.ts';
import type { SheetRow } from './sheets/rows.ts';

/** Lines of a report that fit into one message. */
const shownLines = 20;

/** The first row names the columns; lines without content keep their place, so that lines can be told. */
export function asSheet(rows: readonly SheetRow[]): Sheet {
  const [head, ...rest] = rows;
  const first = head?.line ?? 1;
  const cells: string[][] = [];
  for (const row of rest) cells[row.line - first - 1] = [...row.cells];
  return { headings: [...(head?.cells ?? [])], rows: Array.from(cells, (row) => row ?? []) };
}

/** What went in, what did not and why, line by line. */
export function importReport(
  { written, bad, padded }: ImportReport,
  { html, language }: Words,
): string {
  const lines = bad.slice(0, shownLines).map(({ line, problems }) =>
    html('sheets.recordsLine', {
      line,
      problems: new Html(
        formatList(
          problems.map((problem) => sayProblem(problem, html)),
          language,
        ),
      ),
    }),
  );
  const more = bad.length - lines.length;
  if (more > 0) lines.push(html('sheets.recordsMore', { more }));
  return [
    html('sheets.recordsWritten', { count: written }),
    ...(padded.length > 0 ? [html('sheets.recordsPadded', { count: padded.length })] : []),
    ...(bad.length > 0
      ? [html('sheets.recordsBad', { bad: bad.length, lines: new Html(lines.join('\n')) })]
      : []),
  ].join('\n');
}

const sayProblem = (problem: RowProblem, html: Words['html']): string =>
  'field' in problem
    ? html(`sheets.problem.${problem.problem}`, { field: problem.field })
    : html(`sheets.problem.${problem.problem}`);
