import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OfficersCommand, purposes } from '../../bot/guide/commands.ts';
import { playgroundBot } from '../../bot/playground/people.ts';
import { screens } from '../../bot/screens.ts';
import { commandMenu, officerMenu } from '../../bot/view/command-menu.ts';
import { type Language, languages } from '../../bot/view/language.ts';
import { isoDate } from '../../core/calendar.ts';
import { leaveCartable } from '../../core/cartables/commands/leave-cartable.ts';
import {
  answerDelegation,
  offerDelegation,
} from '../../core/delegations/commands/delegate-cartable.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { runJob } from '../support/jobs.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** The bot's own schedule does the same every minute; nothing here may depend on which comes first. */
const renew = () => runJob(database, 'offer each chat its commands', office);
const offered = ({ chat }: Desk): string[] => chat.commands.map(({ command }) => command);
const everybodys = (language: Language) => commandMenu(language);
/** Calls by which the bot changed the commands of a chat. */
const calls = () =>
  office.playground.telegram.record.calls.filter(
    ({ method, parameters }) => /MyCommands$/i.test(method) && parameters['scope'] !== undefined,
  ).length;

test.each(languages)('every command of an officer says in %s what it does', (language) => {
  const all = new Set(Object.keys(purposes) as OfficersCommand[]);
  for (const { command, description } of officerMenu(all, language)) {
    expect(description, command).toMatch(/^[^/\u2066]{3,100}$/);
  }
  expect(officerMenu(all, language)[0]?.command).toBe('inbox');
});

test('every command that people are promised is answered, and offered where it can be used', () => {
  const everybody = ['menu', 'status', 'help', 'language', 'support', 'settings', 'cancel'];
  const staff =
    'inbox find review approve reject sendback openings need request hours final account payrun ' +
    'windows term units cartables delegate announce stats audit';
  expect(commandMenu('fa').map(({ command }) => command)).toEqual(
    expect.arrayContaining(everybody),
  );
  expect(Object.keys(purposes)).toEqual(expect.arrayContaining(staff.split(' ')));
  const answered = [...Object.keys(screens.commands), 'cancel'];
  expect(answered).toEqual(expect.arrayContaining(['start', ...everybody, ...staff.split(' ')]));
});

test('officers are offered what their cartables allow, in their language; students everybody’s', async () => {
  const expert = await office.chat(campus.expert, 'en');
  const officer = await office.chat(campus.officer, 'fa');
  const student = await office.chat(
    await aStudent(database, { university: campus.university }),
    'fa',
  );
  await renew();
  expect(offered(expert)).toEqual(expect.arrayContaining(['inbox', 'approve', 'stats', 'menu']));
  expect(expert.chat.commands.find(({ command }) => command === 'inbox')?.description).toBe(
    'your inbox',
  );
  expect(offered(officer)).toContain('request');
  expect(offered(officer)).not.toContain('approve');
  expect(student.chat.commands).toEqual(everybodys('fa'));
  const before = calls();
  await renew();
  expect(calls()).toBe(before);

  await expert.writeFor('/language', 'language');
  await expert.tapFor('lang:fa', 'منوی اصلی');
  await renew();
  expect(expert.chat.commands.find(({ command }) => command === 'inbox')?.description).toBe(
    'کارتابل',
  );
  expect(calls()).toBeGreaterThan(before);
});

test('who gives a cartable up is offered everybody’s, and a delegate the cartable’s from its day on', async () => {
  const { university, expert } = campus;
  const deputy = await anOfficer(database, { role: 'studentDeputy', university });
  const desk = await office.chat(deputy);
  const giver = await office.chat(expert);
  const cartableId = expert.holdings[0]?.cartableId ?? 0;
  const { delegationId } = await done(database, (work) =>
    offerDelegation(work, expert, {
      ...{ cartableId, toId: deputy.accountId },
      ...{ startsOn: isoDate('2023-10-08'), endsOn: isoDate('2023-10-09') },
    }),
  );
  await done(database, (work) => answerDelegation(work, deputy, { delegationId, accept: true }));
  await renew();
  expect(offered(desk)).not.toContain('approve');
  database.clock.advance(1 * days);
  await renew();
  expect(offered(desk)).toContain('approve');
  await done(database, (work) => leaveCartable(work, expert, { cartableId }));
  await renew();
  expect(offered(desk)).not.toContain('approve');
  expect(offered(desk)).toContain('stats');
  expect(giver.chat.commands).toEqual(everybodys('fa'));
});

test('who chose another language than the client’s is offered the chosen one', async () => {
  const { telegram } = office.playground;
  const person = telegram.person({ id: 7_800_001, firstName: 'Traveller', languageCode: 'en' });
  const chat = person.chatWith(playgroundBot.username);
  chat.send('/start');
  await chat.next();
  expect(chat.commands).toEqual(everybodys('en'));
  await chat.tap({ data: 'lang:fa' });
  await renew();
  expect(chat.commands).toEqual(everybodys('fa'));
  await chat.tap({ data: 'lang:en' });
  await renew();
  expect(chat.commands).toEqual(everybodys('en'));
});

test('what the messenger did not take is tried again; a chat that it does not know holds nobody up', async () => {
  const expert = await office.chat(campus.expert, 'fa');
  const { faults } = office.playground.telegram;
  const fault = faults.add({ kind: '500', method: 'setMyCommands' });
  await expect(renew()).rejects.toThrow('it runs again at its next time');
  expect(fault.hits).toBeGreaterThan(0);
  expect(offered(expert)).not.toContain('approve');
  fault.remove();
  await renew();
  expect(offered(expert)).toContain('approve');
  faults.add({ kind: '403', method: 'setMyCommands', times: 1 });
  const organisation = await office.chat(await anOfficer(database, { role: 'organisation' }));
  const other = await office.chat(await anOfficer(database, { role: 'administrator' }));
  await renew();
  expect(
    [organisation, other].map(offered).filter((own) => own.includes('cartables')),
  ).toHaveLength(1);
});
