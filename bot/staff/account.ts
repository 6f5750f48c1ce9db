import { z } from 'zod';
import {
  confirmAccount,
  type DecideAccountRefusal,
  refuseAccount,
} from '../../core/bank/commands/decide-account.ts';
import { type AccountView, accountOfCode, accountView } from '../../core/bank/queries.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay, formatInstant, formatSheba } from '../view/format.ts';
import { copyable, Html } from '../view/language.ts';
import { showCode } from '../view/names.ts';
import { explainAccount } from '../view/reasons/bank-accounts.ts';
import { claimOf } from './claim-row.ts';
import { given } from './given.ts';
import {
  codeOf,
  declineTo,
  forOfficers,
  type Page,
  showAfterForm,
  showPage,
  startForm,
  tappedPage,
} from './officer.ts';
import { reasonStep } from './reason-step.ts';
import { aroundButtons } from './review-page.ts';

async function viewFor(turn: Turn, bankAccountId: number): Promise<AccountView | undefined> {
  const found = await accountView(turn.work.tx, await turn.person(), bankAccountId);
  if (found.ok) return found.view;
  return void declineTo(turn, explainAccount(turn, found));
}

const nameOf = ({ firstName, lastName }: AccountView): string =>
  [firstName, lastName].filter((part) => part !== null).join(' ');

/** Whose account it is said to be, in full, beside what was decided or the buttons to decide. */
async function accountPage(turn: Turn, view: AccountView): Promise<Page> {
  const { plain } = turn.words;
  const decide = [
    { text: plain('finance.account.confirm'), data: `owner:confirm:${view.id}` },
    { text: plain('finance.account.refuse'), data: `owner:refuse:${view.id}` },
  ];
  const waits = view.state === 'declared';
  const claim = await claimOf(turn, ['confirmBankAccount'], view.id);
  const text = [...accountLines(turn, view), ...claim.lines].join('\n');
  const rows = [...(waits ? [decide] : []), ...claim.rows, aroundButtons(turn)];
  return { text, buttons: rows };
}

function accountLines({ words }: Turn, view: AccountView): string[] {
  const { html, plain, language } = words;
  const { trackingCode, bank, decidedAt, decidedBy, evidence, reason } = view;
  return [
    html('finance.account.title', {
      name: nameOf(view),
      student: new Html(copyable(view.studentNumber ?? '')),
    }),
    ...(trackingCode ? [html('finance.account.code', { code: showCode(trackingCode) })] : []),
    '',
    html('finance.account.sheba', { sheba: new Html(copyable(formatSheba(view.sheba))) }),
    bank
      ? html('finance.account.bank', { bank: plain(`terms.banks.${bank}`) })
      : html('finance.account.bankUnknown'),
    html('finance.account.state', {
      state: plain(`terms.bankAccountStates.${view.state}`),
      since: formatDay(view.declaredAt, language),
    }),
    ...(decidedBy && decidedAt
      ? [
          html('finance.account.decided', {
            name: decidedBy,
            at: formatInstant(decidedAt, language),
          }),
        ]
      : []),
    ...(evidence ? [html('finance.account.evidence', { text: evidence })] : []),
    ...(reason ? [html('finance.account.reason', { text: reason })] : []),
    ...(view.state === 'declared' ? ['', html('finance.account.hint')] : []),
  ];
}

export async function openAccount(turn: Turn, bankAccountId: number): Promise<void> {
  const view = await viewFor(turn, bankAccountId);
  if (view) showPage(turn, await accountPage(turn, view));
}

interface Answers {
  page: number;
  bankAccountId: number;
  text: string;
}

const step = stepOf<Answers>();

/** Tells how it went, and draws the page as it stands now. */
async function conclude(
  turn: Turn,
  { page, bankAccountId }: Answers,
  result: { ok: true } | DecideAccountRefusal,
  done: 'finance.account.confirmed' | 'finance.account.refused',
): Promise<{ do: 'end' }> {
  const view = await viewFor(turn, bankAccountId);
  if (!view) return { do: 'end' };
  if (result.ok) turn.say(turn.words.html(done, { name: nameOf(view) }));
  else declineTo(turn, explainAccount(turn, result, view));
  if (page > 0) showAfterForm(turn, page, await accountPage(turn, view));
  return { do: 'end' };
}

const steps = (ask: 'finance.account.confirmAsk' | 'staff.reasonAsk') =>
  stepsOf<Answers>()(
    step(given('page', z.number())),
    step(given('bankAccountId', z.number())),
    reasonStep<Answers, 'text'>('text', ask),
  );

const confirmForm: Form<Answers> = {
  name: 'ownerconfirm',
  version: 1,
  title: (turn) => turn.words.plain('finance.account.confirmTitle'),
  steps: steps('finance.account.confirmAsk'),
  finish: async (turn, answers) => {
    const { bankAccountId, text: evidence } = answers;
    const person = await turn.person();
    const result = await confirmAccount(turn.work, person, { bankAccountId, evidence });
    return conclude(turn, answers, result, 'finance.account.confirmed');
  },
};

const refuseForm: Form<Answers> = {
  name: 'ownerrefuse',
  version: 1,
  title: (turn) => turn.words.plain('finance.account.refuseTitle'),
  steps: steps('staff.reasonAsk'),
  finish: async (turn, answers) => {
    const { bankAccountId, text: reason } = answers;
    const person = await turn.person();
    const result = await refuseAccount(turn.work, person, { bankAccountId, reason });
    return conclude(turn, answers, result, 'finance.account.refused');
  },
};

const decide = forOfficers(async (turn, [verb, id]) => {
  const bankAccountId = idOf(id);
  const view = await viewFor(turn, bankAccountId);
  if (!view) return;
  if (view.state !== 'declared') {
    const refusal = { ok: false, reason: 'alreadyDecided', state: view.state } as const;
    declineTo(turn, explainAccount(turn, refusal, view));
    return showPage(turn, await accountPage(turn, view));
  }
  const form = verb === 'confirm' ? confirmForm : refuseForm;
  await startForm(turn, form, { page: tappedPage(turn), bankAccountId });
});

const byCommand = forOfficers(async (turn, [typed]) => {
  const code = codeOf(turn, 'account', typed);
  if (!code) return;
  const bankAccountId = await accountOfCode(turn.work.tx, code);
  if (bankAccountId === undefined) return turn.say(turn.words.html('finance.account.none'));
  await openAccount(turn, bankAccountId);
});

export const accountScreens = {
  commands: { account: byCommand },
  taps: { owner: decide },
  forms: [confirmForm, refuseForm],
};
