import type {
  BirthDateRefusal,
  EmailRefusal,
  MobileRefusal,
  NameRefusal,
  PasswordRefusal,
  StudyStartRefusal,
} from '../../../core/accounts/types.ts';
import type { DateRefusal } from '../../../core/calendar.ts';
import type {
  CountryRefusal,
  FidaRefusal,
  NationalIdRefusal,
  PassportRefusal,
} from '../../../core/identity/types.ts';
import type { Turn } from '../../intake/turn.ts';

/** What is wrong with a field, and how to put it right. Each reason has its words, or does not compile. */
export function explainName(turn: Turn, refusal: NameRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'empty':
      return html('registration.name.empty');
    case 'tooLong':
      return html('registration.name.tooLong', { length: refusal.length });
    case 'wrongCharacter':
      return html('registration.name.wrongCharacter', { character: refusal.character });
  }
}

export function explainIdentity(
  turn: Turn,
  kind: 'nationalId' | 'fida' | 'passport',
  refusal: NationalIdRefusal | FidaRefusal | PassportRefusal,
): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'wrongLength': {
      const texts = {
        nationalId: 'registration.id.wrongLength',
        fida: 'registration.id.wrongLengthFida',
        passport: 'registration.id.wrongLengthPassport',
      } as const;
      return html(texts[kind], { length: refusal.length });
    }
    case 'unknownCountry':
    case 'iranian':
      return explainCountry(turn, { reason: refusal.reason });
    default:
      return html(`registration.id.${refusal.reason}`);
  }
}

export const explainCountry = (turn: Turn, { reason }: Pick<CountryRefusal, 'reason'>): string =>
  turn.words.html(
    reason === 'iranian' ? 'registration.countryIranian' : 'registration.countryUnknown',
  );

export function explainBirthDate(turn: Turn, refusal: BirthDateRefusal | DateRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'future':
      return html('registration.birth.future');
    case 'tooYoung':
      return html('registration.birth.tooYoung', { age: refusal.age });
    case 'tooOld':
      return html('registration.birth.tooOld', { age: refusal.age });
    case 'noSuchDay':
      return html('registration.birth.noSuchDay');
    default:
      return html('registration.birth.wrongForm');
  }
}

export function explainStudyStart(turn: Turn, refusal: StudyStartRefusal | DateRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'tooFarAhead':
      return html('profile.start.tooFarAhead');
    case 'tooYoung':
      return refusal.age < 0
        ? html('profile.start.beforeBirth')
        : html('profile.start.tooYoung', { age: refusal.age });
    case 'noSuchDay':
      return html('registration.birth.noSuchDay');
    default:
      return html('registration.birth.wrongForm');
  }
}

export function explainMobile(turn: Turn, refusal: MobileRefusal): string {
  const { html } = turn.words;
  return refusal.reason === 'wrongLength'
    ? html('registration.phone.wrongLength', { length: refusal.length })
    : html(`registration.phone.${refusal.reason}`);
}

export const explainEmail = (turn: Turn, { reason }: EmailRefusal): string =>
  turn.words.html(`registration.mail.${reason}`);

export function explainPassword(turn: Turn, refusal: PasswordRefusal): string {
  const { html } = turn.words;
  return refusal.reason === 'noDigit'
    ? html('registration.password.noDigit')
    : html(`registration.password.${refusal.reason}`, { length: refusal.length });
}
