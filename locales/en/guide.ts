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
    account: 'Sign-in and account',
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
    inbox: 'Using the inbox',
    needs: 'Openings and seats',
    reviewing: 'Reviewing requests',
    placing: 'Work in a unit',
    paying: 'Accounts and pay',
    dates: 'Terms and windows',
    setup: 'Setting up',
    answering: 'Answering support',
    announcing: 'Announcements',
    numbers: 'Numbers and record',
    officers: 'Cartables, colleagues',
  },
  texts: {
    start:
      'Hamyar Daneshjoo is part-time work in the units of your own university, at most 200 hours a term.\n1. Register and complete your student profile.\n2. File a request while your university’s window is open, and keep the tracking code.\n3. The expert reviews it, and a unit asks for you.\n4. You work, confirm your hours, and are paid to your account.\n\nSee what you can do with /menu.',
    register:
      '• Have your national ID at hand (not Iranian: FIDA code or passport), and a mobile number and e-mail of your own.\n• You can also give the number with the button “Share my number”.\n• A code goes to the mobile and one to the e-mail; both are needed.\n• A password has at least 8 characters and one digit; your message is deleted at once.\n• Your user name is your identity number.\n• Complete the student profile within a month, or the account is voided.\n• Registered before? With a new Telegram or a forgotten password choose “Sign in” instead; recovery is there.',
    codes:
      '• A code has six digits and works for five minutes.\n• No SMS? After a minute ask for a new code, and choose a phone call this time.\n• No e-mail? Look into the spam folder.\n• Was the number or address wrong? Go back with “Previous step” and change it.\n• Five wrong answers end a code; ask for a new one.\n• A number gets at most 5 codes an hour and 10 a day.\n\nGive a code to nobody; no officer ever asks for it.',
    account:
      '• A new Telegram? Choose “Sign in”: your identity number, the password, and the code that goes to your mobile. The account then leaves the old chat, which is told.\n• Forgotten the password? “Recover the password” is below the question of the password: one code goes to the mobile of the account and one to its e-mail, and you set a new one.\n• A new number or e-mail? Change it in /settings; the code goes to the new one. Where the account is open nowhere and you no longer have the old number, write to /support or see your university’s Hamyar expert.\n• The language, the password, announcements, “My data” and “Delete the account” are in /settings, too.',
    profile:
      '• What you write is compared with your student record. If all is equal, the account is active at once.\n• If not, you see the differences. Correct what you wrote, or send a photo of your student card for the university’s expert to look at.\n• If the record is wrong, your university’s registrar corrects it.\n• Begun another level, field or university? In /settings press “My studies”, and we ask the records.\n• Your university is not there? It has not started with Hamyar; you are told once it does.\n• Azad University: its central office. Medical sciences: the Ministry of Health.',
    eligible:
      '• At least one term passed; not asked of master (not integrated) and PhD students.\n• Last term’s average (or of all terms, where your university goes by it): at least 14 for associate and bachelor, at least 15 above.\n• No disciplinary conviction, and fewer than two probation terms.\n• Not an assistant in another unit.\n• An open need at your own university with seats for your gender.\n• International students: born in Iran, or one parent Iranian, or the leave of the international deputy.\n\nBefore a request you see every condition with its reason and what you can do.',
    request:
      '• While the window of your university is open, choose “Ask to be an assistant” in /menu.\n• Choose one to five openings in the order of your wish.\n• Tick your priority groups (exemplary, distinguished, married and so on) and send the proof of each; each one that is accepted counts.\n• The rank goes by points, then average, then time of filing.\n• At the end you get a tracking code and the request’s card.\n• One request a term; until a decision you can take it back, and change it while the window is open.',
    sheba:
      '• A Sheba begins with IR and has 24 digits. Spaces or none, Persian or Latin digits: all are accepted.\n• It stands on your bank card or in your bank’s app. The card’s 16-digit number is not the Sheba.\n• The account must be in your own name. Bank Melli is preferred, but any bank is accepted.\n• Your university confirms that it is yours; nothing is paid before that.\n• If it is not accepted you are told why, and give another.',
    attachments:
      '• A photo or file: JPEG, PNG or PDF; at most 5 MB each, at most 5 for a group.\n• The whole page in the picture, flat, in good light, readable.\n• A proof is used only to check its group, and deleted some time after the decision: mostly 90 days, and you are told when you send it.\n• If a proof is not accepted, the request stays and is reviewed without that point; while “Change the request” is under its status, you can send a better one.',
    next: '• The expert approves or rejects the request, or sends it back to be mended; mostly within 3 working days.\n• After the approval one of your units asks for you. While there is no seat you wait in the order of rank.\n• Once you are placed in a unit, go there within 3 days; until then you can decline.\n• See at any time with /status who has to act, and by when. By code, too: /status AQFY-XMHJ',
    hours:
      '• The unit enters your hours, and you are told at once.\n• Confirm or object within 5 days; after that silence counts as no objection.\n• The unit answers the first objection, the expert the second.\n• After the final approval, and once your Sheba is confirmed, you are in the next pay run.\n• The rate of an hour depends on your level, and is 1.5 times that for the married with a verified proof. “Payments” shows how each amount comes about.\n• “My placement” shows it all: the hours left, what they come to, and how to withdraw if you cannot go on.\n• If the work ends early, the hours done are paid.',
    appeal:
      '• You see the reason in our message and with /status.\n• Within 10 days you can appeal once, with the button under your status. The student-affairs deputy answers, and the answer comes here.\n• If the request was sent back to be mended no appeal is needed: mend it and send it again.',
    support:
      '• Ask with /support: your university’s expert about the rules and your request, the administrator about what does not work.\n• You can attach up to 5 photos or PDF files.\n• The answer comes here, usually within 3 working days. The button below it leads on.\n• The whole exchange stays under “My messages”. A message that was closed opens again if you write in it within 14 days.\n• The telephone and address of your university’s office are there too, where it has given them.',
    forms:
      '• Answer each question here: write, or press a button.\n• “Previous step” goes back, and nothing is lost.\n• Send /menu whenever you like: what you have written is kept, and the menu takes you on, on another day too.\n• On the review page every answer can be changed.\n• /cancel leaves a form; we ask before anything is deleted.',
    privacy:
      '• Only officers of the scheme see your data, each for their own work and university, and every change is recorded with name and time.\n• The card of a request, and tracking by code, show no name.\n• We do not keep your password, only a mark of it that cannot be read back.\n• Identity numbers and Sheba are masked in lists.\n• Proofs are deleted some time after the decision (mostly 90 days), and an account that is not completed in a month is erased.\n• What was sent to whom is forgotten some time later (mostly after 30 days).\n• In /settings “My data” gives you all of it as a file, and “Delete the account” erases it.',
    unitOfficer:
      'Your inbox has your colleagues’ requests for the initial approval, hours to enter, objections to answer, and final approvals.\n• Declare what the unit needs and its seats; the expert approves it, and every change of seats or field.\n• Ask for a student from the queue of an opening. Passing over somebody of higher rank needs a reason. The seat is held for 7 days.\n• The initial and the final approval are for somebody who did not take the step before; where the unit has one officer, for the expert.\n• Hours are in quarters, and not more than those approved (200 a term at most).\n• The student has 5 days to answer; you answer the first objection.',
    expert:
      'Your inbox has profiles, requests and second objections to hours; mostly you have 3 working days for each.\n• Decide on each proof before you approve a request.\n• Rejecting needs a reason, sending back a note; the student sees your very words.\n• Import students’ records from an Excel or CSV file: wrong rows are named with their reason, and the others go in.\n• Approve the units’ openings, or take them all from a file: stated totals are compared with the rows. The seat ledger shows every movement.\n• After the final approval hours change only by your correction or the deputy’s, with its reason.\n• On your own case a colleague decides.',
    studentDeputy:
      'Your inbox has students’ appeals against a rejection. The student sees your very words: if you grant it the request is approved; if not it stays rejected, and there is no second appeal.\n• You can also approve a pay run once it is frozen.\n• Where neither the unit nor the expert has somebody who did not take the step before, the initial approval, more hours, a second objection and the final approval (/final) come before you. Where the university has one expert, you correct what that expert finally approved: find the student with /find.',
    internationalDeputy:
      'Requests of international students who were not born in Iran and have no Iranian parent come to you first.\n• Agree, and the expert reviews it; or do not, with a reason, and it is rejected.',
    finance:
      'Your inbox has bank accounts, pay runs and returned payments.\n• The draft of a run shows who is in, who is out, and why. It is frozen, a colleague approves it, and the file for the bank is exported (XLSX, CSV or the bank’s group transfer, CCTI).\n• For CCTI say first, at the pay runs, from what account the university pays; confirm with your branch before first use.\n• Import the bank’s results by sending the file. A line is paid once; a second export is marked as a copy.\n• Returned lines wait in a queue: the student gives another Sheba, or you let the same be paid again.\n• Note on the run’s page that the bank refused a whole file, to export it anew; put a wrong result right on the page of that payment.',
    organisation:
      'Your inbox has the universities’ requests for cartables, and what was left undone at a university without a deputy.\n• You add universities, units and officers, and see their settings: /units\n• Grant a request for a cartable, and the university gets the invitation link; or refuse it with a reason.\n• The official holidays, the rates an hour (/payrun) and the numbers of each university are yours, too.',
    administrator:
      'Your inbox has technical support messages, and what nobody else holds. You are told of cartables without a holder.\n• Name officers of the organisation and other administrators from /cartables. The last administrator cannot leave.\n• While the organisation has no officer, you answer requests for cartables as well.\n• Have the record checked from /cartables.',
    inbox:
      '• /inbox shows what waits for you, the most urgent first; you can narrow it to one sort, one unit, or what is overdue.\n• Take an item, so that your colleagues know; where a colleague has decided before you, the name is told.\n• “Several at once”: pick items, see a preview, and approve or reject them together; each that does not go is told with its reason.\n• Those for whom your work waits can be reminded once a day.\n• /find finds a student by tracking code, student number or name; it is for the unit officer, the expert, the student-affairs deputy and the international deputy.\n• Nobody decides on their own case.',
    needs:
      '• A unit officer declares an opening with /need: title, field, and seats for women and men. The type of work follows from the unit.\n• The expert approves it, or refuses it with a reason; once approved, students see it. A change of seats or field needs approval as well, and until then it is as it was.\n• The capacity has three parts: free, held and filled. A unit’s request for a student holds a seat for 7 days, and the initial approval fills it; a decline, a time that is over, a withdrawal and an early end free it.\n• The queue of students and the ledger of seats are on the page of each opening: /openings\n• The expert can import openings from a file; where its totals do not agree with its rows, that is said before anything is taken in.',
    reviewing:
      '• Open a request from the inbox, or with /review and the tracking code: record, conditions, proofs, points and rank, and the student’s other cases are on one page.\n• The expert decides on each proof; then approves, rejects with a reason, or sends back with a note. The student sees your very words.\n• If the student has changed the request meanwhile, the page is renewed, so that nothing is decided on unread.\n• An international student needs the international deputy’s leave first, unless born in Iran or with an Iranian parent.\n• Within 10 days of a rejection the student can appeal once, and the student-affairs deputy answers. The deputy can also set a condition aside for one student and term; the reason is recorded.',
    placing:
      '• The unit officer asks for a student with /request and the student number or tracking code, or from the queue of an opening: hours (up to 200 a term) and what the work is.\n• The initial approval is for a colleague who did not ask; where the unit has one officer, for the expert. The student is told, and can decline within 3 days.\n• The unit officer enters hours in all or day by day, in quarters of an hour: /hours with the code and the hours. More than were approved need a request and an approval of their own.\n• The student has 5 days to confirm or object, and silence is recorded as no objection. The unit answers the first objection, by the same hours, others or none; the expert the second.\n• The final approval is for somebody who did not enter the hours; after it only the expert or the student-affairs deputy corrects, with a reason.\n• An early end needs a reason, and the hours done are paid.',
    paying:
      '• Finance or the expert confirms whose each Sheba is, and writes by what evidence; or refuses it with a reason, and the student gives another. Without this nobody is in a run.\n• Finance makes the draft of a run with /payrun; it says who is in, who is out, and why.\n• It is frozen, a second person (finance or the student-affairs deputy) approves it, and the bank’s file is exported. A line is paid once, and another export is marked as a copy.\n• Finance imports the bank’s results by sending the file: the students are told, and what was returned waits with its reason for the next run.\n• The rate of an hour depends on the level, and is one and a half times that for the married with a verified proof. A level without a rate stays out of the run, and the reason is written there.',
    dates:
      '• /term asks for the windows of a new term: requests, unit requests, hours and bank accounts. Each lasts to the end of its last day.\n• Windows do not open while a role that is needed is held by nobody; those roles are named.\n• /windows shows and extends them; the reason of an extension is recorded, and told to those with unfinished work.\n• 3 days and 1 day before the end the same people are reminded.',
    setup:
      '• /units: open the university, or add one (organisation and administrator). Its page says what is missing.\n• Units come from a file, or one by one.\n• Officers are named on the university’s page: expert, deputy, finance, and an officer for each unit.\n• “Start this university” tells the students who have waited for this university.\n• The expert or the administrator imports students’ records from a file with /records: wrong rows are named with their reason, and the same file again changes nothing.\n• Settings of the university: due times, hours in a month, the average that counts, points of the groups, and how long proofs are kept.\n• Write with /contact how the office is reached; students see it.',
    answering:
      '• Support messages are in your inbox; /ticket with the number opens one, too.\n• You answer, hand over to another officer, or close; the answer reaches the person here, and files can go with it. Before what has no answer is closed, you are asked.\n• Questions about the rules are the university’s expert’s, technical faults the administrator’s. A message that nobody holds comes before somebody who is there.\n• A closed message opens again when the person writes in it within 14 days.',
    announcing:
      '• /announce: a topic, the text in each language, and a picture or document if you wish. It goes to the subscribers of the topic, and you can narrow it to universities, units, levels, states of the request or languages. Officers announce to their own university only, the organisation and the administrator to all.\n• It is a draft first: you see it as its receivers will, and how many they are; then you send it now or at a time, once or again and again.\n• Progress stands in that message; it can be paused, resumed or cancelled at any moment.\n• Each person gets it at most once. “Unknown” means that the connection broke after it went out; it is not sent again unless you say so.',
    numbers:
      '• /stats shows the seats of the units, the requests, the time in each step, and hours and cost of each unit: as text, as charts and as an Excel file. It is for the expert, the student-affairs deputy, finance, the organisation and the administrator; who sees several universities has their sum as well.\n• /audit with the tracking code says who did what, for whom, and when. It is for the expert, the student-affairs deputy, the organisation and the administrator; nobody reads the record of their own request.\n• The administrator can have the whole record checked; it is checked every night by itself, too, and the administrator hears if it was tampered with.',
    officers:
      '• /cartables shows what you hold; there you hand it over or give it up. When the last holder leaves, the administrator and the organisation are told.\n• A new officer is named with identity number and mobile, and the organisation answers. The invitation link works once, for 7 days; whoever gets it confirms the mobile by a code.\n• Lost your Telegram? With an e-mail in /settings, sign in or recover the password. Without one, somebody names you once more for the same cartable, with the same mobile, and the link opens your account in the new Telegram.\n• Several people can hold a cartable; your colleagues see which item you have taken.\n• Handing over: /delegate; it is dated, 90 days at most, and the colleague has to accept. What waits is seen by them too, and both names are recorded.\n• A step mostly has 3 working days; Thursdays, Fridays and holidays do not count. Then comes a reminder, and after one more working day the student-affairs deputy is told.\n• On the morning of each working day you get a digest of what waits for you.',
  },
  /** What else a topic is asked for by, with commas between. */
  words: {
    start: 'hamyar, path, begin',
    register: 'register, sign up',
    codes: 'code, sms, call, e-mail, email',
    account:
      'account, password, sign in, signin, log in, login, forgotten, recovery, recover, change number, account settings',
    profile: 'profile, record, university, student card, level, field',
    eligible: 'eligible, eligibility, condition, average, probation',
    request: 'request, application, opening, priority, rank, points',
    sheba: 'sheba, iban, bank account, bank',
    attachments: 'proof, attachment, photo, file, document',
    next: 'status, tracking code, unit, decline',
    hours: 'hours, pay, payment, rate',
    appeal: 'rejected, appeal, mend',
    support: 'support, question, contact, telephone, address',
    forms: 'form, back, continue',
    privacy: 'privacy, data, delete, my data, erase, delete the account',
    unitOfficer: 'unit officer',
    expert: 'expert',
    studentDeputy: 'deputy',
    internationalDeputy: 'international deputy',
    finance: 'finance, pay run',
    organisation: 'organisation',
    administrator: 'administrator',
    inbox: 'several, remind, find',
    needs: 'openings, seats, need, capacity',
    reviewing: 'review, approve, reject, send back',
    placing: 'placement, initial approval, final approval',
    paying: 'export, returned, ownership, results',
    dates: 'term, window, extend',
    setup: 'set up, units, settings, records',
    answering: 'ticket, answer',
    announcing: 'announcement, broadcast',
    numbers: 'statistics, chart, audit, history',
    officers: 'cartable, delegate, invitation, leave, digest',
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
    account: '/account [code] — bank accounts that wait, or the student’s',
    need: '/need — declare an opening',
    openings: '/openings — openings of the unit, with their queues',
    request: '/request [student number] — ask for a student',
    hours: '/hours [code] [hours] — enter hours',
    final: '/final [code] — final approval',
    payrun: '/payrun [number] — pay runs and rates',
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
    work: {
      title: 'The way of work in a unit',
      below: 'Who takes each step',
      asked: 'Request for a student',
      approved: 'Initial approval',
      entered: 'Hours',
      answered: 'Student’s answer',
      final: 'Final approval',
      paid: 'Pay',
      who: {
        asked: 'Unit officer; the seat is held for 7 days',
        approved: 'Another officer of the unit, or the expert',
        entered: 'Unit officer; up to the hours approved',
        answered: '5 days; first objection: unit, second: expert',
        final: 'Somebody who did not enter the hours',
        paid: 'Finance; to the account that was confirmed',
      },
    },
    pay: {
      title: 'The way of a pay run',
      below: 'From the account to the bank’s answer',
      owner: 'Whose account it is',
      draft: 'Draft',
      frozen: 'Frozen',
      second: 'Second person',
      file: 'The bank’s file',
      results: 'The bank’s results',
      who: {
        owner: 'Finance or the expert, with the evidence',
        draft: 'Who is in, who is out, and why',
        frozen: 'Lines and sum do not change any more',
        second: 'A colleague of finance, or the deputy',
        file: 'Another export is marked as a copy',
        results: 'Paid, or returned and waiting',
      },
    },
    setup: {
      title: 'Setting up a university',
      below: 'In this order',
      university: 'Add the university',
      units: 'Units',
      officers: 'Officers',
      start: 'Start',
      records: 'Students’ records',
      term: 'Term and windows',
      who: {
        university: 'Organisation or administrator',
        units: 'From a file, or one by one',
        officers: 'Expert, deputy, finance, unit officers',
        start: 'Students who waited are told',
        records: 'The expert, from an Excel or CSV file',
        term: 'Expert or student-affairs deputy',
      },
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
