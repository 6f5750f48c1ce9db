export const registration = {
  title: 'Registration',
  rulesAsk: '{{rules}}\n\nDo you agree to these rules?',
  accept: '✅ I accept',
  nationalityAsk: 'Choose your nationality.',
  nationality: 'Nationality',
  iranian: 'Iranian',
  other: 'Not Iranian',
  kindAsk: 'With which document do you register?',
  kind: 'Document',
  fida: 'FIDA code',
  passport: 'Passport',
  countryAsk:
    'Choose the country that issued your passport, or write its name or two-letter code, such as “Nigeria” or NG.',
  country: 'Passport country',
  countryUnknown:
    'We do not know this country. Write its name in Persian or English, or its two-letter code, such as “Nigeria” or NG.',
  countryIranian:
    'An Iranian passport cannot be used; go back to “Nationality” and choose “Iranian”.',
  firstNameAsk: 'Write your first name as it stands in your university’s records.',
  firstName: 'First name',
  lastNameAsk: 'Write your last name.',
  lastName: 'Last name',
  name: {
    empty: 'The name is empty. Write your name in letters.',
    tooLong: 'This name has {{length}} characters. Write at most 60.',
    wrongCharacter: 'The character {{character}} has no place in a name. Write letters only.',
  },
  nationalIdAsk: 'Write your ten-digit national ID. It becomes your user name.',
  fidaAsk: 'Write your twelve-digit FIDA code. It becomes your user name.',
  passportAsk: 'Write your passport number. It becomes your user name.',
  identity: 'Identity number',
  id: {
    empty: 'You wrote nothing. Write your identity number.',
    notDigits: 'Write digits only, with no letters or signs.',
    wrongLength:
      'This number has {{length, digit|digits}}; a national ID has 10. Write leading zeros too.',
    wrongLengthFida: 'This number has {{length, digit|digits}}; a FIDA code has 12.',
    wrongLengthPassport:
      'This number has {{length, character|characters}}; a passport number has 5 to 9 letters and digits. Copy it again from the passport.',
    allEqual: 'A national ID is not one digit repeated. Write the number on your card.',
    wrongCheckDigit:
      'This national ID is not right; perhaps two digits changed places. Copy it again from your card.',
    wrongCharacter: 'A passport number has Latin letters and digits only.',
    noDigit: 'A passport number has at least one digit.',
  },
  birthDateAsk: 'Write your birth date, such as 2003-08-12, or in the Jalali calendar.',
  birthDate: 'Birth date',
  birth: {
    wrongForm: 'We could not read this date. Write year-month-day, such as 2003-08-12.',
    noSuchDay: 'There is no such day. Write the date again.',
    future: 'This date is still to come. Write your birth date.',
    tooYoung:
      'By this date you are {{age}}. You can register from the age of 15; if it is a slip, write it again.',
    tooOld:
      'By this date you are {{age}}. You can register up to the age of 100; if it is a slip, write it again.',
  },
  mobileAsk: 'Write your own mobile number (11 digits starting 09). The code is sent to it.',
  mobile: 'Mobile',
  shareContact: '📱 Share my number',
  mobileNoted: 'The number {{mobile}} is noted.',
  phone: {
    empty: 'You wrote nothing. Write your mobile number.',
    notDigits: 'Write the number in digits, such as 09123456789.',
    wrongLength: 'This number has {{length, digit|digits}}; a mobile number has 11.',
    notMobile: 'A mobile number starts with 09. Land lines are not accepted.',
    foreign: 'Only Iranian mobile numbers are accepted, such as 09123456789.',
    notOwn: 'This contact is not your own. Press “Share my number” or write your number.',
  },
  emailAsk: 'Write your own e-mail address, such as name@example.com.',
  email: 'E-mail',
  mail: {
    empty: 'You wrote nothing. Write your e-mail address.',
    spaceInside: 'An e-mail address has no spaces. Write it without.',
    noAt: 'An e-mail address has an @, as in name@example.com.',
    notLatin: 'Write the e-mail address in Latin letters.',
    noDomain: 'The part after the @ is not complete, as in example.com.',
    wrongForm: 'This e-mail address is not right. Look again: name@example.com.',
  },
  passwordAsk:
    'Write a password of at least 8 characters with at least one digit. Your message is deleted at once.',
  passwordField: 'Password',
  password: {
    tooShort: 'The password has {{length, character|characters}}; at least 8 are needed.',
    tooLong: 'The password has {{length, character|characters}}; write at most 128.',
    noDigit: 'The password needs at least one digit.',
    differs:
      'This is not the same as before. Write the same password again, or go to the previous step for another.',
  },
  repeatAsk: 'Write the same password once more. This message is deleted too.',
  reviewIntro: 'Please look once more before the code is sent. You can change each line.',
  captchaAsk: 'Write the five characters in the picture. Capital and small letters differ.',
  captchaOther: '🔄 Another picture',
  captchaWrong:
    'That was not what the picture shows. Write it again; capital and small letters differ.',
  captchaNew: 'That was not what the picture shows. Here is a new one.',
  captchaBlocked:
    'Too many wrong answers. Try again in {{minutes, minute|minutes}}. What you have written is kept.',
  channelAsk: 'How shall the code for {{mobile}} reach you?',
  bySms: '✉️ SMS',
  byCall: '📞 Phone call',
  alreadyRegistered:
    'There is an account with this identity number. Sign in with its password; if you have forgotten the password, recover it.',
  provenLongAgo: 'This was confirmed more than a week ago and has to be confirmed again.',
  acceptAgain: 'Please accept the rules before the account is made.',
  chatHasAccount: 'This Telegram is linked to an account. Send /menu to see what you can do.',
} as const;
