import { tehranDate } from '../../calendar.ts';
import { type Ok, ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor, StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { vacantRoles } from '../queries.ts';
import { checkWindow, windowInstants } from '../rules.ts';
import {
  type Term,
  type WindowDates,
  type WindowDatesRefusal,
  type WindowKind,
  windowKinds,
} from '../types.ts';

/**
 * A term is the same for all universities: creating it again gives the one that is there.
 * `universityId`: for which university it is asked; null by those of the whole country.
 */
export async function createTerm(
  work: Work,
  actor: Actor,
  { startYear, part, universityId }: Term & { readonly universityId: number | null },
): Promise<Result<{ readonly termId: number }, CanRefusal | Refusal<'wrongYear'>>> {
  const allowed = can(actor, 'createTerm', { universityId });
  if (!allowed.ok) return allowed;
  if (!Number.isInteger(startYear) || startYear < 1380 || startYear > 1499) {
    return refuse('wrongYear');
  }
  const key = { startYear, number: part };
  const { count } = await work.tx.term.createMany({ data: key, skipDuplicates: true });
  const { id: termId } = await work.tx.term.findUniqueOrThrow({
    where: { startYear_number: key },
  });
  if (count === 0) return ok({ termId });
  work.record({
    action: 'term.created',
    subject: { type: 'term', id: termId },
    ...signature(actor, allowed.holding),
    after: { startYear, part },
  });
  return ok({ termId });
}

/**
 * - `wrongDates`: of the window named, and why; `alreadySet`: extend the windows instead.
 * - `rolesVacant`: nobody holds these, so what students send would wait for nobody.
 */
export type OpenWindowsRefusal =
  | CanRefusal
  | Refusal<'unknownTerm' | 'alreadySet'>
  | Refusal<'wrongDates', { readonly kind: WindowKind; readonly why: WindowDatesRefusal }>
  | Refusal<'rolesVacant', { readonly roles: readonly StaffRole[] }>;

/** Opens a term at a university: all four windows at once, or none. */
export async function openWindows(
  work: Work,
  actor: Actor,
  place: {
    readonly universityId: number;
    readonly termId: number;
    readonly dates: Readonly<Record<WindowKind, WindowDates>>;
  },
): Promise<Ok | OpenWindowsRefusal> {
  const { universityId, termId, dates } = place;
  const allowed = can(actor, 'openWindows', { universityId });
  if (!allowed.ok) return allowed;
  if ((await work.tx.term.count({ where: { id: termId } })) === 0) return refuse('unknownTerm');
  const right = checkDates(dates, work.now);
  if (!right.ok) return right;
  const roles = await vacantRoles(work.tx, universityId);
  if (roles.length > 0) return refuse('rolesVacant', { roles });
  // All four are written together, so either none is there or all are.
  const { count } = await work.tx.window.createMany({
    data: windowKinds.map((kind) => ({
      universityId,
      termId,
      kind,
      ...windowInstants(dates[kind]),
    })),
    skipDuplicates: true,
  });
  if (count === 0) return refuse('alreadySet');
  work.record({
    action: 'windows.opened',
    subject: { type: 'term', id: termId },
    ...signature(actor, allowed.holding),
    universityId,
    after: Object.fromEntries(windowKinds.map((kind) => [kind, { ...dates[kind] }])),
  });
  return ok();
}

function checkDates(
  dates: Readonly<Record<WindowKind, WindowDates>>,
  now: Date,
): Ok | OpenWindowsRefusal {
  for (const kind of windowKinds) {
    const why = checkWindow(dates[kind], tehranDate(now));
    if (!why.ok) return refuse('wrongDates', { kind, why });
  }
  return ok();
}
