/** Files of rows: the registry's import, the bank's results. */
export const sheets = {
  empty: 'This file has no rows. Look at it and send it again.',
  unreadable: 'This file could not be read. Send an Excel file (xlsx) or CSV.',
  wrongEncoding:
    'The characters of this CSV could not be read. Save it as UTF-8, or send an Excel file.',
  tooLarge: 'This file is too large; send at most {{limit}} MB.',
  tooManyRows: 'This file has more than {{limit}} rows. Split it.',
  tooManyColumns: 'This file has more than {{limit}} columns. Delete those that are not needed.',
  tooManyCells: 'This file has more than {{limit}} cells. Split it.',
  cellTooLong: 'A cell has more than {{limit}} characters. Shorten it.',
  send: 'Please send an Excel file (xlsx) or CSV.',
  recordsTitle: 'Import of student records',
  recordsAsk:
    'Send the file of records (Excel or CSV). The first row names the columns: identity number, first name, last name, gender, birth date, student number, level, field, start date, student type; and, where known, last-term average, cumulative average, terms passed, probation terms, disciplinary convictions, born in Iran, parent Iranian, married, children.',
  recordsWritten_one: '{{count}} row went in.',
  recordsWritten_other: '{{count}} rows went in.',
  recordsBad: '{{bad, row|rows}} did not:\n{{lines}}',
  recordsMore: '… and {{more}} more.',
  recordsPadded: 'Leading zeros of the national ID were put back in {{count, row|rows}}.',
  recordsLine: '• Line {{line}}: {{problems}}',
  missingColumns: 'These columns are missing: {{fields}}',
  notAllowed: 'Records are imported by the Hamyar expert.',
  problem: {
    missing: '{{field}} is empty',
    wrong: '{{field}} is not right',
    unknownUniversity: 'the university is not known',
    notAllowed: 'it is not of your university',
    twice: 'it stands twice',
    studentNumberTaken: 'the student number is somebody else’s',
  },
} as const;
