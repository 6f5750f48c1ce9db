import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../core/pay/commands/freeze-run.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aCampus, aPayableStudent, type Campus, done } from '../support/scenes.ts';
import { aPayer } from '../support/university.ts';

// What an officer decides is decided of what was on the page, and of nothing that came later.

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** Taps a button that may be of an earlier page; what popped up. */
async function popUp(desk: Desk, data: string): Promise<string> {
  const answer = await desk.chat.tap({ data });
  return answer === 'expired' ? answer : answer.text;
}

describe('that the bank refused a file', () => {
  async function exportedRun(): Promise<{ runId: number; exportId: number }> {
    const { finance, secondFinance, university, term } = campus;
    await aPayableStudent(database, campus, { minutes: 60 });
    await aPayer(database, campus);
    const place = { universityId: university.id, termId: term.id };
    const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
    await done(database, (work) => freezePayRun(work, finance, { runId }));
    const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
    await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
    return { runId, exportId: await exported(runId) };
  }

  async function exported(runId: number): Promise<number> {
    const order = { runId, format: 'ccti' } as const;
    return (await done(database, (work) => exportPayRun(work, campus.finance, order))).exportId;
  }

  const standing = (runId: number) =>
    database.db.read.payExport.findMany({
      where: { runId, refusedAt: null },
      select: { id: true },
    });

  test('is noted of the file that was asked about, not of one that a colleague made since', async () => {
    const { runId, exportId } = await exportedRun();
    const first = await office.chat(campus.finance, 'en');
    await first.writeFor(`/payrun ${runId}`, 'number 1');
    await first.tapFor('run:refuse', 'Why was it refused');
    const second = await office.chat(campus.secondFinance, 'en');
    await second.writeFor(`/payrun ${runId}`, 'number 1');
    await second.tapFor('run:refuse', 'Why was it refused');
    await second.writeFor('wrong paying account', 'Give the bank none of the earlier files');
    const later = await exported(runId);
    await first.writeFor('wrong paying account', 'nothing was noted');
    expect(await standing(runId)).toEqual([{ id: later }]);
    const run = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({ state: 'exported', order: { serial: expect.any(Number) } });
    // The page of the first file, which is still there.
    expect(await popUp(first, `run:refuse:${runId}:${exportId}`)).toContain('exported anew');
    // A copy is another file too, of which nobody knows what the bank said.
    const copy = await exported(runId);
    expect(await popUp(first, `run:refuse:${runId}:${later}`)).toContain('exported anew');
    await first.tapFor(`run:refuse:${runId}:${copy}`, 'Why was it refused');
    await first.writeFor('wrong paying account', 'Give the bank none of the earlier files');
    expect(await standing(runId)).toEqual([]);
  });

  test('is not asked about by a button that names no file: the page is drawn with one that does', async () => {
    const { runId, exportId } = await exportedRun();
    const desk = await office.chat(campus.finance, 'en');
    await desk.writeFor(`/payrun ${runId}`, 'number 1');
    expect(await popUp(desk, `run:refuse:${runId}`)).toContain('press once more');
    expect(desk.buttons).toContain(`run:refuse:${runId}:${exportId}`);
    expect(await database.db.read.formState.count({ where: { form: 'filerefused' } })).toBe(0);
  });
});
