import { afterEach, beforeEach, expect, test } from 'vitest';
import { words } from '../../bot/view/language.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aCampus } from '../support/scenes.ts';

const database = useDatabase();
let office: Office;
let desk: Desk;
let chatId: bigint;

beforeEach(async () => {
  const { expert } = await aCampus(database);
  office = await openOffice(database);
  ({ chatId } = expert);
  await database.db.read.chatSession.update({ where: { chatId }, data: { accountId: null } });
  desk = await office.chat(expert, 'en');
});
afterEach(() => office.close());

const { html } = words.en;
const asked = html('start.trackAsk');
const form = () => database.db.read.formState.findFirst({ where: { chatId } });

/** As a process of the next version writes it, or of this one again. */
const becomes = (version: number) =>
  database.db.read.formState.updateMany({ where: { chatId }, data: { version } });

test('a form that a newer version wrote waits for a process of that version, with all that it holds', async () => {
  await desk.writeFor('/menu', 'Hamyar Daneshjoo');
  await desk.tapFor('track', asked);
  const { version = 0 } = (await form()) ?? {};
  await becomes(version + 1);
  const before = await form();
  await desk.writeFor('ABC-DEFG', html('forms.newer'));
  expect(await form()).toEqual(before);
  expect(await desk.tapFor('f:track:-:open', html('forms.newer'))).toBeDefined();
  expect(await form()).toEqual(before);
  await becomes(version);
  await desk.tapFor('f:track:-:open', asked);
  expect(await form()).toMatchObject({ version, step: 'code' });
});
