import type { FileRefusal } from '../../../core/files/rules.ts';
import type { Refusal } from '../../../core/result.ts';
import type { Turn } from '../../intake/turn.ts';

const megabyte = 1024 * 1024;

/** Why a file was not taken, and what to send instead. */
export function explainFile(
  turn: Turn,
  refusal: FileRefusal | Refusal<'storeDown' | 'downloadFailed'>,
): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'tooLarge':
      return html('files.tooLarge', {
        size: Math.ceil((refusal.size / megabyte) * 10) / 10,
        limit: refusal.limit / megabyte,
      });
    case 'tooMany':
      return html('files.tooMany', { limit: refusal.limit });
    case 'storeDown':
    case 'downloadFailed':
      return html('errors.storeDown');
    default:
      return html(`files.${refusal.reason}`);
  }
}
