import { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { type Logger, pino } from 'pino';
import { createBot } from '../../../bot/bot.ts';
import type { FloodGate } from '../../../bot/intake/flood.ts';
import { answersForm } from '../../../bot/intake/incoming.ts';
import type { Outside } from '../../../bot/intake/outside.ts';
import { createIntake, type IntakeParts } from '../../../bot/intake/take-update.ts';
import type { Router } from '../../../bot/intake/work.ts';
import type { Reply, Toast } from '../../../bot/view/message.ts';
import type { Database } from '../../../core/db.ts';

/** The bot's intake with screens of the test's own, and what it said instead of a messenger. */
export interface TestBot {
  readonly bot: Bot;
  readonly said: { readonly chatId: bigint; readonly reply: Reply }[];
  readonly toasts: (Toast | undefined)[];
  /** Every line of the log, as it is written. */
  readonly lines: string[];
  readonly log: Logger;
}

const nothingOutside = (): never => {
  throw new Error('nothing outside is asked here');
};

export const noOutside: Outside = {
  files: {} as Outside['files'],
  recordOf: nothingOutside,
  hashPassword: nothingOutside,
  verifyPassword: nothingOutside,
  checkPassword: nothingOutside,
  download: nothingOutside,
};

export function testBot(
  database: Database,
  router: Pick<Router, 'handle'> & Partial<Router>,
  floodGate: FloodGate = { admits: async () => true },
): TestBot {
  const said: TestBot['said'] = [];
  const toasts: TestBot['toasts'] = [];
  const lines: string[] = [];
  const log: Logger = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const answer: IntakeParts['answer'] = async (chatId, replies) => {
    for (const { message } of replies) {
      said.push({ chatId, reply: (message.payload as unknown as { reply: Reply }).reply });
    }
  };
  const takeUpdate = createIntake({
    database,
    router: { preparation: () => undefined, staysInForm: answersForm, ...router },
    outside: noOutside,
    log,
    instance: 'test',
    leaseSeconds: 30,
    answer,
    showToast: async (_queryId, toast) => void toasts.push(toast),
  });
  const me = { id: 1, is_bot: true, first_name: 'Test', username: 'test_bot' };
  const bot = new Bot('1:token', { botInfo: me as unknown as NonNullable<Bot['botInfo']> });
  createBot({ bot, takeUpdate, floodGate });
  return { bot, said, toasts, lines, log };
}

let updates = 0;

const person = (id: number) => ({ id, is_bot: false, first_name: 'Somebody' });

const message = (chatId: number, content: object) => ({
  message_id: 7,
  date: 1,
  chat: { id: chatId, type: 'private', first_name: 'Somebody' },
  from: person(chatId),
  ...content,
});

const update = (content: object): Update => {
  updates += 1;
  return { update_id: updates, ...content } as Update;
};

export const text = (chatId: number, words: string): Update =>
  update({ message: message(chatId, { text: words }) });

export const tap = (chatId: number, data: string): Update =>
  update({
    callback_query: { id: `q${updates}`, from: person(chatId), message: message(chatId, {}), data },
  });

/** Updates that are no affair of the bot's. */
export const foreignUpdates: readonly (readonly [string, () => Update])[] = [
  ['a group', () => update({ message: { ...message(5, { text: '/start' }), chat: group } })],
  ['a channel', () => update({ channel_post: { ...message(5, { text: 'a' }), chat: channel } })],
  ['an edited message', () => update({ edited_message: message(5, { text: 'b' }) })],
  ['a membership', () => update({ my_chat_member: { chat: group, from: person(5), date: 1 } })],
  ['a tap in a group', () => update({ callback_query: tapIn(group) })],
  ['a tap without its message', () => update({ callback_query: tapIn(undefined) })],
];

const group = { id: -5, type: 'supergroup', title: 'A group' };
const channel = { id: -6, type: 'channel', title: 'A channel' };

const tapIn = (chat: object | undefined) => ({
  id: 'q',
  from: person(5),
  data: 'menu',
  ...(chat ? { message: { ...message(5, {}), chat } } : {}),
});
