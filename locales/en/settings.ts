export const settings = {
  page: '⚙️ <b>Settings</b>\n👤 {{name}}\nIdentity number: {{identity}}\nMobile: {{mobile}}\nE-mail: {{email}}\n\n📢 Which announcements would you like? Each button turns one on or off. What concerns your own request always comes.',
  missing: 'not recorded',
  stranger:
    '⚙️ <b>Settings</b>\nWithout an account only the language can be changed. For the rest, sign in or register.',
  topics: {
    openings: 'New openings of the units',
    deadlines: 'Deadlines',
    general: 'General news',
  },
  topicOn: 'On.',
  topicOff: 'Off.',
  mobile: '📱 Change the mobile',
  email: '✉️ Change the e-mail',
  password: '🔑 Password',
  data: '📦 My data',
  signout: '🚪 Sign out here',
  leave: '🗑 Delete the account',
  back: '↩️ Back to the settings',
  mobileTitle: 'Change of mobile',
  mobileAsk:
    'Write your new mobile number (11 digits starting 09). The code goes to that number, and the old one is told.',
  mobileSame: 'This is the number that you have now. Write the new one, or cancel.',
  emailTitle: 'Change of e-mail',
  emailAsk:
    'Write your new e-mail address, such as name@example.com. The code goes to that address, and the old one is told.',
  emailSame: 'This is the address that you have now. Write the new one, or cancel.',
  passwordTitle: 'Change of password',
  passwordBefore:
    'Write the password that you have now. Your message is deleted at once.\nForgotten it? Press “Recover the password”.',
  passwordWrong_one:
    'The password is not right. You can try {{count}} more time. If you have forgotten it, recover it.',
  passwordWrong_other:
    'The password is not right. You can try {{count}} more times. If you have forgotten it, recover it.',
  passwordChanged:
    'The password was changed from elsewhere meanwhile, and not changed now. If it was not you, recover it.',
  dataSent:
    '📦 This file holds everything that we keep about you: account and profile, the rules that you accepted, requests with their history, proofs, work and hours, bank accounts and payments, your talks with support, and the record of what was done. The password is not in it.\nDo not pass it on.',
  signoutAsk:
    'Sign out of the account in this Telegram?\nYour account and requests stay, and you sign in again with the password and a code. Until then no news comes to this chat, and what matters reaches you by e-mail and SMS. Half-finished forms are deleted.',
  signoutYes: '🚪 Sign out',
  signedOut: 'You are signed out.',
  studies: '🎓 My studies',
  ofStudies: {
    line: '• {{label}}: {{value}}',
    ask: '🎓 Your studies as Hamyar has them:\n{{profile}}\n\nHave you begun another level, field or university? Press the button below, and we ask the university’s records. If something is wrong, tell your university’s registrar.',
    check: '🔄 Ask the records',
    same: 'The records have no later course of yours. If you enrolled just now, ask again in a few days or tell your university’s registrar.',
    unknown:
      'There is no record with your identity number. Please tell your university’s registrar.',
    requestUnderWay:
      'A request or placement of yours is still under way, and until it is over your studies stay as they are. See it in /status, and ask again when it is over.',
    azad: 'Your new record is at Islamic Azad University. It is not under the Organisation of Student Affairs, and no request can be filed for it here; please ask the central office of Azad University about student work.',
    medical:
      'Your new record is at a university of medical sciences. These are not under the Organisation of Student Affairs, and no request can be filed for them here; please ask the Ministry of Health about student work.',
    notStarted:
      'Your new record is at a university that has not started using Hamyar. Your interest is noted, and we will tell you here once it starts.',
    renewed: '✅ Your studies are brought up to date:\n{{profile}}',
  },
  leaving: {
    title: 'Deleting the account',
    ask: '🗑 <b>Deleting the account</b>\nThis cannot be undone.\n\n<b>Erased:</b> name, identity number, mobile, e-mail, password, student profile, the text of your requests, their proofs, a Sheba that no pay went to, and your talks with support. A request that is not decided yet is withdrawn. The files that you sent leave our store within a day.\n\n<b>Kept without your name:</b> decisions, hours and payments made, with their Sheba, and the record of what was done, since the university has to account for them.\n\nYour student record is the university’s and does not change. Before you delete the account you can get “My data”.',
    hoursNotEntered:
      '⚠️ <b>Hours not entered:</b> {{units}}\nThe unit has not entered your hours yet, and once the account is deleted they can be neither entered nor paid. If you worked, first ask the unit to enter them.',
    goOn: 'Go on',
    askNumber:
      'To delete the account, write the last four characters of your identity number.\nNumber: {{masked}}\n\nIf you have changed your mind, cancel.',
    otherNumber:
      'These are not the last four characters of your identity number, and nothing was erased. Write them again, or cancel.',
    placementLive:
      'The account cannot be deleted now: you work in a unit, or have worked hours that are not paid yet.\nTo stop, first withdraw from the placement on its page, or ask the unit to end it; delete the account once the hours are paid.',
    payOpen:
      'The account cannot be deleted now: a payment to you is on its way, or the bank has returned it.\nDelete the account once the money has arrived. If it was returned, correct your Sheba.',
    payRunOpen:
      'The account cannot be deleted now: the payment list that has your name still waits for the bank’s answers about others, and until then your name has to stay on it.\nYou need do nothing for it. Delete the account once the list is closed; if that takes long, ask in /support.',
    holdsCartable:
      'The account cannot be deleted now: you hold a cartable, or stand in for somebody, and other people’s requests wait for you.\nFirst give the cartable up, or end the hand-over, under “Cartables”.',
  },
} as const;
