import { profileReviewView } from '../../core/accounts/queries.ts';
import { applicantNamed, applicantOf } from '../../core/applications/queries.ts';
import type { NamedStudent, TrackingCode } from '../../core/applications/types.ts';
import { accountView } from '../../core/bank/queries.ts';
import { mayInvite } from '../../core/cartables/commands/request-cartable.ts';
import { openingById } from '../../core/openings/queries.ts';
import { universityOfPayRun } from '../../core/pay/queries/places.ts';
import { placedStudent } from '../../core/placements/queries/placed-student.ts';
import { requestableBy } from '../../core/placements/queries.ts';
import { payLineView } from '../../core/returns/queries.ts';
import { fullName } from '../../core/staff/queries.ts';
import { can } from '../../core/staff/rules.ts';
import { windowById } from '../../core/terms/queries.ts';
import { universityOf } from '../../core/universities/queries.ts';
import type { Turn } from '../intake/turn.ts';
import { ungrouped } from '../view/format.ts';
import { copyable, escapeHtml, isolate } from '../view/language.ts';
import { nameIn, showCode, titleIn } from '../view/names.ts';
import { placeName } from '../view/place.ts';
import { shortened } from '../view/plain.ts';
import { placeOf } from './setup/reach.ts';
import { requestSeen } from './setup/request-by-id.ts';

/**
 * On whom or what officers' forms act, as the line above their questions says it. Each asks as the
 * thing's own page does whether this officer may see it, and gives undefined where not, or where it is
 * gone.
 */
type About = Promise<string | undefined>;

/** Longer names are cut: the line stands above texts that fill a message. */
const longestName = 120;

const bold = ({ words }: Turn, name: string | null): string =>
  words.html('staff.person', { name: shortened(name ?? '—', longestName) });

const plainly = (text: string): string => isolate(escapeHtml(shortened(text, longestName)));

const line = (...parts: readonly string[]): string => parts.join(' · ');

const student = (turn: Turn, { name, trackingCode }: NamedStudent): string =>
  line(bold(turn, name), showCode(trackingCode).html);

export async function aboutRequest(turn: Turn, { code = '' }: { readonly code?: string }): About {
  const person = await turn.person();
  const found = await applicantNamed(turn.work.tx, person, code as TrackingCode);
  return found && student(turn, found);
}

/** The student and the class of which a proof is. */
export async function aboutClaim(
  turn: Turn,
  { code = '', claimId }: { readonly code?: string; readonly claimId?: number },
): About {
  const found = await applicantNamed(turn.work.tx, await turn.person(), code as TrackingCode);
  const claim = found?.claims.find(({ id }) => id === claimId);
  if (!found || !claim) return undefined;
  return line(
    student(turn, found),
    plainly(turn.words.plain(`terms.priorityClasses.${claim.class}`)),
  );
}

/** The student and the unit of a placement. */
export const aboutPlaced = (
  turn: Turn,
  { placementId = 0 }: { readonly placementId?: number },
): About => placed(turn, { placementId });

export const aboutAmendment = (
  turn: Turn,
  { amendmentId = 0 }: { readonly amendmentId?: number },
): About => placed(turn, { amendmentId });

async function placed(turn: Turn, of: Parameters<typeof placedStudent>[2]): About {
  const found = await placedStudent(turn.work.tx, await turn.person(), of);
  return found && line(student(turn, found), plainly(nameIn(turn.words.language, found.unit)));
}

export async function aboutStudent(
  turn: Turn,
  { student: accountId = 0 }: { readonly student?: number },
): About {
  const found = await applicantOf(turn.work.tx, accountId, undefined);
  if (!found) return undefined;
  const { universityId, record } = found;
  const subject = { universityId, ownerId: accountId };
  if (!can(await turn.person(), 'overrideRule', subject).ok) return undefined;
  return line(bold(turn, fullName(record)), copyable(record.studentNumber));
}

export async function aboutProfile(
  turn: Turn,
  { accountId = 0 }: { readonly accountId?: number },
): About {
  const found = await profileReviewView(turn.work.tx, await turn.person(), accountId);
  if (!found.ok) return undefined;
  const { name, typed } = found.view;
  return line(bold(turn, name), copyable(typed.studentNumber));
}

