import { unitKindOf } from '../../openings/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type ReadUnit, readUnits } from '../rules/units.ts';
import type { UnitField, UnitRow, UnitRowProblem, UnitSheet, UnitsReport } from '../types.ts';

export type ImportUnitsRefusal =
  | CanRefusal
  | Refusal<'unknownUniversity'>
  | Refusal<'missingColumns', { readonly fields: readonly UnitField[] }>;

/**
 * Takes a university's units from a sheet: new ones are added, known ones get the names and kind that
 * the sheet says and keep a kind that it does not say, each bad row is told with its line and what is
 * wrong with it. Importing the same again changes nothing. One import at a time for a university: its
 * row is locked.
 */
export async function importUnits(
  work: Work,
  actor: Actor,
  { universityId, sheet }: { universityId: number; sheet: UnitSheet },
): Promise<Result<UnitsReport, ImportUnitsRefusal>> {
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const locked = await work.tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "University" WHERE "id" = ${universityId} FOR UPDATE`;
  if (locked.length === 0) return refuse('unknownUniversity');
  const read = readUnits(sheet);
  if (!read.ok) return refuse('missingColumns', { fields: read.fields });
  const report = await takeUnits(work, universityId, read.units);
  work.record({
    action: 'units.imported',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    after: {
      added: report.added,
      changed: report.changed,
      known: report.known,
      bad: report.bad.length,
    },
  });
  return ok(report);
}

type Taken = 'added' | 'changed' | 'known' | readonly UnitRowProblem[];

async function takeUnits(
  work: Work,
  universityId: number,
  units: readonly ReadUnit[],
): Promise<UnitsReport> {
  const counts = { added: 0, changed: 0, known: 0 };
  const bad: { line: number; problems: readonly UnitRowProblem[] }[] = [];
  const seen = new Set<string>();
  for (const unit of units) {
    const taken = await takeUnit(work, universityId, unit, seen);
    if (typeof taken === 'string') counts[taken] += 1;
    else bad.push({ line: unit.line, problems: taken });
  }
  return { ...counts, bad };
}

async function takeUnit(
  work: Work,
  universityId: number,
  unit: ReadUnit,
  seen: Set<string>,
): Promise<Taken> {
  if ('problems' in unit) return unit.problems;
  const { row } = unit;
  if (seen.has(row.code)) return [{ problem: 'twice' }];
  seen.add(row.code);
  const key = { universityId_code: { universityId, code: row.code } };
  const known = await work.tx.unit.findUnique({
    where: key,
    include: { _count: { select: { openings: true } } },
  });
  if (!known) {
    const kind = row.kind ?? unitKindOf(row.code);
    if (!kind) return [{ problem: 'missing', field: 'kind' }];
    await work.tx.unit.create({ data: { ...row, kind, universityId } });
    return 'added';
  }
  if (known.closedAt !== null) return [{ problem: 'closed' }];
  const said = { ...row, kind: row.kind ?? known.kind };
  if (known.kind !== said.kind && known._count.openings > 0) return [{ problem: 'kindInUse' }];
  if (isSame(known, said)) return 'known';
  await work.tx.unit.update({ where: key, data: said });
  return 'changed';
}

type Said = Omit<UnitRow, 'kind'> & { readonly kind: string };

const isSame = (known: Said, said: Said): boolean =>
  known.nameFa === said.nameFa && known.nameEn === said.nameEn && known.kind === said.kind;
