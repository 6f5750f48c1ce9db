import { GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../bot/sending/telegram.ts';

const now = new Date('2024-02-01T08:00:00Z');

const refusal = (error_code: number, description: string): GrammyError =>
  new GrammyError('it failed', { ok: false, error_code, description }, 'sendMessage', {});

test('a token that was taken back is no matter of the message: it waits for a new one', () => {
  expect(outcomeOf(refusal(401, 'Unauthorized'), now, 1)).toEqual({
    state: 'pending',
    dueAt: new Date('2024-02-01T08:00:10Z'),
    error: 'status 401',
    untouched: true,
  });
});

test('what the messenger refuses of the message itself is given up', () => {
  const refused = refusal(400, "Bad Request: can't parse entities");
  expect(outcomeOf(refused, now, 1)).toEqual({ state: 'failed', error: 'status 400' });
});
