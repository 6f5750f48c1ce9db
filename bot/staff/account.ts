import {
  confirmAccount,
  type DecideAccountRefusal,
  refuseAccount,
} from '../../core/bank/commands/decide-account.ts';
import {
  type AccountView,
  accountOfCode,
  accountsWaiting,
  accountView,
  nextAccount,
} from '../../core/bank/queries.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { usualStep } from '../forms/usual-step.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay, formatInstant, formatSheba } from '../view/format.ts';
import { copyable, Html } from '../view/language.ts';
import { showCode } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { explainAccount } from '../view/reasons/bank-accounts.ts';
import { aboutBankAccount } from './about.ts';
import { claimOf } from './claim-row.ts';
import { listPage } from './list-page.ts';
import {
  codeOf,
  declineTo,
  forOfficers,
  holdsRole,
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
  const pile = [
    { text: plain('finance.account.queue'), data: 'accounts:0' },
    { text: plain('finance.account.next'), data: `accountnext:${view.id}` },
  ];
  const rows = [...(waits ? [decide] : []), ...claim.rows, pile, aroundButtons(turn, claim)];
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
  if (result.ok) await sayDone(turn, done, view);
  else declineTo(turn, explainAccount(turn, result, view));
  if (page > 0) showAfterForm(turn, page, await accountPage(turn, view));
  return { do: 'end' };
}

/** Leads straight on to the next account, so that hundreds are worked off one after the other. */
async function sayDone(
  turn: Turn,
  done: 'finance.account.confirmed' | 'finance.account.refused',
  view: AccountView,
): Promise<void> {
  const { html, plain } = turn.words;
  const next = await nextAccount(turn.work.tx, await turn.person(), view.id);
  const buttons = next
    ? [
        [
          {
            text: plain('finance.account.nextOf', { count: next.waiting }),
            data: `accountnext:${view.id}`,
          },
        ],
      ]
    : [];
  turn.say(html(done, { name: nameOf(view) }), { buttons });
}

/** What officers write most often, by a button. */
const usual =
  (key: 'finance.account.evidences' | 'finance.account.reasons') =>
  ({ words: { plain } }: Turn): readonly string[] =>
    plain(key).split('|');

const steps = (form: string, ask: 'finance.account.confirmAsk' | 'finance.account.refuseAsk') =>
  stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('bankAccountId', whole)),
    usualStep(
      form,
      reasonStep<Answers, 'text'>('text', ask),
      usual(
        ask === 'finance.account.confirmAsk'
          ? 'finance.account.evidences'
          : 'finance.account.reasons',
      ),
    ),
  );

const confirmForm: Form<Answers> = {
  name: 'ownerconfirm',
  version: 1,
  title: (turn) => turn.words.plain('finance.account.confirmTitle'),
  about: aboutBankAccount,
  steps: steps('ownerconfirm', 'finance.account.confirmAsk'),
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
  about: aboutBankAccount,
  steps: steps('ownerrefuse', 'finance.account.refuseAsk'),
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

const queueSize = 8;

/** The accounts whose ownership waits for this officer. */
async function openQueue(turn: Turn, page: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const { tx, now } = turn.work;
  const person = await turn.person();
  const list = await accountsWaiting(tx, person, { page, now });
  const [start] = list.accounts;
  const entries = list.accounts.map((account) => ({
    data: `accountof:${account.id}`,
    line: (number: number) =>
      html(account.isOverdue ? 'finance.accounts.overdueLine' : 'finance.accounts.line', {
        number,
        name: account.name ?? '',
        code: account.trackingCode ? showCode(account.trackingCode) : '',
        sheba: new Html(copyable(account.maskedSheba)),
        bank: account.bank ? plain(`terms.banks.${account.bank}`) : '—',
        since: formatDay(account.declaredAt, language),
      }),
  }));
  showPage(
    turn,
    listPage(turn, {
      ...{ page: list.page, pages: list.pages, size: queueSize, entries },
      head: html('finance.accounts.title', { count: list.total }),
      none: html(
        holdsRole(person, 'finance') ? 'finance.accounts.none' : 'finance.accounts.notYours',
      ),
      turns: turnButtons(turn.words, list, (to) => `accounts:${to}`),
      below: [
        start ? [{ text: plain('finance.accounts.start'), data: `accountof:${start.id}` }] : [],
        [{ text: plain('staff.back'), data: 'inbox' }],
      ],
    }),
  );
}

/** The account that comes after another one; the list, once there is none. */
const openNext = forOfficers(async (turn, [after]) => {
  const next = await nextAccount(turn.work.tx, await turn.person(), idOf(after));
  if (next) return openAccount(turn, next.bankAccountId);
  declineTo(turn, turn.words.html('finance.accounts.none'));
});

/** `/account <code>` shows one account, `/account` those that wait. */
const byCommand = forOfficers(async (turn, [typed]) => {
  if (typed === undefined || typed === '') return openQueue(turn, 0);
  const code = codeOf(turn, 'account', typed);
  if (!code) return;
  const bankAccountId = await accountOfCode(turn.work.tx, code);
  if (bankAccountId === undefined) return turn.say(turn.words.html('finance.account.none'));
  await openAccount(turn, bankAccountId);
});

export const accountScreens = {
  commands: { account: byCommand },
  taps: {
    owner: decide,
    accountof: forOfficers((turn, [id]) => openAccount(turn, idOf(id))),
    accounts: forOfficers((turn, [page]) => openQueue(turn, idOf(page))),
    accountnext: openNext,
  },
  forms: [confirmForm, refuseForm],
};
