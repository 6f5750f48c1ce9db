export const recovery = {
  title: 'Password recovery',
  kindAsk:
    'A new password needs two codes: one that goes to the mobile of the account, and one that goes to its e-mail.\nWith which identity number did you register?',
  channelAsk:
    'If there is an account with this identity number, the code goes to the mobile of that account. How shall it reach you?\n\nAfter it a code goes to the e-mail of the account. If you can reach neither, or only one of them, write to /support or see your university’s Hamyar expert with your identity card.',
  mobile: 'the mobile of the account',
  email: 'the e-mail of the account',
  noCode:
    'No code? Perhaps there is a slip in the identity number, or no account has it, or the mobile of the account is another one.',
  noAccess:
    'Can’t you reach this e-mail? Write to /support or see your university’s Hamyar expert with your identity card.',
  noEmail:
    'No e-mail is recorded for this account, so its password cannot be recovered here.\nIf you hold a cartable, ask the university or the organisation to name you once more for the same cartable, with the mobile of this account: the link that you get opens the account in this Telegram. If you hold none, write to /support.',
  passwordAsk:
    'Write a new password of at least 8 characters with at least one digit. Your message is deleted at once.',
  done: '✅ The new password is set and the account is open in this Telegram. If it was open in another one, it has left that chat.',
  changedMeanwhile:
    'The password was not changed, because the mobile or the e-mail of the account was changed meanwhile, or the codes were right more than half an hour ago. Please recover it again.',
} as const;
