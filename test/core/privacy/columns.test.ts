import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Columns that say whose a row is, or how to reach somebody; each is seen to when a person leaves. */
const seenTo = [
  'Account.identityNumber',
  'Account.mobile',
  'Application.accountId',
  'BankAccount.accountId',
  'CartableHolder.accountId',
  'CartableRequest.accountId',
  'CartableRequest.identityNumber',
  'CartableRequest.mobile',
  'ChatSession.accountId',
  'ChatSession.chatId',
  'Delegation.toId',
  'Delivery.chatId',
  'EligibilityOverride.accountId',
  'FormState.chatId',
  'OneTimeCode.accountId',
  'OneTimeCode.address',
  'OneTimeCode.chatId',
  'OutboxMessage.accountId',
  'OutboxMessage.address',
  'OutboxMessage.chatId',
  'OutboxMessage.namedIds',
  'PasswordGuess.chatId',
  'PayLine.accountId',
  'Placement.accountId',
  'Profile.accountId',
  'ProfileReview.accountId',
  'RulesAcceptance.accountId',
  'RulesAcceptance.chatId',
  'StoredFile.accountId',
  'StoredFile.chatId',
  'StudentRecord.identityNumber',
  'Subscription.accountId',
  'SupportTicket.accountId',
  'SupportTicket.chatId',
  'UniversityDemand.accountId',
  'UniversityDemand.chatId',
  'UnlistedDemand.accountId',
  'UnlistedDemand.chatId',
];

/** Columns in which people write about a person in their own words; each is seen to likewise. */
const written = [
  'Appeal.answer',
  'Appeal.text',
  'Application.note',
  'Application.reasonText',
  'ApplicationEvent.detail',
  'BankAccount.evidence',
  'BankAccount.reason',
  'CartableRequest.reason',
  'EligibilityOverride.reason',
  'HoursEntry.objection',
  'PayLine.reason',
  'Placement.endReason',
  'Placement.explanation',
  'Placement.skipReason',
  'PlacementAmendment.reason',
  'PlacementCorrection.reason',
  'PriorityClaim.reason',
  'ProfileReview.reason',
  'SupportMessage.text',
];

/** The same of what is no person's. */
const ofNobody = [
  'Announcement.texts',
  'Opening.description',
  'Opening.reason',
  'OpeningChange.reason',
  'WindowExtension.reason',
];

/** The columns of the schema that have one of these names. */
function columnsNamed(names: RegExp): string[] {
  const schema = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
  return [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)]
    .flatMap(([, model, body = '']) =>
      [...body.matchAll(/^ {2}(\w+) /gm)].flatMap(([, column = '']) =>
        names.test(column) ? [`${model}.${column}`] : [],
      ),
    )
    .sort();
}

test('a new column of a person is seen to here, in core/privacy, and in what people can have of their data', () => {
  const names = /^(accountId|chatId|toId|namedIds|address|mobile|identityNumber)$/;
  expect(columnsNamed(names)).toEqual(seenTo);
});

test('a new column for free text is seen to as well, or is about nobody', () => {
  const names =
    /(^|[a-z])(reason|reasonText|note|texts?|answer|objection|explanation|evidence|description|detail)$/i;
  expect(columnsNamed(names)).toEqual([...written, ...ofNobody].sort());
});
