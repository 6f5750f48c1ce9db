export const errors = {
  internal:
    'Something went wrong on our side and this was not done. Nothing is lost; please try again in a few minutes.',
  notUnderstood: 'We did not understand that. Please choose one of these.',
  unknownCommand: 'There is no command {{command}}. Send /menu to see what you can do.',
  secretCommand:
    'What begins with / is taken for a command. We deleted your message so that it stays secret; write a password that does not begin with /.',
  oldButton: 'This button no longer works. Send /menu to go on.',
  pageRenewed:
    'Nothing has been done yet: the page is drawn anew. Look at it, and press once more.',
  signInFirst: 'You need an account for this. Send /menu and choose “Register” or “Sign in”.',
  notAllowed: 'You are not allowed to do this. /help tells what you can do.',
  registryDown:
    'The registry of student records is not answering. What you have written is kept; please go on from this step in a few minutes.',
  storeDown: 'We could not keep your file just now. Please send it again in a few minutes.',
  window: {
    notSet:
      'The time for {{window}} in this term is not set yet. Your university sets it; please look again in a few days.',
    notYetOpen: 'The time for {{window}} has not begun: it is from {{from}} to the end of {{to}}.',
    closed: 'The time for {{window}} is over: it was from {{from}} to the end of {{to}}.',
  },
} as const;
