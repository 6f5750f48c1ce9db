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
  wrong_one: 'The code is not right. You can try {{count}} more time.\n⏳ Time left: {{left}}',
  wrong_other: 'The code is not right. You can try {{count}} more times.\n⏳ Time left: {{left}}',
  triesLeft_one: 'Tries left: {{count}}',
  triesLeft_other: 'Tries left: {{count}}',
  expired: 'This code has run out. Please ask for a new one.',
  dead: 'Five wrong codes were entered, and this one no longer works. Please ask for a new one.',
  used: 'This code has been used. Please ask for a new one.',
  replaced:
    'We have sent you a newer code, and this one no longer works. Please write the newer one.',
  notSixDigits: 'The code has six digits. Please write just those.',
  tooSoon: 'You can ask for a new code in {{wait}}.',
  hourLimit:
    'We send at most {{limit}} codes an hour to one number or e-mail. You can have the next from {{at}}; what you have written is kept.',
  dayLimit:
    'We send at most {{limit}} codes a day to one number or e-mail. You can have the next from {{at}}; what you have written is kept.',
  chatLimit:
    'One chat can ask for at most {{limit}} codes an hour. You can have the next from {{at}}; what you have written is kept.',
  another: 'A new code is on its way; older ones no longer work.',
  right: '✅ Confirmed.',
  mailSubject: 'Your Hamyar code',
  mailText:
    'Your code: {{code}}\nIt is valid for five minutes. If you did not ask for it, ignore this letter and give the code to nobody.',
} as const;
