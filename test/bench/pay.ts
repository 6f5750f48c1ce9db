import { writeCsv } from '../../bot/view/sheets/csv.ts';
import { payRunSheet } from '../../bot/view/sheets/pay-run.ts';
import { writeXlsx } from '../../bot/view/sheets/xlsx.ts';
import { openDatabase } from '../../core/db.ts';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../core/pay/commands/import-results.ts';
import { exportFileOf } from '../../core/pay/queries.ts';
import { secureRandom } from '../../core/work.ts';
import type { Figure, Topic } from './figures.ts';
import { aTermToPay } from './pay-scene.ts';

const must = <Value extends { readonly ok: boolean }>(value: Value) => {
  if (!value.ok) throw new Error(`refused: ${JSON.stringify(value)}`);
  return value as Extract<Value, { ok: true }>;
};

export const pay: Topic = {
  name: 'pay',
  async run({ full, say }) {
    const lines = full ? 5000 : 500;
    const figures: Figure[] = [];
    const db = await openDatabase({
      now: () => new Date(),
      random: secureRandom,
      secret: new Uint8Array(32),
    });
    const timed = async <Value>(what: string, act: () => Promise<Value>): Promise<Value> => {
      say(what);
      const begun = performance.now();
      const value = await act();
      figures.push({
        what: `${what}, ${lines} lines`,
        value: performance.now() - begun,
        unit: 'ms',
        wanted: { atMost: 10_000 },
      });
      return value;
    };
    const { finance, secondFinance, ...place } = await aTermToPay(db, lines);
    const { runId } = must(
      await timed('draft', () => db.transaction((work) => draftPayRun(work, finance, place))),
    );
    must(
      await timed('freeze', () => db.transaction((work) => freezePayRun(work, finance, { runId }))),
    );
    const { frozenAt } = await db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
    must(
      await timed('approve', () =>
        db.transaction((work) => approvePayRun(work, secondFinance, { runId, frozenAt })),
      ),
    );
    const { exportId } = must(
      await timed('export', () =>
        db.transaction((work) => exportPayRun(work, finance, { runId, format: 'csv' })),
      ),
    );
    const file = await timed('read file', () => exportFileOf(db.read, exportId));
    await timed('XLSX', () =>
      writeXlsx(payRunSheet(file), { author: 'bench', createdAt: new Date() }),
    );
    await timed('CSV', async () => writeCsv(payRunSheet(file)));
    const results = file.rows.map(({ lineId }, i) => ({
      lineId,
      outcome:
        i % 10
          ? { paid: true as const, reference: 'R1' }
          : { paid: false as const, reason: 'closed' },
    }));
    must(
      await timed('import', () =>
        db.transaction((work) => importResults(work, finance, { runId, results })),
      ),
    );
    must(
      await timed('import again', () =>
        db.transaction((work) => importResults(work, finance, { runId, results })),
      ),
    );
    await db.close();
    return figures;
  },
};
