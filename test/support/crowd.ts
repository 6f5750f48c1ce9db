import {
  type Cast,
  type CastOptions,
  chatOf,
  gatherCast,
} from '../../bot/playground/journey/cast.ts';
import { type Onlooker, Player } from '../../bot/playground/journey/player.ts';
import { madeUpNationalId } from '../../bot/playground/made-up.ts';
import { journeyUnit, type MadeUpStudent, students } from '../../bot/playground/people.ts';
import type { Playground } from '../../bot/playground/playground.ts';
import { addRecords } from '../../bot/playground/seed/records.ts';
import { playgroundUniversity } from '../../bot/playground/seed/universities.ts';
import { WaitTimeout } from '../../bot/playground/telegram/waiting.ts';
import { words } from '../../bot/view/language.ts';
import type { KillStore } from './kill-store.ts';

const letters = ['آ', 'ب', 'پ', 'ت', 'ج', 'د', 'ر', 'س', 'م', 'ن'];
const inLetters = (number: number): string =>
  [...String(number)].map((digit) => letters[Number(digit)]).join('');

/** Married women who study alike; each has numbers, a name and a chat of her own. */
export const crowdOf = (count: number): MadeUpStudent[] =>
  Array.from({ length: count }, (_, index) => ({
    ...students.married,
    telegramId: 8_500_000 + index,
    firstName: `نگار${inLetters(index)}`,
    identityNumber: madeUpNationalId(20_000 + index),
    mobile: `0912700${String(index).padStart(4, '0')}`,
    email: `crowd${index}@mail.example`,
    studentNumber: `402${String(7_100_000 + index)}`,
  }));

/** The records of the crowd, and seats for all of them. */
export async function admit(store: KillStore, crowd: readonly MadeUpStudent[]): Promise<void> {
  await store.look(async ({ read, transaction }) => {
    const { id } = await read.university.findUniqueOrThrow({
      where: { code: playgroundUniversity.code },
    });
    await transaction((work) => addRecords(work, id, crowd));
    await read.seatCount.updateMany({
      where: { opening: { unit: { code: journeyUnit } } },
      data: { capacity: crowd.length + 10 },
    });
  });
}

/** One of the crowd at the chat. */
export function playerOf(
  playground: Playground,
  about: MadeUpStudent,
  { onlooker = {}, patience }: { onlooker?: Onlooker; patience: number },
): Player {
  const chat = chatOf(playground, about);
  return new Player({ name: about.firstName, chat, words: words.fa, onlooker, patience });
}

/** As `playerOf`, with the officers of all, for the journey. */
export function castOfStudent(
  playground: Playground,
  about: MadeUpStudent,
  options: CastOptions & { readonly patience: number },
): Cast {
  const { patience } = options;
  const phone = `+98${about.mobile.slice(1)}`;
  return {
    ...gatherCast(playground, options),
    about,
    student: playerOf(playground, about, options),
    codeBySms: async () => codeIn((await playground.phones.next(phone, patience)) as object),
    codeByMail: async () => codeIn(await playground.mail.next(about.email, patience)),
    notes: {},
  };
}

function codeIn(message: { readonly code?: string; readonly text?: string }): string {
  const code = message.code ?? /\d{6}/.exec(message.text ?? '')?.[0];
  if (code === undefined) throw new WaitTimeout('there is no code in this message');
  return code;
}
