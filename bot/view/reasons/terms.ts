import type { OutsideWindow } from '../../../core/terms/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate } from '../format.ts';

/** Outside a window: its dates, so that the person knows when to come back. */
export function explainWindow(turn: Turn, { window }: OutsideWindow): string {
  const { html, language } = turn.words;
  if (window.reason === 'notSet') return html('application.windowNotSet');
  const dates = {
    from: formatDate(window.opensOn, language),
    to: formatDate(window.closesOn, language),
  };
  return window.reason === 'notYetOpen'
    ? html('application.windowNotYetOpen', dates)
    : html('application.windowClosed', dates);
}
