import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { languages, words } from '../../bot/view/language.ts';
import { leaveCartable } from '../../core/cartables/commands/leave-cartable.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aPerson } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** What the message of the bot that came last offers. */
const offered = ({ chat }: Desk): string[] =>
  (chat.messages.findLast(({ mine }) => !mine)?.buttons ?? [])
    .flat()
    .flatMap((button) => ('callback_data' in button ? [button.callback_data] : []));

describe.each(languages)('in %s', (language) => {
  const { html } = words[language];

  /** Asks how the request stands, and then for one by the guide's button: the answer is the same. */
  async function askTwice(desk: Desk, says: string): Promise<string[]> {
    await desk.writeFor('/status', says);
    const buttons = offered(desk);
    await desk.write('/help request');
    await desk.tapFor('apply', says);
    expect(offered(desk)).toEqual(buttons);
    return buttons;
  }

  test('who has no profile yet is led to it', async () => {
    const person = await aPerson(database, { state: 'preRegistered' });
    const desk = await office.chat(person, language);
    expect(await askTwice(desk, html('status.profileFirst'))).toEqual(['profile']);
    await desk.tapFor('profile', html('profile.universityAsk'));
  });

  test('whose profile waits for the expert reads that it does, and is not sent there again', async () => {
    const person = await aPerson(database, { state: 'awaitingReview' });
    const desk = await office.chat(person, language);
    expect(await askTwice(desk, html('menu.waitingReview'))).toEqual(['menu']);
  });

  test('who only holds a cartable is led to the inbox', async () => {
    const desk = await office.chat(campus.expert, language);
    expect(await askTwice(desk, html('status.officer'))).toEqual(['inbox', 'menu']);
  });

  test('who was an officer only is led to begin anew as a student, not to a profile', async () => {
    const person = await aPerson(database, { birthDate: null, email: null });
    const { accountId } = person;
    const officer = await anOfficer(database, {
      ...{ role: 'expert', university: campus.university, accountId },
    });
    const cartableId = officer.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, officer, { cartableId }));
    const desk = await office.chat(person, language);
    expect(await askTwice(desk, html('status.wasOfficer'))).toEqual(['settings', 'menu']);
    await desk.tapFor('settings');
    await desk.chat.until(() => desk.buttons.includes('settings:leave'));
  });

  test('an old button to the profile says the same to an officer', async () => {
    const desk = await office.chat(campus.expert, language);
    void desk.chat.tap({ data: 'profile' });
    await desk.sees(html('status.officer'));
  });

  test('who holds a cartable and has registered as a student is led to the profile', async () => {
    const person = await aPerson(database, { state: 'preRegistered' });
    const { accountId } = person;
    await anOfficer(database, { role: 'expert', university: campus.university, accountId });
    const desk = await office.chat(person, language);
    expect(await askTwice(desk, html('status.profileFirst'))).toEqual(['profile']);
  });
});
