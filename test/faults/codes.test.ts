import { expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { sharedRedis } from '../support/bot.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { patience, quiet } from '../support/play.ts';
import { useRegistration } from '../support/registering.ts';

const database = useDatabase();
const visit = useRegistration(database);

/** Each update goes to both replicas at the same time. */
const twoReplicas = { take: 'webhook', replicas: 2, environment: sharedRedis() } as const;

/** Others who have come as far as the first, with the same phone. */
async function othersLike({ student, about }: Cast, count: number): Promise<Player[]> {
  const { read } = database.db;
  const now = database.clock.now();
  const [form] = await read.formState.findMany();
  if (!form) throw new Error('the first student has not begun');
  const players: Player[] = [];
  for (let index = 1; index <= count; index++) {
    const person = { ...about, telegramId: about.telegramId + 1_000 + index };
    const chatId = BigInt(person.telegramId);
    const session = { chatId, language: 'fa', createdAt: now, lastSeenAt: now } as const;
    await read.chatSession.create({ data: session });
    const { id: _id, ...state } = form;
    await read.formState.create({ data: { ...state, chatId, content: form.content as object } });
    const chat = visit.bot.chatOf(person);
    const { words } = student;
    players.push(new Player({ name: `${index}`, chat, words, onlooker: {}, patience }));
  }
  await Promise.all(players.map(comesToTheQuestion));
  return players;
}

async function comesToTheQuestion(player: Player): Promise<void> {
  const { plain } = player.words;
  await player.write('/menu');
  await player.tap(plain('menu.continueForm', { form: plain('registration.title') }));
  await player.seesButton(plain('registration.bySms'));
}

const refusals = ['tooSoon', 'hourLimit'] as const;

/** How many of the players saw each refusal as the last thing that was said to them. */
function refusedNow(players: readonly Player[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { chat, words } of players) {
    const { text = '' } = chat.messages.at(-1) ?? {};
    const refusal = refusals.find((name) => text.includes(wordsOf(name, words)));
    if (refusal) counts[refusal] = (counts[refusal] ?? 0) + 1;
  }
  return counts;
}

/** The beginning of a refusal, up to what only the bot knows. */
const wordsOf = (name: (typeof refusals)[number], { plain }: Player['words']): string => {
  const text =
    name === 'tooSoon'
      ? plain('codes.tooSoon', { wait: any })
      : plain('codes.hourLimit', { limit: 5, at: any });
  return text.split(any.html)[0] ?? '';
};

test('a number gets a code a minute and five an hour, whoever asks of whichever replica', {
  timeout: 120_000,
}, async () => {
  const cast = await visit.studentBefore('asks for the code by SMS', {}, twoReplicas);
  const players = [cast.student, ...(await othersLike(cast, 5))];
  const phone = `+98${cast.about.mobile.slice(1)}`;
  const { phones } = visit.bot.playground;
  const askAll = async (button: string) => {
    await Promise.all(players.map((player) => player.tap(button)));
    await quiet(visit.bot, database);
  };

  const { plain } = cast.student.words;
  await askAll(plain('registration.bySms'));
  expect(phones.inbox(phone)).toHaveLength(1);
  expect(refusedNow(players)).toEqual({ tooSoon: 5 });
  for (let sent = 2; sent <= 5; sent++) {
    database.clock.advance(minutes);
    await askAll(plain('codes.againSms'));
    expect(phones.inbox(phone)).toHaveLength(sent);
  }
  database.clock.advance(minutes);
  await askAll(plain('codes.againSms'));
  expect(phones.inbox(phone)).toHaveLength(5);
  expect(refusedNow(players)).toEqual({ hourLimit: 6 });
});

test('of eight tries at once five are read, and the sixth finds the code dead though it is right', {
  timeout: 60_000,
}, async () => {
  const cast = await visit.studentBefore('writes the code from the phone', {}, twoReplicas);
  const { student } = cast;
  const code = await cast.codeBySms();
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  await student.perform('writes all at once', (chat) => {
    for (const typed of [wrong, wrong, wrong, wrong, wrong, code, code, code]) chat.send(typed);
  });
  await quiet(visit.bot, database);
  const codes = await database.db.read.oneTimeCode.findMany();
  expect(codes).toMatchObject([{ attempts: 5, usedAt: null }]);
  const said = student.chat.messages.filter(
    ({ text }) => text === student.words.plain('codes.dead'),
  );
  expect(said).toHaveLength(4);
});

test('the right code, sent twice at once, is used once and leads one step on', {
  timeout: 60_000,
}, async () => {
  const cast = await visit.studentBefore('writes the code from the phone', {}, twoReplicas);
  const { student, about } = cast;
  const code = await cast.codeBySms();
  await student.perform('writes it twice', (chat) => {
    chat.send(code);
    chat.send(code);
  });
  await quiet(visit.bot, database);
  const codes = await database.db.read.oneTimeCode.findMany({ orderBy: { channel: 'asc' } });
  expect(codes).toMatchObject([
    { channel: 'sms', usedAt: database.clock.now() },
    // What came second was a wrong try at the code of the mailbox.
    { channel: 'email', usedAt: null, attempts: 1 },
  ]);
  expect(visit.bot.playground.mail.inbox(about.email)).toHaveLength(1);
  await visit.finishFrom('writes the code from the mailbox', cast);
});
