export const profile = {
  title: 'Student profile',
  universityAsk: 'Write the name of your university or a part of it, such as “Qom” or “Sharif”.',
  university: 'University',
  universityPick_one:
    'Choose your university ({{count}} found). If it is not here, write the name another way.',
  universityPick_other:
    'Choose your university ({{count}} found). If it is not here, write the name another way.',
  pageBefore: '← Previous page',
  pageAfter: 'Next page →',
  universityNone:
    'We found no university of this name. Write only the main part of it, such as “Qom” or “Sharif”.',
  universityMissing: '🔎 My university is not here',
  universitySearch: '🔎 Search again',
  missingAsk: 'Write the whole name of your university, such as “Sharif University of Technology”.',
  missingNotWhole:
    'Write the whole name, not only a part of it; such as “Sharif University of Technology”.',
  missing:
    '{{university}} has not started using Hamyar, so no request can be filed there. Its name is noted for you, and we will tell you here once it starts.\n\nIf yours is another university, write its name.',
  notStarted:
    '{{university}} has not started using Hamyar, so no request can be filed there. Your interest is noted, and we will tell you here once it starts.\n\nIf yours is another university, write its name.',
  azad: 'Islamic Azad University is not under the Organisation of Student Affairs, and no request can be filed for it here. Please ask the <b>central office of Islamic Azad University</b> about student work.\n\nIf yours is another university, write its name.',
  medical:
    'The universities of medical sciences are not under the Organisation of Student Affairs, and no request can be filed for them here. Please ask the <b>Ministry of Health and Medical Education</b> about student work.\n\nIf yours is another university, write its name.',
  /** What the names of such universities say, with commas between. */
  kindNames: {
    azad: 'Azad University, Islamic Azad',
    medical: 'medical sciences, medical university',
  },
  studentNumberAsk: 'Write your student number.',
  studentNumber: 'Student number',
  studentNumberWrong: 'A student number has digits only (5 to 15). Copy it from your student card.',
  levelAsk: 'Choose your level.',
  level: 'Level',
  fieldAsk: 'Write your field of study, such as “Industrial engineering”.',
  field: 'Field of study',
  fieldWrong: {
    empty: 'You wrote nothing. Write your field of study, such as “Industrial engineering”.',
    tooLong: 'The field has {{length}} characters; write {{limit}} at most.',
  },
  startDateAsk:
    'Write the day on which your studies at your present level began, such as 2022-09-23.',
  startDate: 'Start of studies',
  start: {
    tooFarAhead: 'This day is far ahead. Write the day on which your studies at this level began.',
    beforeBirth:
      'This day is before your birth. Write the day on which your studies at this level began.',
    tooYoung:
      'By this date your studies began at the age of {{age}}. Write the day on which this level began.',
  },
  genderAsk: 'Choose your gender. Each unit has seats for women and for men.',
  gender: 'Gender',
  studentTypeAsk: 'Choose what kind of student you are.',
  studentType: 'Student type',
  reviewIntro: 'Please look once more. When sent, it is compared with your student record.',
  firstName: 'First name',
  lastName: 'Last name',
  birthDate: 'Birth date',
  noRecord:
    'We found no record under the identity number {{number}}. If this number is not yours, delete the account in /settings and register with the right one.',
  differs: 'These do not agree with your record:',
  difference: '• {{field}}: you wrote “{{typed}}”, the record says “{{registered}}”.',
  differenceTyped: '• {{field}}: you wrote “{{typed}}”.',
  keptBack:
    'We do not show what the record says until the name, birth date and student number agree with it, so that nobody’s record falls into other hands. Look at your identity document and student card.',
  cardAsk:
    'If something is a slip, correct it with its button.\nIf what you wrote is right, send one photo of your student card (both sides in one picture, if needed), and your university’s expert will look into it.',
  photoKept:
    'The photo of your card has arrived and is kept. Send it with the button below in a few minutes.',
  sendPhoto: '📨 Send it to the expert',
  submitted: 'Sent. Your university’s expert will look into it, and you will be told here.',
  numberTaken:
    'This student number belongs to another account. Please check it; if it is right, see your university’s Hamyar expert.',
  alreadyConfirmed: 'Your profile has been confirmed already.',
  awaitingReview: 'Your profile is with your university’s expert. You will be told here.',
  accountClosed: 'This account is closed. Please register again to go on.',
} as const;
