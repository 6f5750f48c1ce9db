export const codes = {
  askSms:
    'We sent a six-digit code by SMS to {{address}}. Please write it.\n⏳ Time left: {{left}}',
  askCall:
    'We are calling {{address}} and will read out a six-digit code. Please write it.\n⏳ Time left: {{left}}',
  askEmail:
    'We sent a six-digit code to {{address}} (look in the spam folder too). Please write it.\n⏳ Time left: {{left}}',
  askRefused: 'No code has been sent yet. {{why}}',
  againSms: '✉️ New code by SMS',
  againCall: '📞 New code by call',
  againEmail: '✉️ New code by e-mail',
  wrong_one: 'The code is not right. You can try {{count}} more time.',
  wrong_other: 'The code is not right. You can try {{count}} more times.',
  expired: 'This code has run out. Please ask for a new one.',
  dead: 'Five wrong codes were entered, and this one no longer works. Please ask for a new one.',
  used: 'This code has been used. Please ask for a new one.',
  notSixDigits: 'The code has six digits. Please write just those.',
  tooSoon: 'Please wait {{left}} before asking for a new code.',
  hourLimit: 'You have had all the codes allowed in an hour. Try again in {{left}}.',
  dayLimit: 'You have had all the codes allowed in a day. Try again in {{left}}.',
  chatLimit: 'This chat has asked for all the codes allowed. Try again in {{left}}.',
  right: '✅ Confirmed.',
  mailSubject: 'Your Hamyar code',
  mailText:
    'Your code: {{code}}\nIt is valid for five minutes. If you did not ask for it, ignore this letter and give the code to nobody.',
} as const;
