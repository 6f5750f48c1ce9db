export const signIn = {
  title: 'Sign in',
  kindAsk:
    'This opens your account in this Telegram.\nWith which identity number did you register? That number is your user name.',
  ask: {
    nationalId: 'Write your ten-digit national ID.',
    fida: 'Write your twelve-digit FIDA code.',
    passport: 'Write your passport number.',
  },
  iranian:
    'An Iranian passport is no user name; go to the previous step and choose the national ID.',
  passwordAsk:
    'Write the password of the account. Your message is deleted at once.\nForgotten it? Press “Recover the password”.',
  wrong_one:
    'The identity number or the password is not right. You can try {{count}} more time.\n\n• A slip in the number? Go to the previous step.\n• Forgotten the password, or never set one? Recover it.\n• No account, or it was voided or erased? Register.',
  wrong_other:
    'The identity number or the password is not right. You can try {{count}} more times.\n\n• A slip in the number? Go to the previous step.\n• Forgotten the password, or never set one? Recover it.\n• No account, or it was voided or erased? Register.',
  tooMany:
    'The password was wrong too often. Try again in {{minutes, minute|minutes}}, or recover it right now.',
  channelAsk:
    'To sign in, we send a code to the mobile of the account ({{mobile}}). How shall it reach you?\n\nIf you no longer have this number and the account is open in another Telegram, change the number there in /settings. If not, write to /support or see your university’s Hamyar expert.',
  done: '✅ You are signed in. If the account was open in another Telegram, it has left that chat, which was told.',
  already:
    'An account is open in this Telegram. To open another one, first choose “Sign out here” in the settings.',
  closed: 'This account is no longer open: it was voided or erased. You can register again.',
  changedMeanwhile:
    'You are not signed in, because the password or the mobile of the account was changed meanwhile. Sign in again; if it was not you, recover the password.',
} as const;
