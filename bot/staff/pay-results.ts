import { z } from 'zod';
import { type ImportReport, importResults } from '../../core/pay/commands/import-results.ts';
import { payRunPage } from '../../core/pay/queries.ts';
import { type Form, type Step, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { type ReceivedSheet, receiveSheet } from '../forms/sheet-step.ts';
import type { Turn } from '../intake/turn.ts';
import { formatList } from '../view/format.ts';
import { formatNumber } from '../view/language.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { explainSheet } from '../view/reasons/sheets.ts';
import { type ReadResults, readResults, rowFaults } from '../view/sheets/bank-results.ts';
import { aboutPayRun } from './about.ts';
import { declineTo, startForm } from './officer.ts';
import { openPayRun } from './pay-run-page.ts';

interface Answers {
  runId: number;
  file: ReadResults;
}

const step = stepOf<Answers>();

const lines = z.array(whole);

const outcome = z.discriminatedUnion('paid', [
  z.object({ paid: z.literal(true), reference: z.string() }),
  z.object({ paid: z.literal(false), reason: z.string() }),
]);

const fileSchema: z.ZodType<ReadResults> = z.object({
  rows: z.array(
    z.object({
      line: whole,
      amount: z
        .string()
        .regex(/^\d{1,15}$/)
        .nullable(),
      result: z.object({
        lineId: whole.exactOptional(),
        sheba: z.string().exactOptional(),
        outcome,
      }),
    }),
  ),
  faults: z.object({ unclear: lines, noReference: lines, badAmount: lines, nameless: lines }),
  empty: whole,
});

const file: Step<Answers, 'file'> = step({
  name: 'file',
  schema: fileSchema,
  question: (turn) => ({ text: turn.words.html('finance.results.ask') }),
  prepare: (outside, input) => receiveSheet(outside, input),
  answer: (turn) => {
    const received = turn.prepared as ReceivedSheet | undefined;
    if (!received) return { do: 'stay', say: turn.words.html('sheets.send') };
    if (!received.ok) return { do: 'stay', say: explainSheet(turn.words, received) };
    const read = readResults(received.rows);
    if (!read.ok) return { do: 'stay', say: turn.words.html(`finance.results.${read.reason}`) };
    const { rows, faults, empty } = read;
    if (rows.length > 0) return { do: 'next', value: { rows, faults, empty } };
    const nothing = turn.words.html('finance.results.nothing');
    return { do: 'stay', say: [nothing, ...faultLines(turn, read)].join('\n') };
  },
});

const shownLines = 30;

function lineList({ words: { language } }: Turn, named: readonly number[]): string {
  const shown = named.slice(0, shownLines).map((line) => formatNumber(line, language));
  return formatList(named.length > shownLines ? [...shown, '…'] : shown, language);
}

/** What could not be read; rows are named by their lines in the file. */
const faultLines = (turn: Turn, { faults, empty }: ReadResults): string[] => [
  ...rowFaults
    .filter((fault) => faults[fault].length > 0)
    .map((fault) =>
      turn.words.html(`finance.results.${fault}`, { lines: lineList(turn, faults[fault]) }),
    ),
  ...(empty > 0 ? [turn.words.html('finance.results.empty', { count: empty })] : []),
];

const problemKinds = ['unknown', 'ambiguous', 'differing', 'contradicting', 'own'] as const;

/** What became of the rows that were read. */
function reportText(turn: Turn, report: ImportReport, read: ReadResults): string {
  const { html } = turn.words;
  const { paid, returned, known, left } = report;
  const problems = problemKinds.flatMap((kind) => {
    const named = report[kind].map((index) => read.rows[index]?.line ?? 0);
    return named.length === 0
      ? []
      : [html(`finance.results.${kind}`, { lines: lineList(turn, named) })];
  });
  return [
    html('finance.results.report', { paid, returned, known }),
    ...problems,
    ...faultLines(turn, read),
    left === 0 ? html('finance.results.settled') : html('finance.results.left', { count: left }),
  ].join('\n');
}

export const resultsForm: Form<Answers> = {
  name: 'payresults',
  version: 2,
  title: (turn) => turn.words.plain('finance.results.title'),
  about: aboutPayRun,
  steps: stepsOf<Answers>()(step(given('runId', whole)), file),
  finish: async (turn, { runId, file: read }) => {
    const results = read.rows.map(({ result, amount }) =>
      amount === null ? result : { ...result, amountRial: BigInt(amount) },
    );
    const result = await importResults(turn.work, await turn.person(), { runId, results });
    if (!result.ok && (result.reason === 'otherRun' || result.reason === 'usedReferences')) {
      return { do: 'goto', step: 'file', say: explainRun(turn, result) };
    }
    if (!result.ok) declineTo(turn, explainRun(turn, result));
    else turn.say(reportText(turn, result, read));
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
