export const start = {
  askLanguage: 'زبان خود را انتخاب کنید.\nPlease choose your language.',
  persian: 'فارسی',
  english: 'English',
  languageSet: 'The bot now speaks English.',
  welcome:
    '<b>Hamyar Daneshjoo</b>\nHere you ask to work as a student assistant at your university, and follow your request until you are paid.\n\nWhat would you like to do?',
  linkUnknown: 'We do not know this link; perhaps a part of it is missing. Please go on from here:',
  trackAsk: 'Write the tracking code of the request; it has eight characters, as in AQFY-XMHJ',
} as const;

export const menu = {
  open: '☰ Menu',
  title: 'Main menu',
  titleNamed: 'Main menu — {{name}}',
  register: '📝 Register',
  track: '🔎 Track a request',
  help: '❔ Help',
  support: '🎧 Support',
  profile: '🎓 Complete the student profile',
  apply: '📄 Ask to be an assistant',
  status: '📌 My status',
  placement: '👷 My placement',
  payments: '💳 Payments',
  bank: '🏦 Bank account',
  inbox: '📥 Inbox',
  continueForm: '▶️ Go on with “{{form}}”',
  waitingReview: 'Your profile is with your university’s expert. You will be told here.',
  commands: {
    menu: 'What you can do',
    status: 'State of your request',
    help: 'Guide',
    support: 'Ask support',
    language: 'Change the language',
    cancel: 'Leave a form',
  },
} as const;
