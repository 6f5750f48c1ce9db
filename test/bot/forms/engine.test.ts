import { beforeEach, describe, expect, test } from 'vitest';
import { Html, words } from '../../../bot/view/language.ts';
import type { StoredForm } from '../../../core/chats/types.ts';
import { PaperChat } from './paper-chat.ts';
import { type Sent, smallForm } from './small-form.ts';

const { html, plain } = words.en;
let sent: Sent;
let chat: PaperChat;

beforeEach(() => {
  sent = [];
  chat = new PaperChat(smallForm(sent));
});

/** Answers everything up to the review page. */
async function fillIn(colour: 'red' | 'blue' = 'red'): Promise<void> {
  await chat.command('open');
  await chat.tap('f:small:rules:pick:yes');
  await chat.write('Negar');
  await chat.tap(`f:small:colour:pick:${colour}`);
  if (colour === 'red') await chat.tap('f:small:size:pick:large');
  await chat.tap('f:small:note:skip');
  await chat.tap('f:small:pins:add:1');
  await chat.tap('f:small:pins:add:3');
  await chat.tap('f:small:pins:done');
  if (colour === 'blue') await chat.file('paper-1');
  await chat.write('passw0rd');
}

const filled = {
  rules: 'yes',
  name: 'Negar',
  colour: 'red',
  size: 'large',
  note: null,
  pins: [1, 3],
};

test('from the first question to the last, sent once', async () => {
  await fillIn();
  expect((await chat.tap('f:small:review:send')).said).toEqual(['sent']);
  expect(sent).toEqual([{ ...filled, password: 'passw0rd', review: true }]);
  expect(chat.row).toBeNull();
  expect((await chat.tap('f:small:review:send')).toast).toBe(plain('forms.over'));
  expect(sent).toHaveLength(1);
});

describe('back', () => {
  test('leads to the step before, keeps what was answered, and stops at a gate', async () => {
    await fillIn();
    await chat.tap('f:small:review:back');
    expect(chat.row?.step).toBe('password');
    await chat.tap('f:small:password:back');
    await chat.tap('f:small:pins:back');
    expect(chat.row?.step).toBe('note');
    await chat.tap('f:small:note:back');
    await chat.tap('f:small:size:back');
    await chat.tap('f:small:colour:back');
    expect(chat.row?.step).toBe('name');
    expect((await chat.tap('f:small:name:back')).toast).toBe(plain('forms.noWayBack'));
    expect(chat.answers).toMatchObject(filled);
    await chat.write('Laleh');
    expect(chat.row?.step).toBe('review');
    expect(chat.answers).toMatchObject({ ...filled, name: 'Laleh' });
  });
});

describe('back from a step that was opened on the review page', () => {
  test('leads back to the page, with nothing changed', async () => {
    await fillIn();
    await chat.tap('f:small:review:change:name');
    expect(chat.row?.step).toBe('name');
    await chat.tap('f:small:name:back');
    expect(chat.row?.step).toBe('review');
    expect(chat.answers).toMatchObject(filled);
  });
});

describe('skip', () => {
  test('only what is optional', async () => {
    await chat.command('open');
    expect((await chat.tap('f:small:rules:skip')).toast).toBe(plain('forms.needed'));
    expect(chat.row?.step).toBe('rules');
  });
});

test.each([' ', '\n\n\t', '\u200c', '\u200f\u202e\u2066'])(
  'a text of blanks (%j) answers nothing, and what may be skipped says so',
  async (blank) => {
    await chat.command('open');
    await chat.tap('f:small:rules:pick:yes');
    expect((await chat.write(blank)).said).toEqual([html('forms.writeText')]);
    await chat.write('Negar');
    await chat.tap('f:small:colour:pick:red');
    await chat.tap('f:small:size:pick:large');
    expect((await chat.write(blank)).said).toEqual([html('forms.writeOrSkip')]);
    expect(chat.row?.step).toBe('note');
    expect(chat.answers).not.toHaveProperty('note');
  },
);

