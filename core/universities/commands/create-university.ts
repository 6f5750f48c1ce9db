import { knownUnitKind } from '../../openings/rules.ts';
import type { UnitKind } from '../../openings/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Names, named } from '../rules.ts';
import type { UniversityKind } from '../types.ts';
import { adoptDemands } from './note-unlisted.ts';
import { tellWaiting } from './tell-waiting.ts';

/** `codeTaken`: by another; `noName`: both names and the code are needed. */
export type CreateRefusal = CanRefusal | Refusal<'noName' | 'codeTaken'>;

/** Adds a university; it uses Hamyar once it is started. */
export async function createUniversity(
  work: Work,
  actor: Actor,
  { kind, ...typed }: Names & { readonly kind: UniversityKind },
): Promise<Result<{ readonly universityId: number }, CreateRefusal>> {
  const allowed = can(actor, 'createUniversity', {});
  if (!allowed.ok) return allowed;
  const names = named(typed);
  if (!names) return refuse('noName');
  const [row] = await work.tx.university.createManyAndReturn({
    data: { ...names, kind },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('codeTaken');
  await adoptDemands(work, { ...row, ...names });
  work.record({
    action: 'university.created',
    subject: { type: 'university', id: row.id },
    ...signature(actor, allowed.holding),
    universityId: row.id,
    after: { code: names.code, kind },
  });
  return ok({ universityId: row.id });
}

/** Adds a unit to a university. */
export async function createUnit(
  work: Work,
  actor: Actor,
  { universityId, kind, ...typed }: Names & { universityId: number; kind: UnitKind },
): Promise<Result<{ readonly unitId: number }, CreateRefusal | Refusal<'unknownUniversity'>>> {
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const names = named(typed);
  if (!names) return refuse('noName');
  const known = await work.tx.university.count({ where: { id: universityId } });
  if (known === 0) return refuse('unknownUniversity');
  const [row] = await work.tx.unit.createManyAndReturn({
    data: { ...names, universityId, kind: knownUnitKind(kind) },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('codeTaken');
  work.record({
    action: 'unit.created',
    subject: { type: 'unit', id: row.id },
    ...signature(actor, allowed.holding),
    universityId,
    after: { code: names.code, kind },
  });
  return ok({ unitId: row.id });
}

export type StartRefusal = CanRefusal | Refusal<'unknownUniversity' | 'alreadyStarted' | 'notOurs'>;

/** The university starts to use Hamyar; everybody who asked for it is told, once. */
export async function startUniversity(
  work: Work,
  actor: Actor,
  { universityId }: { universityId: number },
): Promise<Result<{ readonly told: number }, StartRefusal>> {
  const { tx, now } = work;
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const university = await tx.university.findUnique({ where: { id: universityId } });
  if (!university) return refuse('unknownUniversity');
  // Azad and medical universities are under other authorities.
  if (university.kind !== 'state') return refuse('notOurs');
  const { count } = await tx.university.updateMany({
    where: { id: universityId, startedAt: null },
    data: { startedAt: now },
  });
  if (count === 0) return refuse('alreadyStarted');
  const told = await tellWaiting(work, university);
  work.record({
    action: 'university.started',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
  });
  return ok({ told });
}
