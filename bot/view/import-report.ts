import type { ImportReport, RowProblem, Sheet, SheetField } from '../../core/registry/types.ts';
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
export function importReport({ written, bad, padded }: ImportReport, words: Words): string {
  const { html, language } = words;
  const lines = bad.slice(0, shownLines).map(({ line, problems }) =>
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

function sayProblem(problem: RowProblem, { html, plain }: Words): string {
  if ('field' in problem) {
    const field = plain(`sheets.columns.${problem.field}`);
    return html(`sheets.problem.${problem.problem}`, { field });
  }
  return 'holder' in problem
    ? html('sheets.problem.studentNumberTaken', { holder: problem.holder })
    : html(`sheets.problem.${problem.problem}`);
}

/** Columns by the names that their headings may have. */
export const columnNames = (fields: readonly SheetField[], { plain, language }: Words): string =>
  formatList(
    fields.map((field) => plain(`sheets.columns.${field}`)),
    language,
  );
