import { requireOpenProfile } from '../../core/accounts/commands/complete-profile.ts';
import { accountOf, personalOf } from '../../core/accounts/queries.ts';
import { applicationOf, lastForm } from '../../core/applications/queries.ts';
import { formOf } from '../../core/chats/queries.ts';
import { currentTerm, requireWindow } from '../../core/terms/queries.ts';
import { openForm } from '../forms/engine.ts';
import type { Handler } from '../intake/handler.ts';
import { showCode } from '../view/names.ts';
import { explainProfile } from '../view/reasons/profile.ts';
import { explainWindow } from '../view/reasons/terms.ts';
import { answersFrom, applicationForm } from './application/form.ts';
import { filedButtons } from './filed-buttons.ts';
import { profileForm } from './profile/form.ts';

/** Opens the request's form; what stands against it is said before anything is asked. */
const apply: Handler = async (turn) => {
  const { html } = turn.words;
  const { tx, now } = turn.work;
  const { accountId } = turn.session;
  turn.dropButtons();
  if (accountId === null) return turn.say(html('errors.signInFirst'));
  const account = await accountOf(tx, accountId);
  const { universityId } = account;
  if (account.state !== 'active' || universityId === null) {
    return turn.say(html('application.notActive'));
  }
  const term = await currentTerm(tx, universityId, now);
  if (!term) return turn.say(html('application.noTerm'));
  const filed = await applicationOf(tx, { accountId, termId: term.id }, now);
  if (filed && filed.state !== 'withdrawn') {
    return turn.say(html('application.alreadyFiled', { code: showCode(filed.trackingCode) }), {
      buttons: filedButtons(turn, filed),
    });
  }
  const key = { universityId, termId: term.id, kind: 'applications' } as const;
  const open = await requireWindow(turn.work, key);
  if (!open.ok) return turn.say(explainWindow(turn, open));
  await openForm(turn, applicationForm);
};

/** Opens the request that was filed, to be changed: everything as it was sent, on the review page. */
const revise: Handler = async (turn) => {
  const { tx, now } = turn.work;
  const { accountId } = turn.session;
  turn.dropButtons();
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const filed = await applicationOf(tx, { accountId }, now);
  const { applicationId = 0, canEdit = false } = filed ?? {};
  const form = canEdit ? await lastForm(tx, { applicationId, accountId }) : null;
  if (!form) return turn.say(turn.words.html('application.decidedMeanwhile'));
  await openForm(turn, applicationForm, answersFrom(form));
};

const profile: Handler = async (turn) => {
  turn.dropButtons();
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const open = await requireOpenProfile(turn.work, await turn.person());
  if (!open.ok) return turn.say(explainProfile(turn, open));
  const begun = await formOf(turn.work.tx, turn.chatId, profileForm.name);
  const person = begun ? null : await personalOf(turn.work.tx, accountId);
  await openForm(turn, profileForm, person ? { ...person } : undefined);
};

export const applyScreens = { taps: { apply, revise, profile } };
