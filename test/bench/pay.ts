import { type ReadResults, readResults } from '../../bot/view/sheets/bank-results.ts';
import { writeCcti } from '../../bot/view/sheets/ccti.ts';
import { writeCsv } from '../../bot/view/sheets/csv.ts';
import { payRunSheet } from '../../bot/view/sheets/pay-run.ts';
import { readSheet } from '../../bot/view/sheets/read.ts';
import { writeXlsx } from '../../bot/view/sheets/xlsx.ts';
import { type Database, openDatabase } from '../../core/db.ts';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../core/pay/commands/import-results.ts';
import {
  type ExportFile,
  exportFileOf,
  payLinesOf,
  payListPageSize,
  payRunPage,
} from '../../core/pay/queries.ts';
import { setPayer } from '../../core/payers/commands/set-payer.ts';
import { secureRandom, type Work } from '../../core/work.ts';
import { sheba } from '../support/made-up.ts';
import type { BenchOptions, Figure, Topic } from './figures.ts';
import { aTermToPay, type PayScene } from './pay-scene.ts';

/** A step holds the run, and its chat waits; a unit of work may take 30 seconds. */
const patienceMs = 10_000;

type Timed = <Value>(what: string, act: () => Promise<Value>) => Promise<Value>;

/** A run of a large university, from the draft to the bank's answer, on the embedded database. */
export const pay: Topic = {
  name: 'pay',
  async run({ full, say }: BenchOptions) {
    const lines = full ? 5000 : 500;
    const figures: Figure[] = [];
    const timed: Timed = async (what, act) => {
      say(what);
      const begun = performance.now();
      const value = await act();
      const ms = performance.now() - begun;
      const wanted = { atMost: patienceMs };
      figures.push({ what: `${what}, ${lines} lines`, value: ms, unit: 'ms', wanted });
      return value;
    };
    const db = await openDatabase({
      now: () => new Date(),
      random: secureRandom,
      secret: new Uint8Array(32),
    });
    try {
      const scene = await aTermToPay(db, lines);
      const runId = await closed(db, scene, timed);
      const file = await ordered(db, scene, runId, timed);
      await answered(db, scene, { runId, file }, timed);
      return figures;
    } finally {
      await db.close();
    }
  },
};

/** What a command gave; a refusal here is a fault of the bench. */
async function done<Value extends { readonly ok: boolean }>(
  db: Database,
  command: (work: Work) => Promise<Value>,
): Promise<Extract<Value, { ok: true }>> {
  const value = await db.transaction(command);
  if (!value.ok) throw new Error(`refused: ${JSON.stringify(value)}`);
  return value as Extract<Value, { ok: true }>;
}

async function closed(
  db: Database,
  { finance, secondFinance, ...place }: PayScene,
  timed: Timed,
): Promise<number> {
  const { runId, count } = await timed('draft', () =>
    done(db, (work) => draftPayRun(work, finance, place)),
  );
  await timed('page of the run', () => payRunPage(db.read, finance, { runId }));
  const page = Math.ceil(count / payListPageSize) - 1;
  await timed('last page of its list', () => payLinesOf(db.read, finance, { runId, page }));
  await timed('freeze', () => done(db, (work) => freezePayRun(work, finance, { runId })));
  const { frozenAt } = await db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await timed('approve', () =>
    done(db, (work) => approvePayRun(work, secondFinance, { runId, frozenAt })),
  );
  return runId;
}

async function ordered(
  db: Database,
  { finance, universityId }: PayScene,
  runId: number,
  timed: Timed,
): Promise<ExportFile> {
  const payer = {
    name: 'Bench',
    sheba: sheba(),
    bic: 'BMJIIRTHXXX',
    namespace: 'pain001',
    method: 'plain',
    dates: 'jalali',
    nextSerial: 1,
  } as const;
  await done(db, (work) => setPayer(work, finance, { universityId, payer }));
  const { exportId } = await timed('export', () =>
    done(db, (work) => exportPayRun(work, finance, { runId, format: 'ccti' })),
  );
  const file = await timed('rows of the file', () => exportFileOf(db.read, exportId));
  const properties = { author: 'Bench', createdAt: new Date(0) };
  await timed('CCTI', async () => writeCcti(file));
  await timed('CSV', async () => writeCsv(payRunSheet(file)));
  await timed('XLSX', () => writeXlsx(payRunSheet(file), properties));
  return file;
}

/** Every tenth line comes back. */
async function answered(
  db: Database,
  { finance }: PayScene,
  { runId, file }: { readonly runId: number; readonly file: ExportFile },
  timed: Timed,
): Promise<void> {
  const header = 'row number,sheba,amount,result,reference';
  const rows = file.rows.map(({ lineId, sheba: to, amountRial }, index) => {
    const outcome = index % 10 === 0 ? 'returned,closed' : `paid,R${index}`;
    return [lineId, to, amountRial, outcome].join(',');
  });
  const bytes = Buffer.from([header, ...rows].join('\n'));
  const read = await timed('reading the answer', () => readAnswer(bytes));
  const results = read.rows.map(({ result, amount }) => ({
    ...result,
    amountRial: BigInt(amount ?? 0),
  }));
  const take = () => done(db, (work) => importResults(work, finance, { runId, results }));
  const { paid, returned, left } = await timed('import', take);
  if (paid + returned !== rows.length || left !== 0) throw new Error('not every line was settled');
  await timed('import again', take);
}

async function readAnswer(bytes: Buffer): Promise<ReadResults> {
  const sheet = await readSheet(bytes, { kind: 'csv' });
  const read = sheet.ok ? readResults(sheet.rows) : sheet;
  if (!read.ok) throw new Error(read.reason);
  return read;
}