describe('on the review page', () => {
  test('one answer is changed, and the page comes back', async () => {
    await fillIn();
    await chat.tap('f:small:review:change:note');
    const { said } = await chat.write('a note');
    expect(said.at(-1)).toContain('a note');
    expect(chat.row?.step).toBe('review');
  });

  test('what follows from a changed answer is asked again', async () => {
    await fillIn('blue');
    await chat.tap('f:small:review:change:colour');
    await chat.tap('f:small:colour:pick:blue');
    expect(chat.row?.step).toBe('paper');
    await chat.file('paper-2');
    expect(chat.answers).toMatchObject({ paper: 'paper-2', pins: [1, 3] });
  });

  test.each(['rules', 'review', 'size', 'nothing', '', '__proto__'])(
    'a made-up button does not lead to "%s"',
    async (name) => {
      await fillIn('blue');
      const { said } = await chat.tap(`f:small:review:change:${name}`);
      expect(said[0]).toBe(html('forms.pressButton'));
      expect(chat.row?.step).toBe('review');
    },
  );

  test('what stands against it is said, and the form goes there', async () => {
    await fillIn();
    await chat.tap('f:small:review:change:name');
    await chat.write('taken');
    const { said } = await chat.tap('f:small:review:send');
    expect(said).toEqual(['the name is taken', 'ask name']);
    await chat.write('free');
    await chat.tap('f:small:review:send');
    expect(sent).toMatchObject([{ name: 'free' }]);
  });
});

describe('leaving', () => {
  test('cancel asks first; staying loses nothing, discarding loses all', async () => {
    await fillIn();
    const before = chat.row;
    await chat.tap('f:small:review:cancel');
    expect(chat.row).toEqual(before);
    await chat.tap('f:small:review:stay');
    expect(chat.row).toEqual(before);
    await chat.command('cancel');
    await chat.tap('f:small:review:discard');
    expect(chat).toMatchObject({ row: null, session: { activeForm: null } });
    expect((await chat.tap('f:small:review:send')).toast).toBe(plain('forms.over'));
    expect(sent).toEqual([]);
  });

  test('what is left for later is continued where it was, with half a choice', async () => {
    await chat.command('open');
    await chat.tap('f:small:rules:pick:yes');
    await chat.write('Negar');
    await chat.tap('f:small:colour:pick:blue');
    await chat.tap('f:small:note:skip');
    await chat.tap('f:small:pins:add:2');
    await chat.command('menu');
    expect(chat.session.activeForm).toBeNull();
    expect((await chat.command('open')).said).toEqual(['ask pins 2']);
    await chat.tap('f:small:pins:done');
    expect(chat.answers).toMatchObject({ pins: [2] });
  });

  test('a tap on an old button of the form comes back to its question', async () => {
    await chat.command('open');
    await chat.tap('f:small:rules:pick:yes');
    await chat.command('menu');
    expect((await chat.tap('f:small:rules:pick:yes')).said).toEqual(['ask name']);
  });
});

