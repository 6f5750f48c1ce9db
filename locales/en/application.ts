export const application = {
  title: 'Assistant request',
  rulesAsk: '{{rules}}\n\nDo you agree to these rules?',
  record:
    '🎓 <b>Your record</b>\n{{name}} · {{number}}\n{{university}}\n{{level}}, {{field}}, since {{start}}\n{{type}} · {{gender}}\nIdentity number: {{identity}} · born: {{birth}}\nMarried: {{married}} · children: {{children}}',
  recordOrigin: 'Born in Iran: {{born}} · an Iranian parent: {{parent}}',
  recordStanding:
    'Average of last term: {{last}} · of all: {{all}}\nTerms passed: {{terms}} · probation: {{probation}} · convictions: {{convictions}}\nThis comes from your record and cannot be changed here; if it is wrong, tell your university’s registrar.',
  conditions: '⚖️ <b>Are the conditions met?</b> (rules of version {{version}})',
  eligible: '✅ You meet the conditions and can file a request.',
  needsApproval:
    '⏳ You can file a request; the international deputy looks at it first, and then the expert.',
  ineligible:
    '❌ You cannot file a request now; what is marked ❌ stands against it. Below each is what you can do.',
  deputyWay:
    'Another way: the student-affairs deputy of your university can make an exception, giving a reason: {{rules}}. Give your student number ({{number}}) to the deputy’s office and say why; if it is allowed, you are told here and can file your request.',
  proceed: '▶️ Go on',
  lookAgain: '🔄 Look again',
  declare: {
    intro:
      'This is not in your record, so you state it yourself. The expert sees that it is your statement and checks it; if it is false, the request is rejected.',
    label: 'Your statements',
    none: 'nothing was needed; all is in the record',
    line: '{{what}}: {{value}}',
    noted: '{{what}}: {{value}} is noted.',
    change: '✏️ {{what}}',
    ask: {
      termsPassed:
        'How many terms have you passed so far? The term that you are in does not count. Press or write the number.',
      lastTermAverage:
        'What is your average of last term? Write it as it stands in your transcript, such as 15.25',
      cumulativeAverage:
        'What is your average of all terms? Write it as it stands in your transcript, such as 15.25',
      probationTerms:
        'In all your studies, how many terms have you been on probation? In a row or apart makes no difference. Press or write the number.',
      disciplinaryConvictions:
        'At this level or an earlier one, how many disciplinary convictions do you have? If none, press 0.',
      bornInIran: 'Were you born in Iran?',
      parentIranian: 'Is one of your parents Iranian?',
    },
    averageWrong: {
      empty: 'You wrote nothing. Write the average, such as 15.25',
      notNumber: 'This is not a number. Write the average in digits, such as 15.25 or 15/25',
      tooPrecise: 'An average has at most two digits after the point, such as 15.25',
      outOfRange: 'An average is from 0 to 20. Please look again.',
    },
    countWrong: 'Write a whole number from 0 to {{most}}, such as 2',
  },
  worksOutsideAsk: 'Do you work outside the university?',
  worksOutside: 'Work outside the university',
  shebaAsk:
    'Write the Sheba of your own bank account (IR and 24 digits). It must be in your own name; Bank Melli is preferred, but any bank is accepted.',
  shebaAskAgain:
    'Your account is {{sheba}}. If it is still this one, press the button below; if not, write the Sheba of another account in your own name (IR and 24 digits).',
  shebaKeep: '✅ This account: {{sheba}}',
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
    wrongLength: 'This Sheba has {{length, digit|digits}}; it must have 24.',
    foreign: 'This number is from {{country}}. An Iranian Sheba starts with IR.',
    notDigits: 'The character {{character}} has no place in a Sheba. Write IR and 24 digits.',
  },
  openingsAsk:
    'Choose one to five openings in the order of your wish. The first is what you want most.\n{{chosen}}',
  openingGone: '⚠️ “{{title}}” was closed meanwhile and is taken out of your choice.',
  openingFull: '(no free seat; you wait your turn)',
  openingWaits: 'This opening has no free seat now; you wait your turn.',
  listOfAll: '<b>Openings:</b> {{total}}',
  listOfMine: '<b>Openings for {{field}}:</b> {{total}}',
  listOfField: '<b>Openings that ask for {{field}}:</b> {{total}}',
  listPage: ' · page {{page}} of {{pages}}',
  listLine:
    '• {{title}} — {{unit}}\n     Field: {{field}} · free seats: 👩 {{freeWomen}} of {{women}} · 👨 {{freeMen}} of {{men}}',
  listAbout: '     {{about}}',
  listFull: '     ⏳ Full now; if you choose it you wait your turn.',
  filters: { all: '📋 All', mine: '🎓 My field', pick: '🔎 Fields' },
  fieldsAsk: 'Choose a field to see only the openings that ask for it.',
  openingsNone: 'You have chosen nothing yet.',
  openingsChosen: 'Your choice:\n{{list}}',
  openings: 'Openings',
  openingLine: '{{position}}. {{title}} — {{unit}}',
  openingButton: '{{mark}}{{title}} ({{free}} free)',
  openingsFew: 'Choose at least one opening.',
  openingsMany: 'Five openings at most. Take one away to choose another.',
  nextPage: 'Next page →',
  previousPage: '← Previous page',
  chosen: '✅ That is my choice',
  classesAsk:
    'Choose the groups that you belong to. Each needs a proof. If you belong to none, press “That is my choice”.',
  pointsIntro:
    'Each group whose proof the expert accepts gives points. The rank is by points, then average, then time of filing.',
  pointsLine: '• {{class}}: points {{points}}',
  classes: 'Priority groups',
  noClasses: 'none',
  filesAsk:
    'Send the proof of “{{class}}”: a photo or PDF, at most 5 MB each, at most 5 files. It is used only to check this group, and deleted {{days, day|days}} after the decision.',
  fileReceived_one:
    'The file arrived: {{count}} so far. You can send more, or press “That is all”.',
  fileReceived_other:
    'The file arrived: {{count}} so far. You can send more, or press “That is all”.',
  fileLine: '{{number}}. {{kind}} · {{size}} kB · {{at}}',
  fileKinds: { picture: 'picture', pdf: 'PDF' },
  fileRemove: '🗑 Remove {{number}}',
  filesEnough: '✅ That is all',
  filesNone: 'You have sent no file yet. Send a photo or PDF of the proof.',
  files: 'Proofs',
  filesCount_one: '{{count}} file',
  filesCount_other: '{{count}} files',
  noteAsk: 'If you wish to explain something, write it (at most 1000 characters).',
  note: 'Note',
  noteTooLong: 'The note has {{length}} characters; write at most 1000.',
  reviewIntro: 'Please look at your request once more. When it is sent you get a tracking code.',
  mendIntro:
    '↩️ Request {{code}} was sent back to be put right.\n<b>The expert’s note:</b> {{note}}\nChange what is needed with ✏️, then send it again.',
  changeIntro:
    'This is request {{code}} as you sent it. Change any part with ✏️, then send it again.',
  sendAgain: 'Please look at the request once more, and send it.',
  keptForLater: 'What you have written is kept; you can go on from the menu.',
  ineligibleNow:
    'The conditions have changed meanwhile, and the request cannot be sent now. What you have written is kept.',
  revised: '✅ Request {{code}} was sent again with your changes.',
  decidedMeanwhile: 'This request can no longer be changed. See how it stands with /status.',
  change: '✏️ Change the request',
  mend: '✏️ Put right and send again',
  otherHalf: {
    fresh:
      'You have left a new request half-finished. If you open this one, what you wrote there is deleted.',
    change:
      'You have left a change of request {{code}} half-finished. If you open this one, those changes are deleted.',
    goOn: '▶️ Go on with that one',
    drop: '🗑 Delete it and open this one',
  },
  alreadyFiled:
    'One request can be filed in a term, and yours for this term is there already. Tracking code: {{code}}',
  notActive: 'Before a request, your student profile has to be complete and confirmed.',
  term: 'Term',
  termAsk: 'For which term is the request? One request can be filed in each.',
  termOver:
    'Requests are over in the term for which you wrote. What you wrote is kept for the new one; the conditions and the openings come anew.',
  noTerm: 'Your university has not opened a term for requests. Please look again in a few days.',
  rulesFirst: 'Please accept the rules of Hamyar before a request.',
  incomplete: 'The request was not filed; please put these right:\n{{problems}}',
  problem: {
    worksOutside: 'Say whether you work outside the university.',
    sheba: 'Write your Sheba.',
    openings: {
      missing: 'Choose at least one opening.',
      tooMany: 'Choose at most {{most}} openings.',
      twice: '“{{title}}” is chosen twice.',
      notOpen: '“{{title}}” was closed meanwhile; please choose another.',
      noSeat: '“{{title}}” has no seats for your gender any more; please choose another.',
    },
    classes: {
      twice: 'The group “{{class}}” stands there twice.',
      noFile: 'Send the proof of “{{class}}”, or take the group away.',
      tooManyFiles: 'At most 5 files for “{{class}}”.',
      notYourFile: 'We no longer have the file of “{{class}}”; please send it again.',
    },
    note: 'Shorten the note: at most {{most}} characters.',
    declarations: '“{{what}}” is not in your record; please state it yourself.',
  },
} as const;
