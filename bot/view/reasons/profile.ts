import type {
  ProfileRefusal,
  SubmitRefusal,
  UniversityRefusal,
} from '../../../core/accounts/types.ts';
import type { Turn } from '../../intake/turn.ts';

type AnyRefusal = ProfileRefusal | SubmitRefusal | UniversityRefusal;

/** Why a profile is not taken. The form has seen to what has no words of its own here. */
export function explainProfile(turn: Turn, { reason }: AnyRefusal): string {
  const { html } = turn.words;
  switch (reason) {
    case 'noAccount':
      return html('errors.signInFirst');
    case 'studentNumberTaken':
      return html('profile.numberTaken');
    case 'alreadyConfirmed':
    case 'awaitingReview':
    case 'accountClosed':
    case 'azad':
    case 'medical':
      return html(`profile.${reason}`);
    case 'noProfile':
    case 'unknownUniversity':
    case 'notStarted':
      return html('profile.universityNone');
    case 'notYourFile':
      return html('forms.sendFile');
  }
}