describe('a form that changed since', () => {
  const open = async (old: Record<string, unknown>, step: string, version = 1) =>
    leave({ answers: old, scratch: {} }, step, version);
  const leave = async (content: unknown, step: string, version = 1) => {
    await chat.command('open');
    chat.row = { form: 'small', version, step, content, revision: 0 };
  };

  test('what still fits is kept, the rest is asked, and the person is told', async () => {
    const renamed = ({ title, ...rest }: Record<string, unknown>) => ({ ...rest, name: title });
    chat = new PaperChat(smallForm(sent, { version: 2, migrate: renamed }));
    await open({ rules: 'yes', title: 'Negar', colour: 'green', gone: 1 }, 'review');
    const { said } = await chat.write('whatever was asked');
    expect(said).toEqual([html('forms.changed'), 'ask colour']);
    expect(chat.row).toMatchObject({ version: 2, step: 'colour' });
    expect(chat.answers).toEqual({ rules: 'yes', name: 'Negar' });
  });

  test.each([
    ['by writing', () => chat.write('hello')],
    ['by a file', () => chat.file('paper-1')],
    ['by its button', () => chat.tap('f:small:gone:pick:1')],
    ['from the menu', () => chat.tap('f:small:-:open')],
  ])('a step that is no more, answered %s, leads on to one that is', async (_how, act) => {
    await open({ rules: 'yes', name: 'Negar' }, 'gone');
    expect((await act()).said).toEqual([html('forms.changed'), 'ask colour']);
    expect(chat.row?.step).toBe('colour');
  });

  test('nothing is sent that the person has not seen as it is now', async () => {
    await open({ ...filled, password: 'passw0rd', review: true }, 'gone');
    const { said } = await chat.write('go on');
    expect(said[0]).toBe(html('forms.changed'));
    expect(said[1]).toContain('look it over');
    expect(sent).toEqual([]);
    await chat.tap('f:small:review:send');
    expect(sent).toHaveLength(1);
  });

  const named = { rules: 'yes', name: 'Negar' };
  const before = { answers: named, scratch: {}, origin: 'review' };
  const upToPins = { ...named, colour: 'blue', note: null };

  test.each([
    ['half a choice of another kind', { answers: upToPins, scratch: { pins: 'all' } }, 'pins'],
    ['a page that is no more', { answers: named, scratch: {}, origin: 'gone' }, 'colour'],
    ['a question opened from a page before its turn', before, 'pins'],
    ['an answer that fits no more', { answers: { ...named, name: 7 }, scratch: {} }, 'colour'],
    ['a question before its turn', { answers: { rules: 'yes' }, scratch: {} }, 'pins'],
    ['nothing that is known', 'nothing', 'pins'],
  ])('%s is begun anew', async (_what, content, step) => {
    await leave(content, step);
    const { said } = await chat.write('hello');
    expect(said[0]).toBe(html('forms.changed'));
    expect(said).toHaveLength(2);
    await chat.tap('f:small:-:open');
    expect(chat.row?.content).toMatchObject({ scratch: {} });
  });

  test('a secret is deleted although it is not taken', async () => {
    chat = new PaperChat(smallForm(sent, { version: 2 }));
    await open({ rules: 'yes' }, 'password');
    const { replies } = await chat.write('passw0rd');
    expect(replies[0]).toEqual({ do: 'delete', messageId: 5 });
  });
});

describe('a form that a newer version wrote', () => {
  const newer = { answers: { rules: 'yes', name: 'Negar', shoe: 41 }, scratch: { half: 1 } };
  const again = html('forms.newer');
  let row: StoredForm;
  beforeEach(async () => {
    await chat.command('open');
    row = { form: 'small', version: 2, step: 'hat', content: newer, revision: 7 };
    chat.row = row;
  });

  test.each([
    ['by writing', () => chat.write('hello')],
    ['by a file', () => chat.file('paper-1')],
    ['by its button', () => chat.tap('f:small:hat:pick:1')],
    ['by an old button', () => chat.tap('f:small:name:back')],
    ['from the menu', () => chat.tap('f:small:-:open')],
    ['by a command', () => chat.command('open')],
    ['by staying', () => chat.tap('f:small:hat:stay')],
  ])('is left to that version as it is, answered %s', async (_how, act) => {
    const { said } = await act();
    expect(said).toEqual([again]);
    expect(chat.row).toEqual(row);
  });

  test('stays the one that the next message answers', async () => {
    await chat.write('hello');
    expect(chat.session.activeForm).toBe('small');
  });

  test('goes on there, by the button that is offered, with nothing lost', async () => {
    await chat.write('hello');
    expect(chat.buttons.at(-2)).toBe('f:small:-:open');
    chat.serve(smallForm(sent, { version: 2 }));
    chat.row = { ...row, step: 'colour', content: { ...newer, scratch: {} } };
    expect((await chat.tap('f:small:-:open')).said).toEqual(['ask colour']);
  });

  test('that was left for later is not touched either', async () => {
    await chat.command('menu');
    expect((await chat.tap('f:small:hat:pick:1')).said).toEqual([again]);
    expect((await chat.command('open')).said).toEqual([again]);
    expect(chat.row).toEqual(row);
  });

  test.each([
    ['at hand', async () => undefined],
    ['left for later', () => chat.command('menu')],
  ])(
    'and was taken back is given up, once asked, by who does not want to wait: %s',
    async (_where, leave) => {
      await leave();
      await chat.tap('f:small:hat:pick:1');
      const { said } = await chat.tap(chat.buttons.at(-1) ?? '');
      expect(said).toEqual([html('forms.cancelAsk', { form: 'a small form' })]);
      expect(chat.row).toEqual(row);
      expect((await chat.tap(chat.buttons.at(-1) ?? '')).said).toEqual([html('forms.discarded')]);
      expect(chat.row).toBeNull();
      expect((await chat.command('open')).said).toEqual(['ask rules']);
    },
  );

  test('gives way to another that is about something else', async () => {
    chat = new PaperChat(smallForm(sent), { rules: 'yes', name: 'Laleh' });
    chat.row = row;
    expect((await chat.command('about')).said).toEqual(['ask colour']);
    expect(chat.row).toMatchObject({ version: 1 });
  });

  test('is no reason to leave a secret in the chat', async () => {
    chat.row = { ...row, step: 'password' };
    const { replies, said } = await chat.write('passw0rd');
    expect(replies[0]).toEqual({ do: 'delete', messageId: 5 });
    expect(said).toEqual([again]);
  });
});

