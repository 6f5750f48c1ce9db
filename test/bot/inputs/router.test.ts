import fc from 'fast-check';
import { test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { generated } from '../../support/generated.ts';
import { Conversation } from './conversation.ts';
import { asData, contacts, others, files as someFiles, texts } from './deeds.ts';
import type { Sent } from './input-chat.ts';
import { commandNames, oddArguments, oddTexts, tapNames } from './odd.ts';
import { RecordedBot } from './recorded-bot.ts';
import { aHouse, dwellers, type House } from './scenes/house.ts';
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

/** One house is home to all of them: what one decides, another finds decided. */
const story = fc.array(fc.record({ who: fc.constantFrom(...dwellers), what: step }), {
  minLength: 1,
  maxLength: 120,
  size: 'max',
});

test('whatever is typed or tapped outside of forms has an answer', {
  timeout: 3_600_000,
}, async () => {
  const whatever = fc.asyncProperty(story, async (steps) => {
    await database.empty();
    const house = await aHouse(database);
    const bot = new RecordedBot(database, files());
    const at = (chatId: bigint) =>
      new Conversation('none', { chatId, open: [] }, { bot, database, turn: 0 });
    const talks = new Map(dwellers.map((dweller) => [dweller, at(house.chatOf(dweller))]));
    for (const { who, what } of steps) {
      const talk = talks.get(who);
      const sent = talk && sentBy(what, talk.chat.buttons, house);
      if (sent) await talk.say(sent);
    }
  });
  const numRuns = Math.ceil(generated.inputs / 200);
  await fc.assert(whatever, { numRuns, seed: generated.seed });
});

function sentBy(what: Step, buttons: readonly string[], house: House): Sent | undefined {
  const inHouse = (word: Word) =>
    typeof word === 'string' ? word : (house.words[word % house.words.length] ?? '');
  if ('sent' in what) return what.sent;
  if ('command' in what) {
    return { text: [`/${what.command}`, ...what.words.map(inHouse)].join(' ') };
  }
  if ('tap' in what) return asData([what.tap, ...what.words.map(inHouse)]);
  const tap = buttons[what.press % buttons.length];
  return tap === undefined ? undefined : { tap };
}
