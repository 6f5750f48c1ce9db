import type { ListedAccount, OwnAccount } from '../../core/bank/queries.ts';
import type { HeldPay } from '../../core/bank/types.ts';
import { formatDay, formatRial } from './format.ts';
import { copyable, Html, type Words } from './language.ts';

/** Accounts before the present one that are named. */
const shownEarlier = 3;

/** The account of a student: how it stands, what hangs on it, and when it may be changed. */
export function ownAccountText(own: OwnAccount, words: Words): string {
  const { html } = words;
  const { current, held } = own;
  return [
    [html('payments.bank.title'), ...(current ? accountLines(current, words) : noAccount(words))],
    dueLines(own, words),
    held.map((pay) => heldLine(pay, words)),
    windowLines(own, words),
    earlierLines(own, words),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const noAccount = ({ html }: Words): string[] => [html('payments.bank.none')];

function accountLines(account: ListedAccount, words: Words): string[] {
  const { html, plain } = words;
  const { bank, maskedSheba } = account;
  return [
    html('payments.bank.sheba', { sheba: new Html(copyable(maskedSheba)) }),
    bank
      ? html('payments.bank.bank', { bank: plain(`terms.banks.${bank}`) })
      : html('payments.bank.bankUnknown'),
    ...stateLines(account, words),
  ];
}

function stateLines(account: ListedAccount, { html, language }: Words): string[] {
  const { state, declaredAt, decidedAt, reason } = account;
  const at = formatDay(decidedAt ?? declaredAt, language);
  switch (state) {
    case 'declared':
      return [html('payments.bank.declared', { since: formatDay(declaredAt, language) })];
    case 'confirmed':
      return [html('payments.bank.confirmed', { at })];
    case 'refused':
      return [html('payments.bank.refused', { at, reason: reason ?? '' })];
    case 'replaced':
      return [];
  }
}

const dueLines = ({ decisionDueAt, hasReturned }: OwnAccount, words: Words): string[] => [
  ...(decisionDueAt
    ? [words.html('payments.bank.decisionDue', { due: formatDay(decisionDueAt, words.language) })]
    : []),
  ...(hasReturned ? [words.html('payments.bank.returned')] : []),
];

/** What a change of the account does to a payment on its way. */
export const heldLine = ({ amountRial, isAtBank }: HeldPay, { html, language }: Words): string =>
  html(isAtBank ? 'payments.bank.heldAtBank' : 'payments.bank.held', {
    amount: formatRial(amountRial, language),
  });

/** What it means to give another account: for itself, and for payments on their way to the present one. */
export const anotherMeans = (held: readonly HeldPay[], words: Words): string[] => [
  words.html('payments.bank.startsAnew'),
  ...held.map((pay) => heldLine(pay, words)),
];

function windowLines({ window }: OwnAccount, { html, language }: Words): string[] {
  if (!window) return [];
  const from = formatDay(window.opensAt, language);
  return [html('payments.bank.window', { from, to: formatDay(window.closesAt, language) })];
}

function earlierLines({ earlier }: OwnAccount, { html, language }: Words): string[] {
  if (earlier.length === 0) return [];
  const lines = earlier.slice(0, shownEarlier).map(({ maskedSheba, declaredAt }) =>
    html('payments.bank.earlierLine', {
      sheba: new Html(copyable(maskedSheba)),
      since: formatDay(declaredAt, language),
    }),
  );
  return [html('payments.bank.earlier'), ...lines];
}
