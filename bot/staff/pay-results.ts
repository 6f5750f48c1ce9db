import { z } from 'zod';
import type { ImportReport } from '../../core/pay/commands/import-results.ts';
import { importResults } from '../../core/pay/commands/import-results.ts';
import { payRunPage } from '../../core/pay/queries.ts';
import { type Form, type Step, stepOf, stepsOf } from '../forms/form.ts';
import { type ReceivedSheet, receiveSheet } from '../forms/sheet-step.ts';
import type { Turn } from '../intake/turn.ts';
import { formatList } from '../view/format.ts';
import { formatNumber } from '../view/language.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { explainSheet } from '../view/reasons/sheets.ts';
import { type ResultRow, type ResultsRefusal, readResults } from '../view/sheets/bank-results.ts';
import { given } from './given.ts';
import { declineTo, startForm } from './officer.ts';
import { openPayRun } from './pay-run-page.ts';

interface Answers {
  runId: number;
  rows: ResultRow[];
}

const step = stepOf<Answers>();

const rowSchema: z.ZodType<ResultRow> = z.object({
  line: z.number(),
  result: z.custom<ResultRow['result']>(),
});

const file: Step<Answers, 'rows'> = step({
  name: 'rows',
  schema: z.array(rowSchema),
  question: (turn) => ({ text: turn.words.html('finance.results.ask') }),
  prepare: (outside, input) => receiveSheet(outside, input),
  answer: (turn) => {
    const received = turn.prepared as ReceivedSheet | undefined;
    if (!received) return { do: 'stay', say: turn.words.html('sheets.send') };
    if (!received.ok) return { do: 'stay', say: explainSheet(turn.words, received) };
    const read = readResults(received.rows);
    if (read.ok) return { do: 'next', value: [...read.rows] };
    return { do: 'stay', say: explainResults(turn, read) };
  },
});

function explainResults(turn: Turn, refusal: ResultsRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'unclear':
    case 'noReference':
      return html(`finance.results.${refusal.reason}`, { lines: lineList(turn, refusal.lines) });
    default:
      return html(`finance.results.${refusal.reason}`);
  }
}

const shownLines = 30;

function lineList({ words: { language } }: Turn, lines: readonly number[]): string {
  const shown = lines.slice(0, shownLines).map((line) => formatNumber(line, language));
  return formatList(lines.length > shownLines ? [...shown, '…'] : shown, language);
}

/** What became of the rows; rows are named by their lines in the file. */
function reportText(turn: Turn, report: ImportReport, rows: readonly ResultRow[]): string {
  const { html } = turn.words;
  const { paid, returned, known } = report;
  const problems = (['unknown', 'ambiguous', 'contradicting'] as const).flatMap((kind) => {
    const lines = report[kind].map((index) => rows[index]?.line ?? 0);
    return lines.length === 0
      ? []
      : [html(`finance.results.${kind}`, { lines: lineList(turn, lines) })];
  });
  return [
    html('finance.results.report', { paid, returned, known }),
    ...problems,
    html(report.settled ? 'finance.results.settled' : 'finance.results.left'),
  ].join('\n');
}

export const resultsForm: Form<Answers> = {
  name: 'payresults',
  version: 1,
  title: (turn) => turn.words.plain('finance.results.title'),
  steps: stepsOf<Answers>()(step(given('runId', z.number())), file),
  finish: async (turn, { runId, rows }) => {
    const results = rows.map(({ result }) => result);
    const result = await importResults(turn.work, await turn.person(), { runId, results });
    if (!result.ok) declineTo(turn, explainRun(turn, result));
    else turn.say(reportText(turn, result, rows));
    if (result.ok) await openPayRun(turn, runId);
    return { do: 'end' };
  },
};

/** Asks for the bank's file, only of who may bring it. */
export async function openResults(turn: Turn, runId: number): Promise<void> {
  const found = await payRunPage(turn.work.tx, await turn.person(), { runId });
  if (!found.ok) return declineTo(turn, explainRun(turn, found));
  const { may, run } = found.view;
  if (may.import) return startForm(turn, resultsForm, { runId });
  const refusal = { ok: false, reason: 'wrongState', state: run.state } as const;
  declineTo(turn, explainRun(turn, refusal));
}
