import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applies } from '../../../bot/forms/state.ts';
import { PaperChat } from './paper-chat.ts';
import { type Answers, type Sent, smallForm } from './small-form.ts';

type Deed =
  | { kind: 'write'; text: string }
  | { kind: 'file' }
  | { kind: 'command'; name: string }
  /** On any button that was shown so far, the latest first. */
  | { kind: 'tap'; back: number }
  | { kind: 'forged'; data: string };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tap'), back: fc.nat(12) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('write'),
      text: fc.oneof(fc.constantFrom('Negar', '!', 'taken', '', '<b>'), fc.string()),
    }),
  },
  fc.record({ kind: fc.constant('file') }),
  fc.record({
    kind: fc.constant('command'),
    name: fc.constantFrom('open', 'menu', 'cancel', 'nothing'),
  }),
  fc.record({
    kind: fc.constant('forged'),
    data: fc.oneof(
      fc.string({ maxLength: 64 }),
      fc
        .tuple(
          fc.constantFrom('rules', 'name', 'colour', 'pins', 'review', 'password', '-', 'x'),
          fc.constantFrom('pick', 'back', 'skip', 'discard', 'change', 'send', 'add', 'open', 'y'),
          fc.constantFrom('', 'yes', 'red', 'blue', 'review', 'name', '2', '-1', '1e9'),
        )
        .map((parts) => ['f', 'small', ...parts].join(':')),
    ),
  }),
) as fc.Arbitrary<Deed>;

function act(chat: PaperChat, what: Deed) {
  if (what.kind === 'write') return chat.write(what.text);
  if (what.kind === 'file') return chat.file('paper');
  if (what.kind === 'command') return chat.command(what.name);
  if (what.kind === 'forged') return chat.tap(what.data);
  return chat.tap(chat.buttons.at(-1 - what.back) ?? 'menu');
}

const mayGo: Partial<Record<keyof Answers, readonly string[]>> = { colour: ['size', 'paper'] };

/** Answers that are gone although nothing that was done takes them away. */
function lost(before: Record<string, unknown>, chat: PaperChat, asked: string | undefined) {
  const excused = ['review', ...(mayGo[asked as keyof Answers] ?? [])];
  return Object.keys(before).filter((name) => !(name in chat.answers) && !excused.includes(name));
}

/** The right answer to whatever is asked. */
function answer(chat: PaperChat) {
  const step = chat.row?.step ?? '';
  const taps: Record<string, string> = {
    rules: 'pick:yes',
    colour: 'pick:red',
    size: 'pick:small',
    review: 'send',
  };
  if (step in taps) return chat.tap(`f:small:${step}:${taps[step]}`);
  if (step === 'paper') return chat.file('paper');
  if (step !== 'pins') return chat.write('Negar');
  const content = chat.row?.content as { scratch: { pins?: number[] } } | undefined;
  return chat.tap(content?.scratch.pins ? 'f:small:pins:done' : 'f:small:pins:add:1');
}

test('whatever people do, in any order, the form stays whole and can be finished', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 18 }), async (deeds) => {
      const sent: Sent = [];
      const form = smallForm(sent);
      const chat = new PaperChat(form);
      await chat.command('open');
      for (const what of deeds) {
        const before = { answers: chat.answers, step: chat.row?.step, sent: sent.length };
        const { said, toast } = await act(chat, what);
        expect(said.length > 0 || toast !== undefined, 'nobody is left without an answer').toBe(
          true,
        );
        if (!chat.row) continue;
        const step = form.steps.find(({ name }) => name === chat.row?.step);
        expect(step && applies(step as never, chat.answers), 'the step is one that is asked').toBe(
          true,
        );
        expect(lost(before.answers, chat, before.step)).toEqual([]);
      }
      if (chat.session.activeForm === null) await chat.command('open');
      const had = sent.length;
      for (let asked = 0; asked < 20 && sent.length === had; asked += 1) await answer(chat);
      expect(sent).toHaveLength(had + 1);
      expect(chat.row).toBeNull();
      for (const data of chat.buttons) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    }),
    { numRuns: 500 },
  );
});
