export const notices = {
  mailSubject: 'Hamyar Daneshjoo',
  codeFellBackToSms: 'A call was not possible; we sent the code by SMS.',
  codeDelayed:
    '⏳ The code takes a little longer; we are trying again by ourselves. Nothing to do, just stay here.',
  codeNotSent:
    '❗️ The code did not reach this address. Go to the review page with “Previous step” and look at the number or e-mail, or ask for a new code.',
  codeNotPossible:
    '❗️ We cannot send codes just now. It is our fault, and the operator has been told. What you have written is kept: in an hour send /menu, go on and ask for a new code.',
  codeUncertain:
    '❔ We are not sure that the code reached you. If it did, write it; if it is not there in a minute, ask for a new one.',
  codeTooLate:
    '❗️ We could not send the code in time, and it has run out. Please ask for a new one.',
  registered:
    'Your Hamyar account is ready. Your user name is your identity number. Please complete your student profile within a month.',
  activated:
    '✅ Your profile agrees with your record and the account is active. You can file your request now.',
  profileRefused:
    'Your profile was not accepted. Reason: {{reason}}\nPlease correct it and send it again.',
  about: '{{code}} · {{unit}}',
  account: {
    signedInElsewhere:
      'Your account was opened in another Telegram and left this chat. If it was not you, recover the password.',
    passwordChanged:
      'The password of your account was changed. If it was not you, recover it right now.',
    mobileChanged:
      'The mobile number of your account was changed. If it was not you, recover the password.',
    mobileShared:
      'Your mobile number was confirmed for another account too. If the number is no longer yours, set your new one under “Settings”.',
    emailChanged:
      'The e-mail of your account was changed. If it was not you, recover the password.',
    profileDue:
      '⏳ Days left to complete your student profile: {{days}}. After that the account is voided.',
    accountVoided:
      'The profile was not completed within a month and the account is voided. Your data is erased; you can register again at any time.',
    accountErased: 'Your account and its data are erased.',
    universityStarted:
      '🎉 “{{university}}” has started with Hamyar. You can complete your profile now.',
    ruleAllowed:
      '✅ The student-affairs deputy has made an exception for you: “{{rule}}”. You can file your request now.',
  },
  staff: {
    vacant:
      '⚠️ Nobody holds the cartable “{{role}}” ({{place}}), and something waits in it. Until somebody holds it, nobody can act on it.',
    country: 'the whole country',
  },
  application: {
    filed:
      '✅ Your request is filed.\nTracking code: {{code}}\nYour university’s expert reviews it now; the result comes here.',
    filedInternational:
      '✅ Your request is filed.\nTracking code: {{code}}\nThe international deputy and then your university’s expert review it; the result comes here.',
    approved: '🎉 Request {{code}} is approved. Units can ask for you now; you will be told here.',
    rejected:
      '❌ Request {{code}} is rejected.\nReason: {{reason}} — {{text}}\nIf you do not think this right, you can appeal once to the student-affairs deputy with the button below, until the end of {{until}}.',
    sentBack:
      '↩️ Request {{code}} came back to be mended.\nThe expert writes: {{note}}\nPut it right with the button below and send it again.',
    internationalAllowed:
      '✅ The international deputy allows request {{code}}. The expert reviews it now.',
    claimRefused:
      '📎 The proof of “{{class}}” in request {{code}} was not accepted.\nReason: {{reason}}\nYour request is reviewed without this point.',
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
    approved:
      '🎉 “{{unit}}” has taken you as an assistant (up to {{hours}} hours).\nGo to the unit to begin. If you do not want it, decline until {{until}}.',
    decline: '✖️ I decline',
    hoursReported:
      '⏱ “{{unit}}” entered {{hours}} hours for you.\nConfirm or object until {{until}}; silence counts as no objection.',
    confirm: '✅ That is right',
    object: '✋ I object',
    hoursLapsed:
      '⌛ The time to answer the hours of {{about}} is over; {{hours}} hours stand without objection.',
    objectionSettled:
      '⚖️ The expert decided on the objection to the hours of {{about}}.\nThe decision: {{reason}}',
    final:
      '🏁 Your hours in “{{unit}}” are finally approved: {{hours}} hours. They are in line for pay now.',
    terminated:
      '“{{unit}}” ended your work as an assistant.\nReason: {{reason}}\nThe hours worked so far will be paid.',
    amended: '⏱ Your approved hours in “{{unit}}” are now {{hours}}.',
    corrected:
      '✏️ Your hours in “{{unit}}” were corrected after the final approval: {{hours}} hours.\nReason: {{reason}}',
    turnedDown: '✖️ The student of {{about}} declined, and the seat is free.',
    withdrawn: '✖️ The student of {{about}} withdrew. Enter the hours that are still missing.',
    hoursConfirmed:
      '✅ The student of {{about}} confirmed {{hours}} hours. They wait for final approval now.',
    hoursObjected:
      '✋ The student of {{about}} objects to the hours.\nIn their words: {{text}}\nPlease enter the right hours.',
    hoursObjectedAgain:
      '✋ The student of {{about}} objects to the hours again.\nIn their words: {{text}}\nThe expert decides now.',
    amendmentAccepted: '✅ More hours for {{about}} are approved.',
    amendmentRefused: '❌ More hours for {{about}} are not approved.\nReason: {{reason}}',
    open: '👷 See the placement',
  },
  bank: {
    confirmed: '✅ Account {{sheba}} is confirmed as yours; your pay goes there.',
    refused:
      '❌ Account {{sheba}} was not accepted.\nReason: {{reason}}\nPlease give the Sheba of an account in your own name.',
  },
  pay: {
    paid: '💳 {{amount}} rial were paid to account {{sheba}}.',
    paidReference:
      '💳 {{amount}} rial were paid to account {{sheba}}.\nThe bank’s reference: {{reference}}',
    returned:
      '↩️ The bank did not pay {{amount}} rial to account {{sheba}}.\nThe bank’s reason: {{reason}}\nYour university’s finance office follows it up; if the Sheba is wrong, please change it.',
    runApproved: '✅ A second person approved pay run {{run}}. You can export the bank’s file now.',
    open: '💳 See the run',
    see: '💳 My payments',
  },
  opening: {
    approved: '✅ The opening “{{title}}” is approved, and students can see it.',
    refused: '❌ The opening “{{title}}” was not approved.\nReason: {{reason}}',
    changeAccepted: '✅ The change of the opening “{{title}}” is accepted.',
    changeRefused: '❌ The change of the opening “{{title}}” was not accepted.\nReason: {{reason}}',
    seatFreed: '🪑 A seat is free ({{gender}}). Next in rank: {{code}}',
    candidates: '🧑‍🎓 See who waits',
  },
} as const;
