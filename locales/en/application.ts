export const application = {
  title: 'Assistant request',
  rulesAsk: '{{rules}}\n\nDo you agree to these rules?',
  eligibilityIntro: '<b>Are the conditions met?</b>\nYour record: {{level}}, {{field}}',
  eligible: 'You meet the conditions and can file a request.',
  needsApproval:
    'You can file a request; the international deputy has to agree before it is reviewed.',
  ineligible: 'You cannot file a request now. What is marked ❌ stands against it.',
  proceed: '▶️ Go on',
  worksOutsideAsk: 'Do you work outside the university?',
  worksOutside: 'Work outside the university',
  shebaAsk:
    'Write the Sheba of your own bank account (IR and 24 digits). It must be in your own name; Bank Melli is preferred, but any bank is accepted.',
  sheba: 'Sheba',
  shebaNoted: 'A Sheba of {{bank}} is noted.',
  shebaNotedUnknown:
    'The Sheba is noted. We do not know its bank; please look at the number once more.',
  shebaChanged:
    'The new Sheba is noted. Once its ownership is confirmed, your pay goes to this account.',
  shebaSame: 'This is the Sheba that you gave before. Write another.',
  shebaAnother: '💳 Give another Sheba',
  shebaWrong: {
    empty: 'You wrote nothing. Write the Sheba.',
    wrongChecksum:
      'This Sheba is not right; perhaps two digits changed places. Copy it again from your card or bank app.',
    wrongLength: 'This Sheba has {{length}} digits; it must have 24.',
    foreign: 'This number is from {{country}}. An Iranian Sheba starts with IR.',
    notDigits: 'The character {{character}} has no place in a Sheba. Write IR and 24 digits.',
  },
  openingsAsk:
    'Choose one to five openings in the order of your wish. The first is what you want most.\n{{chosen}}',
  openingsNone: 'You have chosen nothing yet.',
  openingsChosen: 'Your choice:\n{{list}}',
  openings: 'Openings',
  openingLine: '{{position}}. {{title}} — {{unit}}',
  openingButton: '{{mark}}{{title}} ({{free}} free)',
  openingsFew: 'Choose at least one opening.',
  openingsMany: 'Five openings at most. Take one away to choose another.',
  nextPage: 'Next page ▶️',
  previousPage: '◀️ Previous page',
  chosen: '✅ That is my choice',
  classesAsk:
    'Choose the groups that you belong to. Each needs a proof. If there is none, press “That is my choice”.',
  classes: 'Priority groups',
  noClasses: 'none',
  filesAsk:
    'Send the proof of “{{class}}”: a photo or PDF, at most 5 MB each, at most 5 files. It is used only to check this group, and deleted 90 days after the decision.',
  fileReceived_one:
    'The file arrived: {{count}} so far. You can send more, or press “That is all”.',
  fileReceived_other:
    'The file arrived: {{count}} so far. You can send more, or press “That is all”.',
  filesEnough: '✅ That is all',
  filesNone: 'You have sent no file yet. Send a photo or PDF of the proof.',
  files: 'Proofs',
  filesCount_one: '{{count}} file',
  filesCount_other: '{{count}} files',
  noteAsk: 'If you wish to explain something, write it (at most 1000 characters).',
  note: 'Note',
  noteTooLong: 'The note has {{length}} characters; write at most 1000.',
  reviewIntro: 'Please look at your request once more. When it is sent you get a tracking code.',
  revised: '✅ Request {{code}} was sent again with your changes.',
  decidedMeanwhile: 'This request can no longer be changed. See how it stands with /status.',
  change: '✏️ Change the request',
  alreadyFiled: 'You have a request in this term. Tracking code: {{code}}',
  notActive: 'Before a request, your student profile has to be complete and confirmed.',
  noTerm: 'Your university has not opened a term for requests. Please look again in a few days.',
  rulesFirst: 'Please accept the rules of Hamyar before a request.',
  incomplete: 'The request was not filed; please put these right:\n{{problems}}',
  problem: {
    worksOutside: '• Say whether you work outside the university.',
    sheba: '• Give a right Sheba.',
    openings:
      '• Openings: one of them is no longer open, or has no seat for you. Please choose again.',
    classes: '• Look at the priority groups and their proofs.',
    note: '• Write a shorter note.',
    declarations:
      '• A part of your record at the ministry is empty. Ask your university’s registrar to complete it.',
  },
} as const;
