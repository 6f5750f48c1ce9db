export const profile = {
  title: 'Student profile',
  universityAsk: 'Write the name of your university, or a part of it.',
  university: 'University',
  universityPick: 'Choose your university. If it is not here, write the name another way.',
  universityNone: 'We found no university of this name. Write a shorter part of it, such as “Qom”.',
  notStarted:
    '{{university}} has not started using Hamyar, so no request can be filed there. We have counted your wish, and will tell you here once it starts.',
  azad: 'Islamic Azad University is not under the Organisation of Student Affairs. Please ask its central office about student work.',
  medical:
    'The universities of medical sciences are not under the Organisation of Student Affairs. Please ask the Ministry of Health about student work.',
  studentNumberAsk: 'Write your student number.',
  studentNumber: 'Student number',
  studentNumberWrong: 'A student number has digits only (5 to 15). Copy it from your student card.',
  levelAsk: 'Choose your level.',
  level: 'Level',
  fieldAsk: 'Write your field of study, such as “Industrial engineering”.',
  field: 'Field of study',
  startDateAsk: 'Write the day on which your studies began, such as 2022-09-23.',
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
  reviewIntro: 'Please look once more. When sent, it is compared with your record at the ministry.',
  firstName: 'First name',
  lastName: 'Last name',
  birthDate: 'Birth date',
  noRecord: 'We found no record under your identity number.',
  differs: 'These do not agree with your record:',
  difference: '• {{field}}: you wrote “{{typed}}”, the record says “{{registered}}”.',
  cardAsk:
    'If it is a slip, go to the previous step and correct it.\nIf what you wrote is right, send a photo of your student card, and your university’s expert will look into it.',
  submitted: 'Sent. Your university’s expert will look into it, and you will be told here.',
  numberTaken:
    'This student number belongs to another account. Please check it; if it is right, see your university’s Hamyar expert.',
  alreadyConfirmed: 'Your profile has been confirmed already.',
  awaitingReview: 'Your profile is with your university’s expert. You will be told here.',
  accountClosed: 'This account is closed. Please register again to go on.',
} as const;
