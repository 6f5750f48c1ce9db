import type { ReceivedSheet } from '../../forms/sheet-step.ts';
import type { Words } from '../language.ts';

const megabyte = 1024 * 1024;

/** Why a sheet was not read, and what to send instead. */
export function explainSheet(
  { html }: Words,
  refusal: Extract<ReceivedSheet, { ok: false }>,
): string {
  switch (refusal.reason) {
    case 'empty':
    case 'unreadable':
    case 'wrongEncoding':
      return html(`sheets.${refusal.reason}`);
    case 'downloadFailed':
      return html('errors.storeDown');
    case 'tooLarge':
      return html('sheets.tooLarge', { limit: refusal.limit / megabyte });
    case 'tooManyRows':
    case 'tooManyColumns':
    case 'tooManyCells':
    case 'cellTooLong':
      return html(`sheets.${refusal.reason}`, { limit: refusal.limit });
  }
}
