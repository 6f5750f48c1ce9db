import { formOf } from '../../core/chats/queries.ts';
import { continueForm, openForm } from '../forms/engine.ts';
import type { AnyForm } from '../forms/form.ts';
import type { Turn } from '../intake/turn.ts';
import { answerIn } from './stored-answer.ts';

/**
 * Opens a form about something, or goes on where the person left it if it was about the same: the
 * answer named `key` says what it is about. One about something else gives way.
 */
export async function openAbout(
  turn: Turn,
  form: AnyForm,
  key: string,
  preset: Record<string, unknown>,
): Promise<void> {
  const half = await formOf(turn.work.tx, turn.chatId, form.name);
  if (half && answerIn(half, key) === preset[key]) return continueForm(turn, form, half);
  await openForm(turn, form, preset);
}
