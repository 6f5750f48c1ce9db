export const notices = {
  mailSubject: 'Hamyar Daneshjoo',
  codeFellBackToSms: 'A call was not possible; we sent the code by SMS.',
  codeNotSent:
    'The code could not be delivered. Check the address on the review page (“Previous step”), or ask for a new code.',
  registered:
    'Your Hamyar account is ready. Your user name is your identity number. Please complete your student profile within a month.',
  activated:
    '✅ Your profile agrees with your record and the account is active. You can file your request now.',
  profileRefused:
    'Your profile was not accepted. Reason: {{reason}}\nPlease correct it and send it again.',
} as const;
