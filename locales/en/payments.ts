/** What a student earns, is paid and where: the payments and the bank account. */
export const payments = {
  title: '💳 <b>My payments</b>',
  none: 'Nothing has been paid to you yet. Once your hours are finally approved and your bank account is confirmed, you are in the university’s next pay run.',
  total: 'Paid so far: <b>{{amount}}</b> rial',
  line: '<b>{{amount}} rial</b> — {{state}}',
  how: '{{hours}} h × {{rate}} rial{{factor}}',
  marriedFactor: ' × 1.5 (married)',
  place: '🏛 {{unit}} · {{term}}',
  account: '🏦 {{sheba}}',
  states: {
    counted: '🧮 counted; a second person has to approve it',
    approved: '☑️ approved; goes to the bank next',
    atBank: '📤 sent to the bank',
    paid: '✅ paid',
    returned: '↩️ returned by the bank',
    cancelled: '✖️ cancelled',
  },
  paidOn: '📅 {{at}}',
  reference: '🔖 The bank’s reference: {{reference}}',
  returnedOn: '📅 {{at}} · the bank’s reason: {{reason}}',
  returnedFix:
    '👉 Look at your Sheba. If it is wrong or the account is closed, give another one; once that is confirmed, this amount is in the next run.',
  returnedChanged:
    '👉 You have changed the Sheba. Once the new account is confirmed, this amount is in the next run.',
  returnedReleased:
    '👉 You need not do anything: the finance office lets this account be paid again, and the amount is in the next run.',
  returnedNothing: 'A correction has left no hours of it to be paid.',
  returnedAnew: 'This amount is in another payment.',
  accountChanged:
    '👉 You have changed the Sheba; this payment is made anew once the new account is confirmed.',
  page: 'Page {{page}} of {{pages}}',
  newer: '← Newer',
  older: 'Older →',
  waiting: '⏳ <b>Waiting to be paid</b>',
  waitingLine: '🏛 {{unit}} · {{term}}',
  waitingNext: 'It is in the university’s next pay run.',
  reasons: {
    noHours: 'After the correction no hours are left to be paid.',
    noAccount: 'You have no bank account here; please give your Sheba.',
    accountDeclared:
      'The ownership of your bank account is not confirmed yet; the finance office looks at it.',
    accountRefused: 'Your bank account was not accepted; please give another Sheba.',
    accountReturned: 'The bank returned the payment from this account; please give another Sheba.',
    other: 'It is in another run.',
  },
  earnings: {
    title: '💰 <b>Pay</b>',
    rate: 'Rate for an hour ({{level}}): {{rate}} rial{{factor}}',
    soFar: 'So far: {{hours}} h = <b>{{amount}}</b> rial',
    expected: 'If all {{hours}} h are worked and confirmed: {{amount}} rial',
    final: '{{hours}} h = <b>{{amount}}</b> rial',
    rateDay: 'The rate of the day of the final approval counts; this is by today’s.',
    noRate:
      'No rate is set for the level {{level}} yet, so the amount cannot be said. Your hours stay and are paid once there is one.',
    married: {
      waiting:
        'The proof of your marriage is not reviewed yet; the factor 1.5 counts only once it is verified.',
      refused: 'The proof of your marriage was not accepted, so the factor 1.5 does not count.',
    },
  },
  bank: {
    title: '🏦 <b>My bank account</b>',
    none: 'You have not given a Sheba yet. Nothing is paid without a confirmed account.',
    sheba: '💳 {{sheba}}',
    bank: '🏛 {{bank}}',
    bankUnknown: '🏛 The Sheba does not tell the bank',
    declared:
      '📌 Waits for its ownership to be confirmed, since {{since}}\nThe university’s finance office compares the owner’s name with yours. The result comes here, and nothing is paid to this account before.',
    decisionDue: '⏳ The finance office has until {{due}}',
    confirmed: '📌 ✅ Its ownership was confirmed on {{at}}; payments go there.',
    refused:
      '📌 ❌ Not accepted on {{at}}\n💬 Reason: {{reason}}\n👉 Give the Sheba of an account in your own name. Nothing is paid until it is confirmed; you can do so also outside the days for bank accounts.',
    returned:
      '↩️ The bank returned a payment. If the Sheba is wrong you can change it now, also outside the days for bank accounts.',
    held: '⚠️ A payment of {{amount}} rial to this account is being made. If you change the Sheba now, this payment is delayed until the new account is confirmed.',
    heldAtBank:
      '📤 {{amount}} rial have been sent to the bank and go to this account. Another Sheba is for the payments after it.',
    window: '🗓 The Sheba can be changed from {{from}} to the end of {{to}}.',
    earlier: '<b>Earlier accounts</b>',
    earlierLine: '• {{sheba}} · {{since}}',
    change: '✏️ Change the Sheba',
    declare: '➕ Give a Sheba',
    formTitle: 'Bank account',
    startsAnew:
      'The ownership of another account has to be confirmed anew; nothing is paid to it before.',
    changed:
      '✅ The new Sheba is noted: {{bank}}. Once its ownership is confirmed, payments go to this account.',
    changedUnknown:
      '✅ The new Sheba is noted. We do not know its bank; please look at the number once more. Once its ownership is confirmed, payments go to this account.',
    heldMeanwhile:
      'Meanwhile a payment to your present account was closed. If you still want to change it, write the Sheba again.',
    see: '🏦 Bank account',
  },
} as const;
