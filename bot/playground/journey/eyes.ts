import { z } from 'zod';
import { formOf, peekSession } from '../../../core/chats/queries.ts';
import type { Database } from '../../../core/db.ts';
import type { Eyes } from './cast.ts';

const picture = z.object({ scratch: z.object({ text: z.string() }) });

/**
 * The eyes: what a person reads from the captcha's picture is taken from the state of the form that
 * shows it. The only place where the journey looks behind the screen.
 */
export const eyesOn =
  ({ read }: Pick<Database, 'read'>): Eyes =>
  async (chatId) => {
    const session = await peekSession(read, BigInt(chatId));
    const form = await formOf(read, BigInt(chatId), session?.activeForm ?? '');
    return picture.parse(form?.content).scratch.text;
  };
