import type { Identity, IdentityNumber } from '../../../core/identity/types.ts';
import { stepOf } from '../../forms/form.ts';
import type { PersonAnswers } from '../person-steps.ts';

export const formName = 'registration';

/** What a registration is made of, as it is answered step by step. */
export interface RegistrationAnswers extends PersonAnswers {
  rules: true;
  nationality: 'iranian' | 'other';
  kind: 'fida' | 'passport';
  country: string;
  identity: string;
  mobile: string;
  email: string;
  /** Argon2id; the password itself is never kept. */
  password: string;
  repeat: true;
  review: true;
  captcha: true;
  channel: 'sms' | 'call';
  mobileCode: true;
  emailCode: true;
}

type Answers = RegistrationAnswers;

export const step = stepOf<Answers>();

export const isForeigner = ({ nationality }: Partial<Answers>) => nationality === 'other';

export const hasPassport = (answers: Partial<Answers>) =>
  isForeigner(answers) && answers.kind === 'passport';

export type IdentityKind = 'nationalId' | 'fida' | 'passport';

export const kindOf = (answers: Partial<Answers>): IdentityKind =>
  isForeigner(answers) ? (answers.kind ?? 'fida') : 'nationalId';

export function identityOf(answers: Answers): Identity {
  const value = answers.identity as IdentityNumber;
  const of = kindOf(answers);
  return of === 'passport'
    ? { kind: of, value, country: answers.country }
    : ({ kind: of, value, country: 'IR' } as Identity);
}
