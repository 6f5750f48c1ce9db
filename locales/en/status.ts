export const status = {
  none: 'You have not filed a request yet.',
  profileFirst:
    'You have not filed a request yet. Before a request, your student profile has to be complete and confirmed.',
  officer:
    'You have no request of your own. What waits for you as an officer is in the inbox.\nIf you are a student too and want to be an assistant: give up your cartable, delete the account in /settings and register anew.',
  wasOfficer:
    'This account was opened for an officer and has no student profile.\nIf you are a student and want to be an assistant: delete the account in /settings and register anew.',
  signedOut:
    'No account is open in this chat. With a tracking code you can see how a request stands; to see all of it, sign in to your account.',
  notFound:
    'We found no request with this code. Tap the code in the message that you got when you filed: that copies it.',
  notYours: 'This request is not in your account. Send /status to see your own.',
  codeWrong: {
    empty: 'Write the tracking code after the command, such as /status AQFY-XMHJ',
    wrongLength:
      'A tracking code has eight characters, as in AQFY-XMHJ; what you wrote has {{length}}. Tap the code in the message that you got when you filed: that copies it.',
    unknownCharacter:
      'No tracking code has the character {{character}}. Letters and digits that are read as each other (such as zero and O) are not used in codes. Tap the code in the message that you got when you filed: that copies it.',
    wrongCheck:
      'There is a slip in this code: a character is another, or two changed places. Compare it with the message that you got when you filed, or tap it there: that copies it.',
  },
  title: '<b>Assistant request</b> {{code}}\n{{university}}, {{term}}',
  state: '<b>State:</b> {{state}} (since {{since}})',
  waitsFor: '<b>Waits for:</b> {{role}}',
  waitsForUntil: '<b>Waits for:</b> {{role}}, by the end of {{due}}',
  /** What one is waited for to do, after who that is. */
  turn: '{{role}} ({{what}})',
  turns: {
    approvePlacement: 'initial approval',
    reportHours: 'entering the hours',
    answerObjection: 'answer to the objection',
    approveFinal: 'final approval',
    pay: 'pay',
  },
  waitsForStudent: '<b>It is your turn:</b> put the request right and send it again.',
  nobodyHolds:
    '⚠️ Nobody holds the cartable “{{role}}” now. We have told the administrator, so that somebody is named; your request stays in the queue and reaches that person.',
  unitsNext:
    'Until the end of {{until}} the units that you wished for can ask for you. There is nothing to do; you are told here.',
  unitsLater:
    'From {{from}} until the end of {{until}} the units that you wished for can ask for you. There is nothing to do; you are told here.',
  nobodyAsks:
    'No unit can ask for you now: what you wished for is closed, you have had your turn there, or the units’ time to ask is over. Your request stays approved; ask your university’s expert with /support how to go on.',
  reason: '<b>Why it was rejected:</b> {{code}} — {{text}}',
  rejectedFor: '<b>Why it was rejected:</b> {{code}}',
  note: '<b>The expert’s note:</b> {{text}}',
  place: '<b>Place:</b> {{place}} of {{of}} (by points, average, time of filing)',
  points: '<b>Priority points:</b> {{points}}',
  claim: '{{sign}} {{class}} — {{state}}',
  claimReason: '{{sign}} {{class}} — {{state}}: {{reason}}',
  choices: '<b>Openings:</b>\n{{list}}',
  choicePlace: '(place {{place}} of {{of}})',
  choiceClosed: '(no longer open)',
  queue:
    '⏳ “{{title}}” has no free seat; you are number {{place}} of {{of}}. When a seat is freed, we tell the unit whose turn it is.',
  history: '<b>History:</b>\n{{list}}',
  historyEarlier: '• … ({{earlier}} earlier)',
  historyLine: '• {{at}} — {{event}}',
  othersNote: 'This request is in another account; its name and details are not shown.',
  strangerNote:
    'Its name and details are not shown here. If it is yours, sign in to your account to see all of it.',
  others: '<b>Your other requests:</b>',
  otherLine: '• {{term}} — {{code}} — {{state}}',
  withdraw: '↩️ Withdraw the request',
  withdrawAsk:
    'Withdraw request {{code}}?\nIts place in the rank is lost. While requests are open you can file another.',
  withdrawForGood:
    'Withdraw request {{code}}?\n⚠️ Requests are not open now: its place in the rank is lost, and you cannot file another.',
  withdrawYes: 'Yes, withdraw it',
  withdrawNo: 'No, keep it',
  withdrawKept: 'Nothing has changed; your request stays.',
  withdrawn: 'Request {{code}} is withdrawn. While requests are open you can file another.',
  withdrawnForGood: 'Request {{code}} is withdrawn.',
  appeal: '⚖️ Appeal (until {{until}})',
  appealTitle: 'Appeal of a rejection',
  appealOpen: '⚖️ Until the end of {{until}} you can appeal once, to the student-affairs deputy.',
  appealOver: 'The time to appeal is over.',
  appealAnswer: '<b>Answer to the appeal:</b> {{text}}',
  appealAsk:
    'Write, in at most {{limit}} characters, why you do not think the rejection right; the student-affairs deputy reads just this. You can appeal only once.',
  appealEmpty: 'You wrote nothing. Please write your appeal.',
  appealText: 'Your appeal',
  appealReview: 'Please read your appeal once more. It cannot be changed once it is sent.',
  appealSent:
    '⚖️ Your appeal about request {{code}} has reached the student-affairs deputy. The answer comes here.',
  appealNotRejected: 'This request is not rejected, so there is nothing to appeal.',
  appealTwice: 'You have appealed this rejection before, and there is no second appeal.',
  appealTooLate: 'The time to appeal was until the end of {{until}} and is over.',
  placement: '<b>Placement:</b> {{unit}} — {{state}}',
  anyPlacement: '<b>Placement:</b> {{state}}',
  waitsForAnswer: '<b>Waits for:</b> the student’s answer to the hours, by the end of {{until}}',
  hours: '<b>Hours:</b> {{entered}} of {{approved}} approved',
  waitingHours: '<b>Waiting for your answer:</b> {{hours, hour|hours}}',
  events: {
    send: 'sent',
    sendToInternational: 'sent to the international deputy',
    allowInternational: 'the international deputy agreed',
    refuseInternational: 'the international deputy did not agree',
    approve: 'approved',
    reject: 'rejected',
    sendBack: 'sent back to be mended',
    withdraw: 'withdrawn',
    appeal: 'appealed',
    grantAppeal: 'appeal granted',
    dismissAppeal: 'appeal dismissed',
  },
} as const;
