import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { screens } from '../../../bot/screens.ts';
import { useDatabase } from '../../support/database.ts';
import { generated } from '../../support/generated.ts';
import { deed } from './deeds.ts';
import { openFiles, stageOf } from './stage.ts';
import { Story } from './story.ts';

const database = useDatabase();
const files = openFiles(database);
const { forms } = screens;
const names = forms.map(({ name }) => name);
/** Scenes differ by their turn; this many turns show all that they have. */
const variants = 6;

/** All variants of a scene; in a short run one, another for each form. */
const turnsOf = (name: string): number[] =>
  generated.many
    ? Array.from({ length: variants }, (_, turn) => turn)
    : [(generated.seed + names.indexOf(name)) % variants];

const storyOf = async (form: string, turn: number) =>
  new Story(await stageOf(form, turn, { database, files: files() }));

describe('right answers lead from the first question to the end', () => {
  test.each(names)('%s', { timeout: 600_000 }, async (name) => {
    for (const turn of turnsOf(name)) {
      const story = await storyOf(name, turn);
      const { talk } = story;
      await talk.open();
      expect(talk.asked(await talk.kept()), talk.transcript).toBeDefined();
      while (talk.asked(await talk.kept())) {
        await story.happen({ do: 'right', style: 'as it is', times: 1 });
        expect(talk.exchanges, talk.transcript).toBeLessThan(60);
      }
      expect((await talk.kept()).forms.has(name), talk.transcript).toBe(false);
    }
  });
});

/** Of a story at most, and at least on average: deeds of the clock or the house are no inputs. */
const inputsOfStory = generated.many ? { most: 50, least: 14 } : { most: 20, least: 8 };
/** In a short run some forms stand for the others, another share of them for each seed. */
const told = generated.many
  ? forms
  : forms.filter((_form, index) => (index + generated.seed) % 4 === 0);
const stepsInAll = told.reduce((sum, { steps }) => sum + steps.length, 0);

/** Stories about a form; forms of more steps have more. */
const storiesOf = (steps: number): number =>
  Math.ceil((generated.inputs * steps) / stepsInAll / inputsOfStory.least);

const story = fc.record({
  turn: fc.nat(variants - 1),
  deeds: fc.array(deed, { minLength: 1, maxLength: inputsOfStory.most, size: 'max' }),
});

describe('whatever comes, nothing is lost, and right answers then lead to the end', () => {
  let inputs = 0;

  test.each(told.map(({ name, steps }) => [name, steps.length] as const))(
    '%s',
    { timeout: 3_600_000 },
    async (name, steps) => {
      const whatever = fc.asyncProperty(story, async ({ turn, deeds }) => {
        const happening = await storyOf(name, turn);
        const { talk } = happening;
        await talk.open();
        for (const one of deeds) await happening.happen(one);
        inputs += talk.exchanges;
        await happening.finish();
      });
      await fc.assert(whatever, { numRuns: storiesOf(steps), seed: generated.seed });
    },
  );

  test('there were as many inputs as were asked for', () => {
    expect(inputs).toBeGreaterThanOrEqual(generated.inputs);
  });
});
