/** `/help`: topics by who reads them, the commands of each, and what stands in its pictures. */
export const guide = {
  name: 'Guide',
  intro: '❔ <b>Guide</b>\nChoose a topic. One word does it, too, as in /help {{example}}',
  example: 'sheba',
  notFound: 'The guide has nothing about “{{word}}”. Choose one of these topics.',
  inForm:
    '✍️ What you have written in this form is kept: send the answer to the question above, or see that question again with the button below.',
  picture: '🖼 See the picture',
  others: '☰ All topics',
  forStudents: '🎓 Guide for students',
  titles: {
    start: 'What is Hamyar?',
    register: 'Registration',
    codes: 'A code does not come',
    profile: 'Student profile',
    eligible: 'Conditions',
    request: 'Filing a request',
    sheba: 'Sheba number',
    attachments: 'Sending proofs',
    next: 'After filing',
    hours: 'Hours and pay',
    appeal: 'Rejection and appeal',
    support: 'Asking support',
    forms: 'Filling in forms',
    privacy: 'Your data',
    unitOfficer: 'For unit officers',
    expert: 'For experts',
    studentDeputy: 'For the student-affairs deputy',
    internationalDeputy: 'For the international deputy',
    finance: 'For finance',
    organisation: 'For the organisation',
    administrator: 'For the administrator',
  },
  texts: {
    start:
      'Hamyar Daneshjoo is part-time work in the units of your own university, at most 200 hours a term.\n1. Register and complete your student profile.\n2. File a request while your university’s window is open, and keep the tracking code.\n3. The expert reviews it, and a unit asks for you.\n4. You work, confirm your hours, and are paid to your account.\n\nSee what you can do with /menu.',
    register:
      '• Have your national ID at hand (not Iranian: FIDA code or passport), and a mobile number and e-mail of your own.\n• You can also give the number with the button “Share my number”.\n• A code goes to the mobile and one to the e-mail; both are needed.\n• A password has at least 8 characters and one digit; your message is deleted at once.\n• Your user name is your identity number.\n• Complete the student profile within a month, or the account is voided.',
    codes:
      '• A code has six digits and works for five minutes.\n• No SMS? After a minute ask for a new code, and choose a phone call this time.\n• No e-mail? Look into the spam folder.\n• Was the number or address wrong? Go back with “Previous step” and change it.\n• Five wrong answers end a code; ask for a new one.\n• A number gets at most 5 codes an hour and 10 a day.\n\nGive a code to nobody; no officer ever asks for it.',
    profile:
      '• What you write is compared with your record at the Ministry of Science. If all is equal, the account is active at once.\n• If not, you see the differences. Correct what you wrote, or send a photo of your student card for the university’s expert to look at.\n• If the record is wrong, your university’s registrar corrects it.\n• Your university is not there? It has not started with Hamyar; you are told once it does.\n• Azad University: its central office. Medical sciences: the Ministry of Health.',
    eligible:
      '• At least one term passed; not asked of master (not integrated) and PhD students.\n• Last term’s average: at least 14 for associate and bachelor, at least 15 above.\n• No disciplinary conviction, and fewer than two probation terms.\n• Not an assistant in another unit.\n• An open need at your own university with seats for your gender.\n• International students: born in Iran, or one parent Iranian, or the leave of the international deputy.\n\nBefore a request you see every condition with its reason and what you can do.',
    request:
      '• While the window of your university is open, choose “Ask to be an assistant” in /menu.\n• Choose one to five openings in the order of your wish.\n• Tick your priority groups (exemplary, distinguished, married and so on) and send the proof of each; each one that is accepted is a point.\n• The rank goes by points, then average, then time of filing.\n• At the end you get a tracking code and the request’s card.\n• One request a term; until a decision you can change it or take it back.',
    sheba:
      '• A Sheba begins with IR and has 24 digits. Spaces or none, Persian or Latin digits: all are accepted.\n• It stands on your bank card or in your bank’s app. The card’s 16-digit number is not the Sheba.\n• The account must be in your own name. Bank Melli is preferred, but any bank is accepted.\n• Your university confirms that it is yours; nothing is paid before that.\n• If it is not accepted you are told why, and give another.',
    attachments:
      '• A photo or file: JPEG, PNG or PDF; at most 5 MB each, at most 5 for a group.\n• The whole page in the picture, flat, in good light, readable.\n• A proof is used only to check its group, and deleted some time after the decision: mostly 90 days, and you are told when you send it.\n• If a proof is not accepted, the request stays and is reviewed without that point.',
    next: '• The expert approves or rejects the request, or sends it back to be mended; mostly within 3 working days.\n• After the approval one of your units asks for you. While there is no seat you wait in the order of rank.\n• Once you are placed in a unit, go there within 3 days; until then you can decline.\n• See at any time with /status who has the request and until when. By code, too: /status AQFY-XMHJ',
    hours:
      '• The unit enters your hours, and you are told at once.\n• Confirm or object within 5 days; after that silence counts as no objection.\n• The unit answers the first objection, the expert the second.\n• After the final approval, and once your Sheba is confirmed, you are in the next pay run.\n• The rate of an hour depends on your level, and is 1.5 times that for the married with a verified proof. “Payments” shows how each amount comes about.\n• “My placement” shows it all: the hours left, what they come to, and how to withdraw if you cannot go on.\n• If the work ends early, the hours done are paid.',
    appeal:
      '• You see the reason in our message and with /status.\n• Within 10 days you can appeal once, with the button under your status. The student-affairs deputy answers, and the answer comes here.\n• If the request was sent back to be mended no appeal is needed: mend it and send it again.',
    support:
      '• Ask with /support: your university’s expert about the rules and your request, the administrator about what does not work.\n• You can attach up to 5 photos or PDF files.\n• The answer comes here, usually within 3 working days. The button below it leads on.\n• The whole exchange stays under “My messages”. A message that was closed opens again if you write in it within 14 days.\n• The telephone and address of your university’s office are there too, where it has given them.',
    forms:
      '• Answer each question here: write, or press a button.\n• “Previous step” goes back, and nothing is lost.\n• Send /menu whenever you like: what you have written is kept, and the menu takes you on, on another day too.\n• On the review page every answer can be changed.\n• /cancel leaves a form; we ask before anything is deleted.',
    privacy:
      '• Only officers of the scheme see your data, each for their own work and university, and every change is recorded with name and time.\n• The card of a request, and tracking by code, show no name.\n• We do not keep your password, only a mark of it that cannot be read back.\n• Identity numbers and Sheba are masked in lists.\n• Proofs are deleted some time after the decision (mostly 90 days), and an account that is not completed in a month is erased.',
    unitOfficer:
      'Your inbox has your colleagues’ requests for the initial approval, hours to enter, objections to answer, and final approvals.\n• Declare what the unit needs and its seats; the expert approves it, and every change of seats or field.\n• Ask for a student from the queue of an opening. Passing over somebody of higher rank needs a reason. The seat is held for 7 days.\n• The initial and the final approval are for somebody who did not take the step before; where the unit has one officer, for the expert.\n• Hours are in quarters, and not more than those approved (200 a term at most).\n• The student has 5 days to answer; you answer the first objection.',
    expert:
      'Your inbox has profiles, requests, second objections to hours, and bank accounts; mostly you have 3 working days for each.\n• Decide on each proof before you approve a request.\n• Rejecting needs a reason, sending back a note; the student sees your very words.\n• Import students’ records from an Excel or CSV file: wrong rows are named with their reason, and the others go in.\n• Approve the units’ openings, or take them all from a file: stated totals are compared with the rows. The seat ledger shows every movement.\n• After the final approval hours change only by your correction, with its reason.\n• On your own case a colleague decides.',
    studentDeputy:
      'Your inbox has students’ appeals against a rejection. The student sees your very words: if you grant it the request is approved; if not it stays rejected, and there is no second appeal.\n• You can also approve a pay run once it is frozen.',
    internationalDeputy:
      'Requests of international students who were not born in Iran and have no Iranian parent come to you first.\n• Agree, and the expert reviews it; or do not, with a reason, and it is rejected.',
    finance:
      'Your inbox has bank accounts, pay runs and returned payments.\n• The draft of a run shows who is in, who is out, and why. It is frozen, a colleague approves it, and the file for the bank is exported (XLSX or CSV).\n• Import the bank’s results by sending the file. A line is paid once; a second export is marked as a copy.\n• Returned lines wait in a queue until the Sheba is right.',
    organisation: 'Your inbox shows what has come from the universities to the organisation.',
    administrator: 'Your inbox shows what has come to the administrator.',
  },
  /** What else a topic is asked for by, with commas between. */
  words: {
    start: 'hamyar, path, begin',
    register: 'register, account, password',
    codes: 'code, sms, call, e-mail, email',
    profile: 'profile, record, university, student card',
    eligible: 'eligible, eligibility, condition, average, probation',
    request: 'request, application, opening, priority, rank, points',
    sheba: 'sheba, iban, bank account, bank',
    attachments: 'proof, attachment, photo, file, document',
    next: 'status, tracking code, unit, decline',
    hours: 'hours, pay, payment, rate',
    appeal: 'rejected, appeal, mend',
    support: 'support, question, contact, telephone, address',
    forms: 'form, back, continue',
    privacy: 'privacy, data, delete',
    unitOfficer: 'unit officer',
    expert: 'expert',
    studentDeputy: 'deputy',
    internationalDeputy: 'international deputy',
    finance: 'finance, pay run',
    organisation: 'organisation',
    administrator: 'administrator',
  },
  commandsTitle: '<b>Short commands</b>',
  commands: {
    inbox: '/inbox — your inbox',
    find: '/find [code, number or name] — find a student',
    review: '/review [code] — see and review a request',
    approve: '/approve [code] — approve a request',
    reject: '/reject [code] [reason] — reject a request',
    sendback: '/sendback [code] [note] — send back to be mended',
    records: '/records — import students’ records from a file',
    account: '/account [code] — the student’s bank account',
    need: '/need — declare an opening',
    openings: '/openings — openings of the unit, with their queues',
    request: '/request [student number] — ask for a student',
    hours: '/hours [code] [hours] — enter hours',
    final: '/final [code] — final approval',
    payrun: '/payrun — pay runs',
    ticket: '/ticket [number] — a support message',
    contact: '/contact — contact data of the university',
    cartables: '/cartables — my cartables and officers',
    delegate: '/delegate — hand a cartable over',
    units: '/units — units of the university',
    term: '/term [term] — a new term and its windows',
    announce: '/announce — announcements: write, schedule, follow',
    windows: '/windows — windows and extending them',
    stats: '/stats — numbers of the university, with charts and a file',
    audit: '/audit [code] — the recorded history of a request',
  },
  pictures: {
    path: {
      title: 'The way of a request',
      below: 'From filing to pay',
      filed: 'While the window is open; you get a tracking code',
      reviewed: 'Mostly within 3 working days; it may come back to be mended',
      placed: 'A unit asks for you; you can decline within 3 days',
      hours: 'The unit enters them; confirm or object within 5 days',
      final: 'By somebody other than who entered the hours',
      paid: 'To the Sheba that is confirmed to be yours',
    },
    sheba: {
      title: 'Where is the Sheba?',
      below: 'IR, and 24 digits after it',
      card: 'Bank card',
      right: 'This is the Sheba; mostly on the back of the card',
      wrong: 'The card’s 16-digit number is not the Sheba',
      app: 'Not on the card? Look under “Accounts” in your bank’s app',
    },
    contact: {
      title: 'Share my number',
      below: 'With one button, without typing',
      field: 'Message',
      hidden: 'You do not see the button? Press the sign with four squares beside the text field.',
    },
    certificate: {
      title: 'A photo of a proof',
      below: 'So that the expert can read it',
      whole: 'The whole page in the picture',
      flat: 'Flat, and from the front',
      light: 'In good light, without shadows',
      readable: 'Name, date and seal readable',
      cut: 'Cut off',
      dark: 'Too dark',
      blurred: 'Tilted, blurred',
    },
  },
} as const;
