import type { UnitRowProblem, UnitsReport } from '../../core/universities/types.ts';
import { formatList } from './format.ts';
import { Html, type Words } from './language.ts';

/** Lines of a report that fit into one message. */
const shownLines = 20;

/** What went in, what did not and why, line by line. */
export function unitsReport(
  { added, changed, known, bad }: UnitsReport,
  { html, plain, language }: Words,
): string {
  const lines = bad.slice(0, shownLines).map(({ line, problems }) =>
    html('sheets.recordsLine', {
      line,
      problems: new Html(
        formatList(
          problems.map((problem) => sayProblem(problem, { html, plain })),
          language,
        ),
      ),
    }),
  );
  const more = bad.length - lines.length;
  if (more > 0) lines.push(html('sheets.recordsMore', { more }));
  return [
    html('setup.units.imported', { added, changed, known }),
    ...(bad.length > 0
      ? [html('sheets.recordsBad', { bad: bad.length, lines: new Html(lines.join('\n')) })]
      : []),
  ].join('\n');
}

function sayProblem(
  problem: UnitRowProblem,
  { html, plain }: Pick<Words, 'html' | 'plain'>,
): string {
  if (!('field' in problem)) return html(`setup.units.problem.${problem.problem}`);
  if (problem.field === 'kind') return html('setup.units.problem.kind');
  return html(`sheets.problem.${problem.problem}`, { field: plain(`setup.${problem.field}`) });
}
