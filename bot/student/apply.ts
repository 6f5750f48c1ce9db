import { requireOpenProfile } from '../../core/accounts/commands/complete-profile.ts';
import { accountOf, personalOf, profileOf } from '../../core/accounts/queries.ts';
import { termsToFile, type Whose } from '../../core/applications/queries/terms.ts';
import { applicationOf, lastForm } from '../../core/applications/queries.ts';
import { canEdit } from '../../core/applications/rules.ts';
import type { ApplicationStatus } from '../../core/applications/types.ts';
import { formOf } from '../../core/chats/queries.ts';
import { ok } from '../../core/result.ts';
import { currentTerm, requireWindow, termsOpenFor, termToOpen } from '../../core/terms/queries.ts';
import type { ListedTerm } from '../../core/terms/types.ts';
import { openForm } from '../forms/engine.ts';
import { stepButton } from '../forms/form.ts';
import { isNewer, readForm } from '../forms/state.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { showCode } from '../view/names.ts';
import { explainProfile } from '../view/reasons/profile.ts';
import { explainWindow } from '../view/reasons/terms.ts';
import { applicationForm } from './application/form.ts';
import { answersFrom } from './application/send.ts';
import { isStudent, sayWhatIsFirst } from './before-request.ts';
import { filedButtons } from './filed-buttons.ts';
import { openAbout } from './open-about.ts';
import { ownByCode, requireApplications, statusButton } from './own-request.ts';
import { profileForm } from './profile/form.ts';
import { answersIn } from './stored-answer.ts';

/** `apply[:anew]` opens the request's form; what stands against it is said before anything is asked. */
const apply: Handler = async (turn, [how]) => {
  const { tx, now } = turn.work;
  const { accountId } = turn.session;
  turn.dropButtons();
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const account = await accountOf(tx, accountId);
  if (!isStudent(account)) return sayWhatIsFirst(turn, account);
  const { universityId } = account;
  const terms = await termsToFile(tx, { accountId, universityId }, now);
  if (terms.length === 0) return sayWhyNot(turn, { accountId, universityId });
  if (how === 'anew' || !(await asksOfHalf(turn, undefined, 'apply'))) await openNew(turn, terms);
};

/**
 * In no term that is open can the student file, or no term is open: the last of them says why, and when
 * the next one opens.
 */
async function sayWhyNot(turn: Turn, { accountId, universityId }: Whose): Promise<void> {
  const { html } = turn.words;
  const { tx, now } = turn.work;
  const kind = 'applications';
  const open = await termsOpenFor(tx, { universityId, kinds: [kind] }, now);
  const term = open.at(-1) ?? (await currentTerm(tx, universityId, now));
  if (!term) return turn.say(html('application.noTerm'));
  const coming = open.length > 0 ? undefined : await termToOpen(tx, { universityId, kind }, now);
  const { id: termId } = coming ?? term;
  const window = await requireWindow(turn.work, { universityId, termId, kind });
  const filed = await applicationOf(tx, { accountId, termId: term.id }, now);
  if (filed && filed.state !== 'withdrawn') {
    turn.say(html('application.alreadyFiled', { code: showCode(filed.trackingCode) }), {
      buttons: [[statusButton(turn, filed.trackingCode)], ...filedButtons(turn, filed)],
    });
    if (!coming) return;
  }
  if (!window.ok) turn.say(explainWindow(turn, window));
}

/**
 * One request is written at a time. Whether a half-finished one, not that of `basis`, would be lost: then
 * the person is asked, and `opener` with `:anew` opens the other all the same.
 */
async function asksOfHalf(turn: Turn, basis: string | undefined, opener: string): Promise<boolean> {
  const { html, plain } = turn.words;
  const half = await formOf(turn.work.tx, turn.chatId, applicationForm.name);
  if (!half) return false;
  const { termId, basis: changed, ...written } = answersIn(half);
  const isBegun = changed !== undefined || Object.keys(written).length > 0;
  if (!isBegun || changed === basis) return false;
  const text =
    typeof changed === 'string'
      ? html('application.otherHalf.change', { code: showCode(changed) })
      : html('application.otherHalf.fresh');
  turn.say(text, {
    buttons: [
      [stepButton(applicationForm.name, half.step, plain('application.otherHalf.goOn'), 'stay')],
      [{ text: plain('application.otherHalf.drop'), data: `${opener}:anew` }],
    ],
  });
  return true;
}

/**
 * Goes on with a new request that was left half-finished; a change of an earlier one gives way. Of one
 * for a term in which nothing can be filed any more, all is kept but what is of that term.
 */
async function openNew(turn: Turn, terms: readonly ListedTerm[]): Promise<void> {
  const [first] = terms;
  const preset = terms.length === 1 && first ? { termId: first.id } : {};
  const half = await formOf(turn.work.tx, turn.chatId, applicationForm.name);
  if (!half || isNewer(applicationForm, half)) {
    return openForm(turn, applicationForm, ...(half ? [] : [preset]));
  }
  const { answers } = readForm(applicationForm, half).state;
  if (answers['basis'] !== undefined) return openForm(turn, applicationForm, preset);
  const { termId, rules, eligibility, openings, ...others } = answers;
  const isOver = termId !== undefined && terms.every(({ id }) => id !== termId);
  if (!isOver) return openForm(turn, applicationForm);
  turn.say(turn.words.html('application.termOver'));
  await openForm(turn, applicationForm, { ...others, ...preset });
}

/** `revise:<code>[:anew]` opens a request to be changed: everything as it was sent, on the review page. */
const revise: Handler = async (turn, [code, how]) => {
  const { html } = turn.words;
  const { accountId } = turn.session;
  turn.dropButtons();
  if (accountId === null) return turn.say(html('errors.signInFirst'));
  const filed = await ownByCode(turn, code);
  if (!filed) return turn.say(html('status.notYours'));
  const { applicationId, trackingCode, state } = filed;
  const buttons = [[statusButton(turn, trackingCode)]];
  if (!canEdit(state)) return turn.say(html('application.decidedMeanwhile'), { buttons });
  const open = await requireOpen(turn, filed);
  if (!open.ok) return turn.say(explainWindow(turn, open), { buttons });
  const form = await lastForm(turn.work.tx, { applicationId, accountId });
  if (how !== 'anew' && (await asksOfHalf(turn, trackingCode, `revise:${trackingCode}`))) return;
  if (form) await openAbout(turn, applicationForm, 'basis', answersFrom(trackingCode, form));
};

/** What was sent back may be mended after the window too. */
async function requireOpen(turn: Turn, filed: ApplicationStatus) {
  return filed.state === 'sentBack' ? ok() : requireApplications(turn, filed);
}

const profile: Handler = async (turn) => {
  turn.dropButtons();
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const account = await accountOf(turn.work.tx, accountId);
  if (account.state === 'active' && !isStudent(account)) return sayWhatIsFirst(turn, account);
  const open = await requireOpenProfile(turn.work, await turn.person());
  if (!open.ok) return turn.say(explainProfile(turn, open));
  const { tx } = turn.work;
  const begun = await formOf(tx, turn.chatId, profileForm.name);
  const person = begun ? null : await personalOf(tx, accountId);
  // What was sent and not accepted is mended, not asked for again.
  const sent = person && (await profileOf(tx, accountId));
  await openForm(turn, profileForm, person ? { ...person, ...sent } : undefined);
};

export const applyScreens = { taps: { apply, revise, profile } };
