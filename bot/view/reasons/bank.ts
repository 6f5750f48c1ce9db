import type { ShebaRefusal } from '../../../core/bank/types.ts';
import type { Turn } from '../../intake/turn.ts';

export function explainSheba(turn: Turn, refusal: ShebaRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'wrongLength':
      return html('application.shebaWrong.wrongLength', { length: refusal.length });
    case 'foreign':
      return html('application.shebaWrong.foreign', { country: refusal.country });
    case 'notDigits':
      return html('application.shebaWrong.notDigits', { character: refusal.character });
    default:
      return html(`application.shebaWrong.${refusal.reason}`);
  }
}
