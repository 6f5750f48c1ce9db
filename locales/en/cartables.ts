/** Who holds which cartable: the first administrator, requests, invitations, delegation. */
export const cartables = {
  blocked: 'Too many wrong tries. Try again in {{minutes, minute|minutes}}.',
  open: '🗂 Cartables',
  nobody: 'a person who left',
  back: '← Cartables',
  notHeld: 'This person does not hold this cartable any more.',
  unknownRequest: 'There is no such request.',
  own: {
    title: '🗂 <b>Your cartables</b>',
    none: 'You hold no cartable.',
    line: '<b>{{number}}.</b> {{place}}\n     since {{since}}',
    handedTo: '     🤝 handed over to {{other}}, from {{from}} to the end of {{until}}',
    offeredTo:
      '     ⏳ offered to {{other}}, from {{from}} to the end of {{until}} (not accepted yet)',
    lent: '🤝 On behalf of {{other}}: {{place}}\n     from {{from}} to the end of {{until}}',
    offered:
      '❔ {{other}} offers to hand over: {{place}}\n     from {{from}} to the end of {{until}}',
    delegate: '🤝 {{number}} Hand over',
    endDelegation: '⏹ {{number}} End the hand-over',
    endLent: '⏹ End the hand-over',
    leave: '🚪 {{number}} Give up',
    leaveAsk:
      'Do you give up “{{place}}”?\nWhat you have taken is everybody’s again. If you are the only one who holds it, the administrator and the organisation are told, so that your place is filled.',
    leaveYes: '🚪 Yes, I give it up',
    left: 'You have given up this cartable.',
    leftLast:
      'You have given it up. Nobody else held it, so the administrator and the organisation were told.',
    lastAdministrator: 'You are the only system administrator. Name another one first.',
  },
  posts: {
    ofCountry: '👥 Officers of the organisation',
    ofUniversity: '👥 Officers of the university',
    title: '👥 <b>Officers</b> — {{university}}',
    titleCountry: '👥 <b>Officers of the organisation</b>',
    vacant: 'Vacant: {{vacant}} of {{all}}\nTap a number to look at it or to name somebody.',
    held: '<b>{{number}}.</b> ✅ {{role}}: {{names}}',
    free: '<b>{{number}}.</b> ⚠️ {{role}}: vacant',
    asked: ' · ✉️ named: {{asked}}',
    back: '← Officers',
  },
  post: {
    title: '🗂 <b>{{place}}</b>',
    vacant: '⚠️ Nobody holds it.',
    holder: '✅ {{name}} — since {{since}}',
    waiting: '⏳ {{name}} — waits for an answer since {{at}}',
    invited: '✉️ {{name}} — invited; the link works until {{until}}',
    noLink: '✉️ {{name}} — granted; the link was not taken yet, or its time is over',
    nominate: '➕ Name somebody',
    withdraw: '✖️ Take back: {{name}}',
    withdrawn: 'Taken back; its link works no more.',
    take: '🚫 End the cartable of {{name}}',
    takeAsk:
      'Take the cartable “{{place}}” away from {{name}}? They are told, and what they have taken is everybody’s again.',
    takeYes: '🚫 Yes, take it away',
    taken: 'The cartable was taken away.',
    takenLast: 'The cartable was taken away, and nobody holds it now; name somebody else.',
  },
  nominate: {
    title: 'Naming somebody for a cartable',
    place: 'Cartable',
    review:
      'Look at it before it is sent. The identity number and mobile must be this person’s own.',
    sent: '✅ The request for the cartable “{{place}}” is sent to be looked at. The answer comes here.',
    ownCase: 'Nobody gives a cartable to oneself; a colleague has to name you.',
    wrongPlace: 'This university has no such cartable.',
    alreadyAsked: 'This person has been named for this cartable, and that is not over yet.',
    alreadyHolds:
      'This person holds this cartable already, and the account has an e-mail: with a new Telegram, sign in there or recover the password.',
  },
  request: {
    page: '<b>Request for a cartable</b>\n{{place}}\n\n<b>Person named:</b> {{name}}\n<b>Identity number:</b> {{identity}}\n<b>Mobile:</b> {{mobile}}\n<b>Named by:</b> {{by}} · {{at}}\n\n📌 {{state}}',
    otherMobile:
      '⚠️ This identity number has an account with another mobile number. If you grant it, its person has to open the link in the Telegram of that account.',
    states: {
      waiting: 'waits for an answer',
      approved: 'granted; waits for that person',
      refused: 'not granted',
      accepted: 'accepted by that person',
      withdrawn: 'taken back',
    },
    approve: '✅ Grant it',
    refuse: '❌ Refuse it',
    refuseTitle: 'Refusing a cartable',
    reasonAsk: 'Write the reason in short. Whoever asked is shown exactly these words.',
    approved: 'Granted. Whoever asked was told, and hands the link to that person.',
    refused: 'Refused, and whoever asked was told.',
    ownCase: 'This request is about yourself; a colleague has to answer it.',
    alreadyDecided: 'This request has been answered or taken back.',
  },
  invitation: {
    title: 'Accepting a cartable',
    opened:
      '✉️ You were named for the cartable “{{place}}”.\nTo accept, show that it is you: by your identity number, and a code that goes to your mobile.',
    accepted: '✅ You hold “{{place}}” now. What waits is in your inbox.',
    elsewhere:
      '✅ Your account holds the cartable “{{place}}” now. To work with it, sign in to that account with your identity number and password. Without a password, or with a forgotten one, recover it there by your e-mail.',
    unknownLink: 'This link is not right. Open it again from the invitation, whole.',
    usedLink: 'This link has been used and works no more.',
    replacedLink:
      'This link works no more: it was taken back, or a new one took its place. Ask whoever named you.',
    expiredLink: 'The seven days of this link are over. Ask whoever named you for a new one.',
    wrongIdentity:
      'This is not the number of the person who was named. Write your own number again.',
  },
  told: {
    approved:
      '✅ The request for the cartable “{{place}}” was granted.\nTake the link of invitation and hand it to that person, who accepts it with the identity number and a code that goes to their mobile.',
    refused: '❌ The request for the cartable “{{place}}” was not granted.\nReason: {{reason}}',
    accepted: '✅ The person named for the cartable “{{place}}” has accepted it.',
    taken:
      'You do not hold the cartable “{{place}}” any more. What you had taken is everybody’s again.',
    administrator:
      '🔑 {{name}} became administrator by a code that who runs the service gave out.\nIf you know nothing of it, ask who runs the service at once; under “Cartables” you can end this cartable.',
    vacant: '⚠️ Nobody holds “{{place}}” any more.',
    waiting_one: '{{count}} item waits there.',
    waiting_other: '{{count}} items wait there.',
    windowsOpen: 'These windows are open and need it: {{windows}}',
    nameSomebody: 'Name somebody else, so that nothing of the students is left lying.',
    offered:
      '🤝 {{other}} wants to hand the cartable “{{place}}” over to you from {{from}} to the end of {{until}}.\nIf you accept, you see what waits there too, and records show both names.',
    delegationAccepted:
      '✅ {{other}} takes over the cartable “{{place}}” from {{from}} to the end of {{until}}.',
    delegationDeclined:
      '❌ {{other}} does not take over the cartable “{{place}}”. You can ask another colleague.',
    ended: {
      over: '⌛ The hand-over of the cartable “{{place}}” ({{other}}) ended at the end of {{until}}.',
      early: 'The hand-over of the cartable “{{place}}” ({{other}}) has ended before {{until}}.',
      unanswered:
        'The offer to hand over the cartable “{{place}}” ({{other}}) was not accepted by {{until}} and is void.',
    },
  },
  delegation: {
    accept: '✅ I accept',
    decline: '✖️ I do not',
    title: 'Handing over a cartable',
    to: 'To',
    toAsk:
      'To whom do you hand over the cartable “{{place}}”? Choose a colleague, or write the identity number or mobile of somebody who has an account here.',
    nobodyFound: 'No account has this number. Write the identity number or mobile again.',
    startsOnAsk: 'From which day? Write it or pick it.',
    startsOn: 'From',
    endsOnAsk: 'To the end of which day? Write it or pick it.',
    endsOn: 'To the end of',
    review:
      'Look at it before it is sent. It begins once the other has accepted, and you can end it at any time.',
    offered: '✅ The offer was sent. The answer comes here.',
    accepted: 'You have taken the cartable over.',
    declined: 'You have not taken the cartable over.',
    ended: 'The hand-over has ended, and both of you were told.',
    gone: 'This hand-over is over.',
    toSelf: 'This is yourself. Choose somebody else.',
    alreadyHolds: 'This colleague holds the same cartable. Choose somebody else.',
    alreadyDelegated:
      'You have handed this cartable over, or offered it, to somebody already. End that first.',
    endsBeforeStart: 'The end is before the beginning. Write the last day again.',
    inThePast: 'This day is over. Write one from today on.',
    tooLong: 'A cartable is handed over for {{days, day|days}} at most. Write an earlier last day.',
  },
  invite: {
    link: '✉️ Link of invitation',
    handOver:
      'Send the next message to {{name}}. The link works once, and only with that person’s own identity number and mobile.',
    renew: '🔄 A new link (the old one works no more)',
    letter:
      'Dear {{name}},\nyou were named for the cartable “{{place}}” in Hamyar Daneshjoo. To accept, open this link in your own Telegram. It works until {{until}}.',
    notApproved: 'This request was not granted, was taken back, or is over; it has no link.',
  },
  person: {
    self: {
      firstName: 'Write your first name.',
      lastName: 'Write your last name.',
      identity: 'Write your ten-digit national ID (foreign nationals: the twelve-digit FIDA code).',
      mobile: 'Write your mobile number (11 digits, beginning with 09). The code goes there.',
    },
    other: {
      firstName: 'Write this person’s first name.',
      lastName: 'Write their last name.',
      identity:
        'Write their ten-digit national ID (foreign nationals: the twelve-digit FIDA code).',
      mobile: 'Write their own mobile number. When they accept the cartable, the code goes there.',
    },
  },
  officer: {
    moved:
      'Your account is open in this Telegram now and has left any other. If it had a password, that is gone. Set a new one and add your e-mail in /settings, so that you can come back by yourself another time.',
    otherPerson: 'This Telegram is signed in as somebody else. Go on from your own.',
    otherMobile:
      'This identity number has an account with another mobile number. Go on from the Telegram where that account is signed in, so that there is no doubt.',
  },
  administration: {
    title: 'System administrator',
    codeMissing: 'Write the code that the terminal printed at the start after the command /claim.',
    wrongCode:
      'This code is not right, or its day is over. Copy it again from the terminal; if it is lost, start the service once more, and a new one is printed.',
    administered:
      'This installation has an administrator, and this code is not right. Ask the administrator or the organisation to invite you. If no administrator can be reached, whoever runs the service can have another code printed.',
    review:
      'The code is right. Look at these particulars; then the mobile is confirmed by a code and you are the system administrator.',
    done: '✅ You are the system administrator now, and that code works no more.\nNext: invite the officers of the organisation and create the universities.',
    elsewhere:
      '✅ Your account is the system administrator now. To go on, sign in to it with your identity number and password. Without a password, or with a forgotten one, recover it there by your e-mail.',
  },
} as const;
