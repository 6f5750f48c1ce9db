export const notices = {
  mailGoOn: 'To go on, open the Hamyar bot:',
  mailSubject: 'Hamyar Daneshjoo',
  codeFellBackToSms: 'A call was not possible; we sent the code by SMS.',
  codeDelayed:
    '⏳ The code takes a little longer; we are trying again by ourselves. Nothing to do, just stay here.',
  codeNotSent:
    '❗️ The code did not reach this address. Ask for a new code; or, if you have just written the number or e-mail, go back with “Previous step” and look at it again.',
  codeNotPossible:
    '❗️ We cannot send codes just now. It is our fault, and the operator has been told. What you have written is kept: in an hour send /menu, go on and ask for a new code.',
  codeUncertain:
    '❔ We are not sure that the code reached you. If it did, write it; if it is not there in a minute, ask for a new one.',
  codeTooLate:
    '❗️ We could not send the code in time, and it has run out. Please ask for a new one.',
  registered:
    'Your Hamyar account is ready. Your user name is your identity number. Please complete your student profile within a month.',
  activated:
    '✅ Your profile agrees with your record and the account is active. See the conditions and dates under “Ask to be an assistant”.',
  profileAccepted:
    '✅ Your university’s expert has accepted your profile, and your account is active. See the conditions and dates under “Ask to be an assistant”.',
  profileRefused:
    'Your profile was not accepted. Reason: {{reason}}\nPlease correct it and send it again.',
  about: '{{code}} · {{unit}}',
  account: {
    signedInElsewhere:
      'Your account was opened in another Telegram and left this chat. If it was not you, recover the password right now; that brings the account back here.',
    passwordChanged:
      'The password of your account was changed. If it was not you, recover it right now.',
    mobileChanged:
      'The mobile number of your account was changed. If it was not you, tell support in the bot at once.',
    mobileShared:
      'Your mobile number was confirmed for another account too. If the number is no longer yours, set your new one under “Settings”.',
    emailChanged:
      'The e-mail of your account was changed. If it was not you, tell support in the bot at once.',
    profileDue_one:
      '⏳ You have until the end of {{until}} ({{count}} day left) to complete your student profile; after that the account is voided and its data erased.',
    profileDue_other:
      '⏳ You have until the end of {{until}} ({{count}} days left) to complete your student profile; after that the account is voided and its data erased.',
    accountVoided:
      'The profile was not completed within a month and the account is voided. Your data is erased; you can register again at any time.',
    accountVoidedWaiting:
      'The profile was not completed within a month and the account is voided. Your data is erased; you can register again at any time.\nOnce your university starts with Hamyar, we tell you in the bot.',
    accountErased: 'Your account and its data are erased.',
    universityStarted:
      '🎉 “{{university}}” has started with Hamyar. You can complete your profile now.',
    universityStartedRegister: '🎉 “{{university}}” has started with Hamyar. You can register now.',
    ruleAllowed:
      '✅ The student-affairs deputy has made an exception for you: “{{rule}}”. See the conditions and dates under “Ask to be an assistant”.',
  },
  staff: {
    vacant:
      '⚠️ Nobody holds the cartable “{{role}}” ({{place}}), and something waits in it. Until somebody holds it, nobody can act on it.\nName somebody, or let the university ask for one: /cartables',
    country: 'the whole country',
    kind: '<b>{{kind}}</b>',
    closedBy: '✋ {{by}} dealt with what you had taken: {{what}}',
    closed: '✋ What you had taken does not wait any more: {{what}}',
    nudged: '🔔 {{by}} asks you to see to this: {{what}}',
    nudgedBySystem: '🔔 Please see to this: {{what}}',
    see: 'Open it',
  },
  application: {
    filed:
      '✅ Your request is filed.\nTracking code: {{code}}\nYour university’s expert reviews it now; the result comes here.',
    filedInternational:
      '✅ Your request is filed.\nTracking code: {{code}}\nThe international deputy and then your university’s expert review it; the result comes here.',
    approved:
      '🎉 Request {{code}} is approved. From when units can ask for you is on its status page; once one has, you are told here.',
    rejected:
      '❌ Request {{code}} is rejected.\nReason: {{reason}} — {{text}}\nIf you do not think this right, you can appeal once to the student-affairs deputy with the button below, until the end of {{until}}.',
    mendReminder:
      '🔔 Request {{code}} still waits for you to mend it.\nThe expert wrote: {{note}}\nPut it right with the button below and send it again.',
    sentBack:
      '↩️ Request {{code}} came back to be mended.\nThe expert writes: {{note}}\nPut it right with the button below and send it again.',
    internationalAllowed:
      '✅ The international deputy allows request {{code}}. The expert reviews it now.',
    claimRefused:
      '📎 The proof of “{{class}}” in request {{code}} was not accepted.\nReason: {{reason}}\nYour request goes on without this point. As long as its status page has a button to change it, you can send a better proof.',
    appealGranted:
      '✅ Your appeal about request {{code}} is granted and the request approved.\nThe deputy’s answer: {{answer}}',
    appealDismissed:
      'Your appeal about request {{code}} was not granted.\nThe deputy’s answer: {{answer}}',
    see: '📌 See the status',
  },
  placement: {
    requestApproved:
      '✅ The unit’s request for {{about}} is initially approved. Enter the hours once the work has begun.',
    requestDeclined: '❌ The unit’s request for {{about}} was declined.\nReason: {{reason}}',
    requestExpired:
      '⌛ Nobody decided on the unit’s request for {{about}} in time, and the seat is free. Ask again if it is still needed.',
    requestExpiredClosed:
      '⌛ Nobody decided on the unit’s request for {{about}} in time, and the seat is free. The opening is not open any more.',
    askAgain: '🔁 Ask again',
    approved:
      '🎉 “{{unit}}” has asked for you, and your placement is initially approved: {{type}} work, up to {{hours, hour|hours}}.\n{{where}}\nGo there by the end of {{until}} and introduce yourself. If you cannot, tap “I decline” by then, so that the seat goes to the next.',
    answerDue:
      '⏰ “{{unit}}” still waits for you.\n{{where}}\nGo there by the end of {{until}}, or tap “I decline” by then if you cannot. If you have been there, please ignore this reminder.',
    hoursReported: '⏱ “{{unit}}” entered {{hours, hour|hours}} for you:',
    hoursReportedAnew:
      '⏱ “{{unit}}” answered your objection and entered {{hours, hour|hours}} anew:',
    hoursEntry: '• {{day}}: {{hours}} h',
    hoursSums: 'Entered in all: {{entered}} h · left: {{left}} h',
    hoursWaiting: 'With the hours before, {{hours, hour waits|hours wait}} for your answer.',
    hoursUntil:
      'Confirm or object by the end of {{until}}. Silence counts as no objection, and is noted as such.',
    hoursToExpert:
      'If it is still not right, the university’s expert decides on a second objection.',
    hoursDue:
      '⏰ Your answer to {{hours, hour|hours}} in “{{unit}}” is still missing.\nConfirm or object by the end of {{until}}; after that what was entered stands without objection.',
    hoursLapsed:
      '⌛ The time to answer is over; what “{{unit}}” entered, {{hours, hour|hours}}, stands without objection. Once the unit gives its final approval it goes into a pay run.',
    hoursUnanswered:
      '⌛ The student of {{about}} did not answer in time; what was entered, {{hours, hour|hours}}, stands without objection and waits for final approval.',
    objectionSettled:
      '⚖️ Your objection to the hours in “{{unit}}” was decided on.\nThe decision: {{reason}}\nYou have {{hours, hour|hours}} in all now; final approval comes next.',
    objectionSettledNone:
      '⚖️ Your objection to the hours in “{{unit}}” was decided on.\nThe decision: {{reason}}\nThose hours no longer count, and none are entered for you now.',
    hoursTakenBack:
      '⭕️ “{{unit}}” answers your objection: {{hours, hour was not worked and no longer counts|hours were not worked and no longer count}}. You have {{entered, hour|hours}} in all now.\nIf you did work, write to the university’s expert with /support.',
    objectionDecided:
      '⚖️ The objection to the hours of {{about}} was decided on.\nThe decision: {{reason}}',
    final:
      '🏁 Your hours in “{{unit}}” are finally approved: {{hours, hour|hours}}. They are in line for pay; see the amount under “My placement”.',
    terminated:
      '🛑 “{{unit}}” ended your work as an assistant.\nReason: {{reason}}\n\nFrom now on:\n• What is entered so far, {{hours, hour|hours}}, is paid once it is finally approved.\n• If you worked hours that are not entered, ask the unit to enter them.\n• Your request stays approved; whether another unit can ask for you is on its status page.',
    terminatedNone:
      '🛑 “{{unit}}” ended your work as an assistant.\nReason: {{reason}}\n\nFrom now on:\n• If you worked hours that are not entered, ask the unit to enter them.\n• Your request stays approved; whether another unit can ask for you is on its status page.',
    noHours:
      '⭕️ “{{unit}}” says that you worked no hours there, so there is nothing to be paid.\nIf you did work, write to the university’s expert with /support. The unit can enter hours until the end of {{until}}.',
    noHoursLate:
      '⭕️ “{{unit}}” says that you worked no hours there, so there is nothing to be paid.\nIf you did work, write to the university’s expert with /support soon: the time to enter hours is over, and they can be entered only if it is extended.',
    amended:
      '➕ {{added, hour was|hours were}} added to what is approved in “{{unit}}”; it is {{hours, hour|hours}} now.',
    correctedMore:
      '✏️ After the final approval, {{change, hour was|hours were}} added to yours in “{{unit}}”; you have {{hours, hour|hours}} now.\nReason: {{reason}}',
    correctedLess:
      '✏️ After the final approval, {{change, hour was|hours were}} taken from yours in “{{unit}}”; you have {{hours, hour|hours}} now.\nReason: {{reason}}\nIf you think that this is wrong, tell the university’s expert.',
    withdrawn: '✖️ The student of {{about}} withdrew, and the seat is free.',
    withdrawnReason: 'The reason: {{reason}}',
    hoursMissing: 'If hours are still missing, enter them by the end of {{until}}.',
    hoursMissingLate:
      'The time to enter hours is over. If some are still missing, ask the university’s expert to extend it.',
    turnedDown: '✖️ The student of {{about}} declined, and the seat is free.',
    hoursConfirmed:
      '✅ The student of {{about}} confirmed {{hours, hour|hours}}. Final approval comes next.',
    hoursObjected:
      '✋ The student of {{about}} objects to the hours.\nIn their words: {{text}}\nPlease enter the right hours.',
    hoursObjectedAgain:
      '✋ The student of {{about}} objects to the hours again.\nIn their words: {{text}}\nThe expert decides now.',
    amendmentAccepted: '✅ More hours for {{about}} are approved.',
    amendmentClosed:
      '➕ The placement of {{about}} has ended, so the request for more hours is closed.',
    amendmentRefused: '❌ More hours for {{about}} are not approved.\nReason: {{reason}}',
    open: '👷 See the placement',
  },
  bank: {
    confirmed:
      '✅ The ownership of account {{sheba}} is confirmed. Your pay goes there from now on.',
    refused:
      '❌ Account {{sheba}} was not accepted.\nReason: {{reason}}\nPlease give the Sheba of an account in your own name. Nothing is paid until it is confirmed.',
  },
  pay: {
    paid: '💳 {{amount}} rial were paid to account {{sheba}}.',
    paidReference:
      '💳 {{amount}} rial were paid to account {{sheba}}.\nThe bank’s reference: {{reference}}',
    returned:
      '↩️ The bank did not pay {{amount}} rial to account {{sheba}}.\nThe bank’s reason: {{reason}}\nThe amount is not lost. Look at your Sheba: if it is wrong or the account is closed, give another one. Once that is confirmed, the amount is in the next pay run.',
    cameBack:
      '↩️ The payment of {{amount}} rial to account {{sheba}}, of which you were told that it was made, did not arrive or came back.\nThe reason: {{reason}}\nThe amount is not lost. Look at your Sheba: if it is wrong or the account is closed, give another one. Once that is confirmed, the amount is in the next pay run.',
    paidAfterAll:
      '💳 The payment of {{amount}} rial to account {{sheba}}, of which you were told that the bank had returned it, was made. You need not do anything.\nThe bank’s reference: {{reference}}',
    again:
      '🔁 {{amount}} rial will be paid to account {{sheba}} again in the next run; the finance office has looked at the bank’s reason. You need not do anything.',
    runApproved: '✅ A second person approved pay run {{run}}. You can export the bank’s file now.',
    open: '💳 See the run',
    see: '💳 My payments',
  },
  opening: {
    approved: '✅ The opening “{{title}}” is approved, and students can see it.',
    refused: '❌ The opening “{{title}}” was not approved.\nReason: {{reason}}',
    changeAccepted: '✅ The change of the opening “{{title}}” is accepted.',
    changeRefused: '❌ The change of the opening “{{title}}” was not accepted.\nReason: {{reason}}',
    closed:
      '🚫 The university’s expert closed your unit’s opening “{{title}}”, which had come by the university’s file. Students no longer see it, and those who work in it stay. If you still need somebody, declare it again on its page.',
    seatFreed: '🪑 A seat is free in “{{title}}” ({{gender}}). Next in rank: {{code}}',
    wishClosed:
      '🚫 The opening “{{title}}” of “{{unit}}”, which you wished for in request {{code}}, is closed.',
    wishNoSeats:
      '🚫 The opening “{{title}}” of “{{unit}}”, which you wished for in request {{code}}, has no seats for your gender any more.',
    afterClosing: {
      othersStand: 'Your other wishes stand, and you need not do anything.',
      change:
        'It was your only wish that was still open. While requests are open, choose another opening with the button below and send the request again.',
      ask: 'It was your only wish that was still open. Your request stays; please ask your university how to go on.',
    },
    candidates: '🧑‍🎓 See who waits',
  },
  window: {
    ending:
      '⏳ The time for {{window}} at {{university}} is open to the end of {{until}}; days left: {{days}}. You have something unfinished there.',
    endsToday:
      '⏳ The time for {{window}} at {{university}} ends today, {{until}}. You have something unfinished there.',
    extended:
      '📅 The time for {{window}} at {{university}} is extended to the end of {{until}}.\nReason: {{reason}}',
  },
  work: {
    count: '• {{kind}}: {{count}}',
    overdue:
      '🔴 <b>This is overdue</b>\n{{lines}}\n\nWhat is not done by the end of {{after}} is told to who stands above.',
    escalated:
      '⏫ <b>Left undone</b>\n{{role}} ({{place}}) has not done this, after its due time and a reminder:\n{{lines}}\n\nYou can follow it up, or name somebody else.',
    digest: '☀️ <b>What waits for you</b>\n{{lines}}',
    late: '🔴 Overdue:\n{{lines}}',
  },
} as const;
