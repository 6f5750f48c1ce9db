import { z } from 'zod';

/** One of the 25 things that a student of Hamyar is asked, from the registration to the request. */
export interface Question {
  readonly name: string;
  readonly ask: string;
  readonly schema: z.ZodType<string>;
  /** Asked by buttons. */
  readonly choices?: readonly string[];
  /** A right answer; of what is asked by buttons, the button. */
  readonly sample: string;
}

const text = (name: string, ask: string, schema: z.ZodType<string>, sample: string): Question => ({
  ...{ name, ask, schema, sample },
});

const choice = (name: string, ask: string, choices: readonly [string, ...string[]]): Question => ({
  ...{ name, ask, choices, sample: choices[0] },
  schema: z.enum(choices),
});

const someWords = z.string().trim().min(2).max(100);
const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`));
const day = z.string().regex(/^\d{4}\/\d{2}\/\d{2}$/);
const password = z.string().min(8).regex(/\d/);

export const questions: readonly Question[] = [
  choice('nationality', 'Choose your nationality.', ['Iranian', 'Not Iranian']),
  text('firstName', 'Write your first name.', someWords, 'Negar'),
  text('lastName', 'Write your last name.', someWords, 'Khialifar'),
  text('nationalId', 'Write your ten-digit national ID.', digits(10), '9800080012'),
  text('birthDate', 'Write your birth date.', day, '1378/02/22'),
  text('mobile', 'Write your mobile number.', z.string().regex(/^09\d{9}$/), '09128000001'),
  text('email', 'Write your e-mail address.', z.email(), 'student1@mail.example'),
  text('password', 'Write a password.', password, 'sample-passw0rd'),
  text('repeat', 'Repeat the password.', password, 'sample-passw0rd'),
  text('picture', 'Write the five characters.', z.string().length(5), 'aB3dE'),
  choice('channel', 'How shall the code come?', ['By SMS', 'By a call']),
  text('mobileCode', 'Write the code from your phone.', digits(6), '123456'),
  text('emailCode', 'Write the code from your mailbox.', digits(6), '654321'),
  text('search', 'Write a part of the name of your university.', someWords, 'sample'),
  choice('university', 'Choose your university.', ['Sample University', 'Another']),
  text('studentNumber', 'Write your student number.', digits(10), '4026100001'),
  choice('level', 'Choose your level.', ['Master', 'Bachelor', 'Associate', 'PhD']),
  text('field', 'Write your field of study.', someWords, 'Computer engineering'),
  text('startDate', 'Write the day on which you began.', day, '1402/07/01'),
  choice('gender', 'Choose your gender.', ['Female', 'Male']),
  choice('studentType', 'Choose your type.', ['Domestic', 'International']),
  choice('worksOutside', 'Do you work outside the university?', ['No', 'Yes']),
  text('sheba', 'Write your Sheba.', z.string().regex(/^IR\d{24}$/), 'IR820170000000000008000001'),
  choice('opening', 'Choose an opening.', ['ICT Management', 'Central Library']),
  text('note', 'Write a note.', z.string().max(500), 'Nothing to note'),
];

export const notRight = 'This is not right. Please try again.';
export const filed = 'Your request is filed.';
export const hello = 'Hello.';
