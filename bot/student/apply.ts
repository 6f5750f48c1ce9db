import { requireOpenProfile } from '../../core/accounts/commands/complete-profile.ts';
import { accountOf, personalOf, profileOf } from '../../core/accounts/queries.ts';
import { applicationOf, lastForm } from '../../core/applications/queries.ts';
import { canEdit } from '../../core/applications/rules.ts';
import type { ApplicationStatus } from '../../core/applications/types.ts';
import { formOf } from '../../core/chats/queries.ts';
import { ok } from '../../core/result.ts';
import { currentTerm, requireWindow } from '../../core/terms/queries.ts';
import { openForm } from '../forms/engine.ts';
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
import { answerIn } from './stored-answer.ts';

/** Opens the request's form; what stands against it is said before anything is asked. */
const apply: Handler = async (turn) => {
  const { html } = turn.words;
  const { tx, now } = turn.work;
  const { accountId } = turn.session;
  turn.dropButtons();
  if (accountId === null) return turn.say(html('errors.signInFirst'));
  const account = await accountOf(tx, accountId);
  if (!isStudent(account)) return sayWhatIsFirst(turn, account);
  const { universityId } = account;
  const term = await currentTerm(tx, universityId, now);
  if (!term) return turn.say(html('application.noTerm'));
  const filed = await applicationOf(tx, { accountId, termId: term.id }, now);
  if (filed && filed.state !== 'withdrawn') {
    return turn.say(html('application.alreadyFiled', { code: showCode(filed.trackingCode) }), {
      buttons: [[statusButton(turn, filed.trackingCode)], ...filedButtons(turn, filed)],
    });
  }
  const key = { universityId, termId: term.id, kind: 'applications' } as const;
  const open = await requireWindow(turn.work, key);
  if (!open.ok) return turn.say(explainWindow(turn, open));
  await openNew(turn);
};

/** Goes on with a new request that was left half-finished; a change of an earlier one gives way. */
async function openNew(turn: Turn): Promise<void> {
  const half = await formOf(turn.work.tx, turn.chatId, applicationForm.name);
  const isChange = half !== null && answerIn(half, 'basis') !== undefined;
  await openForm(turn, applicationForm, ...(isChange ? [{}] : []));
}

/** `revise:<code>` opens a request to be changed: everything as it was sent, on the review page. */
const revise: Handler = async (turn, [code]) => {
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
