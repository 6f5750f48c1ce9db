import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { type Work, waitInRow } from '../../work.ts';
import type { BadRow, ImportReport, Sheet, SheetField } from '../types.ts';
import { judgeRows } from './judge-rows.ts';
import { type Judged, type ReadRow, readSheet, sheetColumns } from './read-sheet.ts';
import { writeRecords } from './write-records.ts';

/**
 * Takes students' records into our own table: good rows go in, each bad one is told with its line and
 * everything that is wrong with it. Importing the same again changes nothing, and what a sheet has no
 * column for stays as it is. One import at a time; the lock comes before everything else.
 */
export async function importRecords(
  work: Work,
  actor: Actor,
  { sheet, universityId = null }: { sheet: Sheet; universityId?: number | null },
): Promise<
  Result<
    ImportReport,
    CanRefusal | Refusal<'missingColumns', { readonly fields: readonly SheetField[] }>
  >
> {
  const subject = { universityId: universityId ?? ownUniversity(actor) };
  // Of an expert of several universities each row says whose it is, and is judged for itself.
  const [some = null] = expertAt(actor);
  const allowed = can(actor, 'importRegistry', { universityId: subject.universityId ?? some });
  if (!allowed.ok) return allowed;
  const read = readSheet(sheet, subject.universityId !== null);
  if (!read.ok) return refuse('missingColumns', { fields: read.fields });

  await waitInRow(work.tx, 'registryImport');
  const judged = await judgeRows(work, actor, read.rows, subject.universityId);
  const good = judged.filter((row) => row.problems.length === 0);
  await writeRecords(work, good, read.unsaid);
  const report = { written: good.length, bad: badRows(judged), padded: paddedLines(read.rows) };
  work.record({
    action: 'registry.imported',
    subject: { type: 'registry', id: subject.universityId ?? 'all' },
    ...signature(actor, allowed.holding),
    universityId: subject.universityId,
    after: {
      written: report.written,
      bad: report.bad.length,
      identitiesCorrected: good.filter(({ insteadOf }) => insteadOf !== undefined).length,
    },
  });
  return ok(report);
}

/** What an officer's sheet has to say: whose it is goes without saying for an expert of one university. */
export const columnsFor = (actor: Actor): ReturnType<typeof sheetColumns> =>
  sheetColumns(ownUniversity(actor) !== null);

/** An expert's sheet is of the own university, where there is one only and it does not say otherwise. */
function ownUniversity(actor: Actor): number | null {
  const [one = null, ...others] = expertAt(actor);
  return others.length === 0 ? one : null;
}

function expertAt(actor: Actor): number[] {
  const holdings = actor.kind === 'system' ? [] : actor.holdings;
  const held = holdings.filter(({ role }) => role === 'expert');
  return [...new Set(held.flatMap(({ universityId }) => universityId ?? []))];
}

function badRows(judged: readonly Judged[]): BadRow[] {
  return judged
    .filter(({ problems }) => problems.length > 0)
    .map(({ line, problems }) => ({ line, problems }));
}

function paddedLines(rows: readonly ReadRow[]): number[] {
  return rows.filter(({ row }) => row?.identityNumber.padded).map(({ line }) => line);
}
