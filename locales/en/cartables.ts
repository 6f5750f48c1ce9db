/** Who holds which cartable: the first administrator, requests, invitations, delegation. */
export const cartables = {
  blocked: 'Too many wrong tries. Try again in {{time}}.',
  person: {
    self: {
      firstName: 'Write your first name.',
      lastName: 'Write your last name.',
      identity: 'Write your ten-digit national ID (foreign nationals: the twelve-digit FIDA code).',
      mobile: 'Write your mobile number (11 digits, beginning with 09). The code goes there.',
    },
    other: {
      firstName: 'Write this person’s first name.',
      lastName: 'Write their last name.',
      identity:
        'Write their ten-digit national ID (foreign nationals: the twelve-digit FIDA code).',
      mobile: 'Write their own mobile number. When they accept the cartable, the code goes there.',
    },
  },
  officer: {
    otherPerson: 'This Telegram is signed in as somebody else. Go on from your own.',
    otherMobile:
      'This identity number has an account with another mobile number. Go on from the Telegram where that account is signed in, so that there is no doubt.',
  },
  administration: {
    title: 'System administrator',
    codeMissing: 'Write the code that the terminal printed at the start after the command /claim.',
    wrongCode:
      'This code is not right, or its day is over. Copy it again from the terminal; if it is lost, start the service once more, and a new one is printed.',
    administered:
      'This installation has an administrator. Ask the administrator or the organisation to invite you.',
    review:
      'The code is right. Look at these particulars; then the mobile is confirmed by a code and you are the system administrator.',
    done: '✅ You are the system administrator now, and that code works no more.\nNext: invite the officers of the organisation and create the universities.',
    elsewhere:
      '✅ Your account is the system administrator now. To go on, sign in to it with your identity number and password.',
  },
} as const;
