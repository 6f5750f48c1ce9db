import fc from 'fast-check';
import { describe, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { generated } from '../../support/generated.ts';
import { Conversation } from './conversation.ts';
import { asData, contacts, others, files as someFiles, texts } from './deeds.ts';
import type { Sent } from './input-chat.ts';
import { commandNames, oddArguments, oddTexts, tapNames } from './odd.ts';
import { RecordedBot } from './recorded-bot.ts';
import { aHouse, dwellers } from './scenes/house.ts';
import { openFiles } from './stage.ts';

const database = useDatabase();
const files = openFiles(database);

/** A word of the house by its place, or one that means nothing there. */
type Word = number | string;
type Step =
  | { readonly tap: string; readonly words: readonly Word[] }
  | { readonly command: string; readonly words: readonly Word[] }
  | { readonly press: number }
  | { readonly sent: Sent };

const pick = (words: readonly string[]) => fc.constantFrom(...words);
const words = (odd: readonly string[]): fc.Arbitrary<Word[]> =>
  fc.array(fc.oneof(fc.nat(100), pick(odd)), { maxLength: 4 });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ tap: pick(tapNames), words: words(oddArguments) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      command: pick(commandNames),
      words: words([...oddArguments, ...oddTexts]),
    }),
  },
  { weight: 5, arbitrary: fc.record({ press: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.oneof(texts, someFiles, contacts, others).map((sent) => ({ sent })),
  },
);

const longest = 80;

describe('whatever is typed or tapped outside of forms has an answer', () => {
  test.each(dwellers)('%s', { timeout: 3_600_000 }, async (dweller) => {
    const whatever = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: longest, size: 'max' }),
      async (steps) => {
        await database.empty();
        const house = await aHouse(database);
        const scene = { chatId: house.chatOf(dweller), open: [] };
        const bot = new RecordedBot(database, files());
        const talk = new Conversation('none', scene, { bot, database, turn: 0 });
        const inHouse = (word: Word) =>
          typeof word === 'string' ? word : (house.words[word % house.words.length] ?? '');
        for (const one of [{ sent: { tap: 'lang:fa' } }, ...steps]) {
          const sent = sentBy(one, talk.chat.buttons, inHouse);
          if (sent) await talk.say(sent);
        }
      },
    );
    const numRuns = Math.ceil(generated.inputs / dwellers.length / longest);
    await fc.assert(whatever, { numRuns, seed: generated.seed });
  });
});

function sentBy(
  what: Step,
  buttons: readonly string[],
  inHouse: (word: Word) => string,
): Sent | undefined {
  if ('sent' in what) return what.sent;
  if ('command' in what) {
    return { text: [`/${what.command}`, ...what.words.map(inHouse)].join(' ') };
  }
  if ('tap' in what) return asData([what.tap, ...what.words.map(inHouse)]);
  const tap = buttons[what.press % buttons.length];
  return tap === undefined ? undefined : { tap };
}
