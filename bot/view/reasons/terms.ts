import type { OutsideWindow } from '../../../core/terms/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate } from '../format.ts';
import { Html } from '../language.ts';

/** Outside a window: which one it is and its dates, so that the person knows when to come back. */
export function explainWindow({ words }: Pick<Turn, 'words'>, refusal: OutsideWindow): string {
  const { html, language } = words;
  const { kind, window: when } = refusal;
  const window = new Html(html(`terms.windowKinds.${kind}`));
  if (when.reason === 'notSet') return html('errors.window.notSet', { window });
  const from = formatDate(when.opensOn, language);
  const to = formatDate(when.closesOn, language);
  return html(`errors.window.${when.reason}`, { window, from, to });
}