/** Whose bank account it is. */
export async function aboutBankAccount(
  turn: Turn,
  { bankAccountId = 0 }: { readonly bankAccountId?: number },
): About {
  const found = await accountView(turn.work.tx, await turn.person(), bankAccountId);
  if (!found.ok) return undefined;
  const { trackingCode, studentNumber } = found.view;
  const code = trackingCode === null ? copyable(studentNumber ?? '—') : showCode(trackingCode).html;
  return line(bold(turn, fullName(found.view)), code);
}

/** The number of a run and its university. */
export async function aboutPayRun(turn: Turn, { runId = 0 }: { readonly runId?: number }): About {
  const university = await universityOfPayRun(turn.work.tx, runId);
  if (!university) return undefined;
  const seen = can(await turn.person(), 'approvePayRun', { universityId: university.id });
  return seen.ok
    ? line(runName(turn, runId), plainly(nameIn(turn.words.language, university)))
    : undefined;
}

const runName = ({ words }: Turn, runId: number): string =>
  words.html('finance.runs.short', { run: ungrouped(runId, words.language) });

/** Who is paid by a line, and by which run. */
export async function aboutPayLine(
  turn: Turn,
  { lineId = 0 }: { readonly lineId?: number },
): About {
  const found = await payLineView(turn.work.tx, await turn.person(), lineId);
  return found.ok ? line(student(turn, found.view), runName(turn, found.view.runId)) : undefined;
}

/** The title and the unit of an opening, for those who declare it or decide on it. */
export async function aboutOpening(
  turn: Turn,
  { openingId = 0 }: { readonly openingId?: number },
): About {
  const opening = await openingById(turn.work.tx, openingId);
  if (!opening) return undefined;
  const person = await turn.person();
  const seen =
    can(person, 'declareOpening', opening).ok || can(person, 'decideOpening', opening).ok;
  const { language } = turn.words;
  return seen
    ? line(bold(turn, titleIn(language, opening)), plainly(nameIn(language, opening.unit)))
    : undefined;
}

/** Who is named for which cartable. */
export async function aboutCartableRequest(
  turn: Turn,
  { requestId = 0 }: { readonly requestId?: number },
): About {
  const view = await requestSeen(turn, requestId);
  return view && line(bold(turn, view.name), plainly(placeName(view.named, turn.words)));
}

/** For whom a unit asks, as long as it could. */
export async function aboutCandidate(
  turn: Turn,
  { student: candidate }: { readonly student?: { readonly code: string } },
): About {
  if (!candidate) return undefined;
  const found = await requestableBy(turn.work.tx, await turn.person(), {
    typed: candidate.code,
    now: turn.work.now,
  });
  return found.ok ? student(turn, { name: found.name, trackingCode: found.code }) : undefined;
}

/** Which window of which university. */
export async function aboutWindow(
  turn: Turn,
  { windowId = 0 }: { readonly windowId?: number },
): About {
  const { tx, now } = turn.work;
  const window = await windowById(tx, windowId, now);
  if (!window || !can(await turn.person(), 'openWindows', window).ok) return undefined;
  const university = await universityOf(tx, window.universityId);
  const { plain, language } = turn.words;
  return line(
    bold(turn, plain(`terms.windowKinds.${window.kind}`)),
    ...(university ? [plainly(nameIn(language, university))] : []),
  );
}

/** For which cartable somebody is named; `place` as a button says it. */
export async function aboutPlace(
  turn: Turn,
  { place = '', placeName: named = '' }: { readonly place?: string; readonly placeName?: string },
): About {
  const found = placeOf(place.split(':'));
  return found && mayInvite(await turn.person(), found).ok ? bold(turn, named) : undefined;
}

/** Which cartable is handed over. */
export async function aboutOwnCartable(
  turn: Turn,
  answers: { readonly cartableId?: number; readonly placeName?: string },
): About {
  const { holdings } = await turn.person();
  const holds = holdings.some(({ cartableId }) => cartableId === answers.cartableId);
  return holds ? bold(turn, answers.placeName ?? '') : undefined;
}

/** Of which university the payer is set. */
export async function aboutPayer(
  turn: Turn,
  { universityId = 0 }: { readonly universityId?: number },
): About {
  if (!can(await turn.person(), 'setPayer', { universityId }).ok) return undefined;
  const university = await universityOf(turn.work.tx, universityId);
  return university ? bold(turn, nameIn(turn.words.language, university)) : undefined;
}
