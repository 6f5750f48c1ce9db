import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { screens } from '../../../bot/screens.ts';
import type { StoredForm } from '../../../core/chats/types.ts';
import { useDatabase } from '../../support/database.ts';
import { generated } from '../../support/generated.ts';
import type { Sent } from './input-chat.ts';
import { oddTexts } from './odd.ts';
import { openFiles, stageOf } from './stage.ts';
import { Story } from './story.ts';

const database = useDatabase();
const files = openFiles(database);
const { forms } = screens;

/** What other versions may have left behind, or nobody ever wrote. */
interface Before {
  readonly turn: number;
  /** How many right answers were given. */
  readonly answered: number;
  readonly version: number;
  /** The step that was asked: one of the form's, or one that is no more. */
  readonly step: number;
  readonly isStepKnown: boolean;
  /** Answers that are not there. */
  readonly without: readonly number[];
  /** Answers that are something else. */
  readonly other: readonly (readonly [at: number, value: fc.JsonValue])[];
  readonly scratch: { readonly [name: string]: fc.JsonValue } | undefined;
  readonly origin: string | undefined;
}

const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3, nil: undefined });
const places = fc.array(fc.nat(20), { maxLength: 3 });
const names = [...new Set(forms.flatMap(({ steps }) => steps.map(({ name }) => String(name))))];

const before: fc.Arbitrary<Before> = fc.record({
  turn: fc.nat(5),
  answered: fc.nat(12),
  version: fc.nat(2),
  step: fc.nat(20),
  isStepKnown: fc.boolean(),
  without: places,
  other: fc.array(fc.tuple(fc.nat(20), fc.jsonValue({ maxDepth: 2 })), { maxLength: 3 }),
  scratch: rarely(
    fc.dictionary(
      fc.constantFrom('text', 'seed', 'codeId', 'chosen', 'page', 'files', 'found', 'results'),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  ),
  origin: rarely(fc.constantFrom('review', 'gone', '', ...names)),
});

const inputs = (form: string, step: string): fc.Arbitrary<Sent> =>
  fc.oneof(
    fc.constantFrom(...oddTexts).map((text) => ({ text })),
    fc
      .constantFrom(`f:${form}:-:open`, `f:${form}:${step}:back`, `f:${form}:${step}:pick:1`)
      .map((tap) => ({ tap })),
    fc.constant({ file: 'png', as: 'document' } as const),
  );

const at = <Value>(list: readonly Value[], place: number): Value | undefined =>
  list[list.length === 0 ? 0 : place % list.length];

type Content = { readonly answers: Record<string, unknown>; readonly scratch: object };

/** What was kept, as another version would have kept it. */
function changed(
  name: string,
  kept: Before,
  was: StoredForm,
): Omit<StoredForm, 'form' | 'revision'> {
  const steps = stepsOf(name);
  const { answers, scratch } = was.content as Content;
  const gone = new Set(kept.without.map((place) => at(Object.keys(answers), place)));
  const stay = Object.entries(answers).filter(([key]) => !gone.has(key));
  const other = kept.other.map(([place, value]) => [at(steps, place) ?? '', value] as const);
  const content = {
    answers: { ...Object.fromEntries([...stay, ...other]), gone: true },
    scratch: kept.scratch ?? scratch,
    ...(kept.origin === undefined ? {} : { origin: kept.origin }),
  };
  const step = kept.isStepKnown ? (at(steps, kept.step) ?? was.step) : 'gone';
  return { version: kept.version, step, content };
}

const versionOf = (name: string): number => forms.find((form) => form.name === name)?.version ?? 0;

const stepsOf = (name: string): string[] =>
  forms.find((form) => form.name === name)?.steps.map((step) => String(step.name)) ?? [];

/** The scene after some right answers; undefined where the form is over by then. */
async function halfway(name: string, { turn, answered }: Before): Promise<Story | undefined> {
  const story = new Story(await stageOf(name, turn, { database, files: files() }));
  const { talk } = story;
  await talk.open();
  for (let given = 0; given < answered && talk.asked(await talk.kept()); given += 1) {
    await talk.answer();
  }
  return talk.asked(await talk.kept()) && story;
}

/** The engine is the same for all; in a short run some forms stand for the others. */
const some = generated.many ? forms : forms.filter((_form, index) => index % 9 === 0);

describe('a form that another version kept is met without a fault, and what fits is kept', () => {
  test.each(some.map(({ name }) => name))('%s', { timeout: 3_600_000 }, async (name) => {
    const whatever = fc.asyncProperty(before, fc.gen(), async (kept, gen) => {
      const story = await halfway(name, kept);
      const was = (await story?.talk.kept())?.forms.get(name);
      if (!story || !was) return;
      const row = changed(name, kept, was);
      await story.talk.rewrite(row);
      const { after } = await story.talk.say(gen(inputs, name, row.step));
      if (row.version > versionOf(name)) {
        // A newer one's is left as it is, until it is given up.
        expect(after.forms.get(name), story.talk.transcript).toMatchObject(row);
        await story.talk.say({ tap: `f:${name}:${row.step}:discard` });
        return story.finish();
      }
      const { answers } = row.content as Content;
      const { answers: now } = (after.forms.get(name)?.content ?? { answers: {} }) as Content;
      // The asked step's answer may be the one that was just given.
      for (const key of Object.keys(now).filter((one) => one in answers && one !== row.step)) {
        expect(now[key], story.talk.transcript).toEqual(answers[key]);
      }
      await story.finish();
    });
    const numRuns = Math.ceil(generated.inputs / forms.length / 40);
    await fc.assert(whatever, { numRuns, seed: generated.seed });
  });
});