test.each([
  'f',
  'f:',
  'f:nothing:name:pick:1',
  'f:small',
  'f:small:nothing:pick:1',
  'f:small:colour',
  'f:small:colour:pick:green',
  'f:small:colour:pick:__proto__',
  'f:__proto__:x',
  'constructor:1',
  ':::::',
  'f:small:colour:\u0000',
  '7'.repeat(64),
])('made-up data %j changes nothing and is answered', async (data) => {
  await chat.command('open');
  await chat.tap('f:small:rules:pick:yes');
  await chat.write('Negar');
  const before = chat.row;
  const { said, toast } = await chat.tap(data);
  expect(said.length > 0 || toast !== undefined).toBe(true);
  expect(chat.row).toEqual(before);
});

describe('the line that says what a form is about', () => {
  const open = (about: Parameters<typeof smallForm>[1]) => {
    chat = new PaperChat(smallForm(sent, about));
  };
  const lineOf = (about: string) =>
    html('forms.about', { form: 'a small form', about: new Html(about) });

  test('stands above every question, also where one is drawn anew', async () => {
    open({ about: async (_turn, { name }) => name ?? 'nobody yet' });
    expect((await chat.command('open')).said).toEqual([`${lineOf('nobody yet')}\n\nask rules`]);
    await chat.tap('f:small:rules:pick:yes');
    expect((await chat.write('Negar')).said).toEqual([`${lineOf('Negar')}\n\nask colour`]);
    await chat.tap('f:small:colour:pick:blue');
    await chat.tap('f:small:note:skip');
    const [ticked] = (await chat.tap('f:small:pins:add:1')).replies;
    expect(ticked).toMatchObject({ do: 'edit', text: expect.stringContaining(lineOf('Negar')) });
  });

  test('is left out where nothing is to be said, and where both would be too long', async () => {
    open({ about: async () => undefined });
    expect((await chat.command('open')).said).toEqual(['ask rules']);
    const most = 4_096 - '📌 a small form — \n\nask rules'.length - 4;
    open({ about: async () => 'x'.repeat(most) });
    chat.row = null;
    const [shown = ''] = (await chat.command('open')).said;
    expect(shown).toContain('xx');
    expect(shown.length).toBeLessThanOrEqual(4_096);
    open({ about: async () => 'x'.repeat(4_096) });
    chat.row = null;
    expect((await chat.command('open')).said).toEqual(['ask rules']);
  });
});
