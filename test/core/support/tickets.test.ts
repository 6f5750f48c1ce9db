import { beforeEach, describe, expect, test } from 'vitest';
import { expireFiles, keepFile } from '../../../core/files/commands.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { myData } from '../../../core/privacy/queries.ts';
import { claimWorkItem } from '../../../core/staff/commands/claim-work-item.ts';
import type { Person } from '../../../core/staff/types.ts';
import { takeTicket } from '../../../core/support/commands/answer-ticket.ts';
import {
  closeSilentTickets,
  closeTicket,
  solveTicket,
} from '../../../core/support/commands/close-ticket.ts';
import { handOverTicket, rerouteTicket } from '../../../core/support/commands/hand-over-ticket.ts';
import {
  officerTicket,
  ownTicket,
  ownTickets,
  ticketsWithoutReader,
} from '../../../core/support/queries.ts';
import type { TicketTopic } from '../../../core/support/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent, type Officer, type Student } from '../../support/people.ts';
import { atOnce, inboxKinds, outcomes, toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';
import { answer, aStranger, ask, asked, lastMessage, seenBy, writeOn } from './scene.ts';

const database = useDatabase();
let university: { readonly id: number };
let student: Student;
let expert: Officer;
let colleague: Officer;
let administrator: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  student = await aStudent(database, { university });
  expert = await anOfficer(database, { role: 'expert', university });
  colleague = await anOfficer(database, { role: 'expert', university });
  administrator = await anOfficer(database, { role: 'administrator' });
});

const ticket = (id: number) => database.db.read.supportTicket.findUniqueOrThrow({ where: { id } });
const run = <Value>(change: Parameters<typeof database.db.transaction<Value>>[0]) =>
  database.db.transaction(change);
const solve = (person: Person, ticketId: number) =>
  run((work) => solveTicket(work, person, { ticketId }));
/** Closes what is there now, or, given `seenId`, what was there then. */
const close = async (person: Person, ticketId: number, seenId?: number) => {
  const seen = seenId ?? (await lastMessage(database, ticketId));
  return run((work) => closeTicket(work, person, { ticketId, seenId: seen }));
};
const take = (person: Person, ticketId: number) =>
  run((work) => takeTicket(work, person, { ticketId }));
const handOver = (person: Person, ticketId: number, to: TicketTopic) =>
  run((work) => handOverTicket(work, person, { ticketId, to }));
const giveUp = ({ accountId }: Officer) =>
  database.db.read.cartableHolder.updateMany({
    where: { accountId },
    data: { until: database.clock.now() },
  });

let files = 0;
async function aFileOf(person: Person): Promise<number> {
  files += 1;
  const key = String(files).padStart(64, '0');
  const stored = { key, sha256: key, size: 12, mime: 'image/png' };
  const kept = await run((work) => keepFile(work, person, { stored, strangers: true }));
  return kept.ok ? kept.fileId : 0;
}

describe('asking', () => {
  test('brings a ticket before the own university’s expert, who answers; the student is told', async () => {
    const fileIds = [await aFileOf(student.person)];
    const ticketId = await asked(database, student.person, { text: 'سلام\nکی؟', fileIds });
    expect(await inboxKinds(database, expert)).toEqual(['answerTicket']);
    expect(await inboxKinds(database, administrator)).toEqual([]);
    const seen = await seenBy(database, expert, ticketId);
    expect(seen).toMatchObject({ state: 'open', role: 'expert', unreachable: false });
    expect(seen.identityNumber).toMatch(/^\*{6}\d{4}$/);
    expect(seen.messages).toMatchObject([{ role: null, text: 'سلام\nکی؟', files: [{}] }]);
    // Saturday; three working days on is Tuesday, to the end of the day.
    expect(seen.item?.dueAt.toISOString()).toBe('2023-10-10T20:29:59.999Z');
    const answerFile = await aFileOf(expert);
    expect(await answer(database, expert, ticketId, { fileIds: [answerFile] })).toEqual({
      ok: true,
      waits: false,
    });
    expect(await inboxKinds(database, expert)).toEqual([]);
    expect(await toldTo(database, student.chatId)).toEqual(['ticketAnswered', 'ticketFile']);
    expect(await ownTicket(database.db.read, student.person, ticketId)).toMatchObject({
      state: 'answered',
      messages: [{ role: null }, { role: 'expert', files: [{ deletedAt: null }] }],
    });
  });

  test('is declined without words, with too many of them, and with files that are not the own', async () => {
    const foreign = await aFileOf(expert);
    const six = await Promise.all(Array.from({ length: 6 }, () => aFileOf(student.person)));
    const tries = [
      { text: ' \n ' },
      { text: 'ا'.repeat(2_001) },
      { fileIds: [foreign] },
      { fileIds: six },
    ];
    const reasons = [];
    for (const given of tries) reasons.push(await ask(database, student.person, given));
    expect(reasons).toMatchObject([
      { reason: 'noText' },
      { reason: 'tooLong', length: 2_001, limit: 2_000 },
      { reason: 'notYourFile' },
      { reason: 'tooManyFiles', limit: 5 },
    ]);
    expect(await database.db.read.supportTicket.count()).toBe(0);
    expect(await ask(database, student.person, { text: 'ا'.repeat(2_000) })).toMatchObject({
      ok: true,
    });
  });

  test('five tickets at most are open at a time, however many are sent at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => ask(database, student.person)),
    );
    expect(outcomes(results)).toEqual({ ok: 5, tooManyOpen: 3 });
    const [first] = (await ownTickets(database.db.read, student.person, 0)).tickets;
    await solve(student.person, first?.id ?? 0);
    expect(await ask(database, student.person)).toMatchObject({ ok: true });
    // Writing in the closed one would open a sixth.
    expect(await writeOn(database, student.person, first?.id ?? 0)).toMatchObject({
      reason: 'tooManyOpen',
    });
  });

  test('a stranger’s ticket hangs on the chat, and is the person’s also with an account', async () => {
    const stranger = await aStranger(database);
    const fileIds = [await aFileOf(stranger)];
    const ticketId = await asked(database, stranger, { topic: 'technical', fileIds });
    expect(await ask(database, await aStranger(database, 502n), { fileIds })).toMatchObject({
      reason: 'notYourFile',
    });
    expect(await seenBy(database, administrator, ticketId)).toMatchObject({
      name: null,
      identityNumber: null,
      university: null,
    });
    await answer(database, administrator, ticketId);
    expect(await toldTo(database, stranger.chatId)).toEqual(['ticketAnswered']);
    const registered = { ...stranger, accountId: student.accountId };
    expect((await ownTickets(database.db.read, registered, 0)).total).toBe(1);
    expect(await writeOn(database, student.person, ticketId)).toMatchObject({ reason: 'notFound' });
  });

  test('goes past who asks, and past posts that nobody holds', async () => {
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const own = await ask(database, expert);
    expect(own).toMatchObject({ route: { role: 'expert', detour: null } });
    await giveUp(colleague);
    expect(await ask(database, expert)).toMatchObject({
      route: { role: 'studentDeputy', detour: 'nobodyThere' },
    });
    await giveUp(deputy);
    expect(await ask(database, expert)).toMatchObject({ route: { role: 'administrator' } });
    const later = await aUniversity(database);
    const elsewhere = await aStudent(database, { university: later });
    expect(await ask(database, elsewhere.person)).toMatchObject({
      route: { role: 'administrator', detour: 'nobodyThere' },
    });
    expect(await ask(database, administrator, { topic: 'technical' })).toMatchObject({
      route: { role: 'administrator', detour: 'nobodyAtAll' },
    });
  });
});

describe('who may answer', () => {
  test('another university’s expert, another post, a student and the person may not', async () => {
    const ticketId = await asked(database, expert);
    const other = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    const finance = await anOfficer(database, { role: 'finance', university });
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    for (const officer of [other, finance, deputy, administrator, student.person]) {
      expect(await answer(database, officer, ticketId)).toEqual({
        ok: false,
        reason: 'notAllowed',
      });
      expect(await officerTicket(database.db.read, officer, ticketId)).toMatchObject({
        reason: 'notAllowed',
      });
    }
    for (const deed of [
      () => answer(database, expert, ticketId),
      () => take(expert, ticketId),
      () => close(expert, ticketId),
      () => handOver(expert, ticketId, 'technical'),
    ]) {
      expect(await deed()).toEqual({ ok: false, reason: 'ownCase' });
    }
    expect(await answer(database, colleague, ticketId)).toMatchObject({ ok: true });
  });

  test('what was a stranger’s is the own case of who has an account in that chat now', async () => {
    const stranger = await aStranger(database);
    const ticketId = await asked(database, stranger, { topic: 'technical' });
    const herself = { ...administrator, chatId: stranger.chatId };
    expect(await answer(database, herself, ticketId)).toMatchObject({ reason: 'ownCase' });
  });
});

describe('several officers', () => {
  test('who takes a ticket keeps colleagues from answering, closing and handing it over', async () => {
    const ticketId = await asked(database, student.person);
    const taken = await atOnce(
      database,
      [expert, colleague, expert].map((officer) => (work) => {
        return takeTicket(work, officer, { ticketId });
      }),
    );
    const { item } = await seenBy(database, expert, ticketId);
    const [holder, other] =
      item?.claimedById === expert.accountId ? [expert, colleague] : [colleague, expert];
    expect(outcomes(taken)['claimedByAnother']).toBeGreaterThan(0);
    for (const deed of [
      () => answer(database, other, ticketId),
      () => close(other, ticketId),
      () => handOver(other, ticketId, 'technical'),
    ]) {
      expect(await deed()).toEqual({ ok: false, reason: 'claimedByAnother' });
    }
    expect(
      await run((work) => claimWorkItem(work, other, { itemId: item?.id ?? 0 })),
    ).toMatchObject({ reason: 'claimedByAnother' });
    await giveUp(holder);
    expect(await take(other, ticketId)).toEqual({ ok: true });
    expect(await answer(database, other, ticketId)).toMatchObject({ ok: true });
  });

  test('of two answers at once one is sent; the other learns of it', async () => {
    const ticketId = await asked(database, student.person);
    const seenId = await lastMessage(database, ticketId);
    const results = await Promise.all(
      [expert, colleague].map((officer) => answer(database, officer, ticketId, { seenId })),
    );
    expect(outcomes(results)).toEqual({ ok: 1, answered: 1 });
    expect(await toldTo(database, student.chatId)).toEqual(['ticketAnswered']);
  });

  test('the same officer may add to the answer', async () => {
    const ticketId = await asked(database, student.person);
    const seenId = await lastMessage(database, ticketId);
    await answer(database, expert, ticketId, { seenId });
    expect(await answer(database, expert, ticketId, { seenId })).toMatchObject({ ok: true });
  });
});

describe('the exchange goes on', () => {
  test('what was written while an officer answered leaves the ticket waiting', async () => {
    const ticketId = await asked(database, student.person);
    const seenId = await lastMessage(database, ticketId);
    await take(expert, ticketId);
    await writeOn(database, student.person, ticketId);
    expect(await answer(database, expert, ticketId, { seenId })).toEqual({ ok: true, waits: true });
    expect((await ticket(ticketId)).state).toBe('open');
    expect((await seenBy(database, expert, ticketId)).item?.claimedById).toBe(expert.accountId);
  });

  test('who answered is told that the person wrote again, once', async () => {
    const ticketId = await asked(database, student.person);
    await answer(database, expert, ticketId);
    expect(await writeOn(database, student.person, ticketId)).toEqual({
      ok: true,
      role: 'expert',
      reopened: false,
    });
    await writeOn(database, student.person, ticketId);
    expect(await toldTo(database, expert.chatId)).toEqual(['ticketContinued']);
    expect(await toldTo(database, colleague.chatId)).toEqual([]);
    expect(await inboxKinds(database, expert)).toEqual(['answerTicket']);
    await answer(database, colleague, ticketId);
    await giveUp(colleague);
    await writeOn(database, student.person, ticketId);
    expect(await toldTo(database, colleague.chatId)).toEqual([]);
  });

  test('ten messages in a row are enough until an officer answers', async () => {
    const ticketId = await asked(database, student.person);
    for (let more = 0; more < 9; more += 1) await writeOn(database, student.person, ticketId);
    expect(await writeOn(database, student.person, ticketId)).toEqual({
      ok: false,
      reason: 'waitForAnswer',
      limit: 10,
    });
    await answer(database, expert, ticketId);
    expect(await writeOn(database, student.person, ticketId)).toMatchObject({ ok: true });
  });

  test('a solved ticket reopens for fourteen days, and not a moment longer', async () => {
    const ticketId = await asked(database, student.person);
    const solved = await solve(student.person, ticketId);
    expect(await solve(student.person, ticketId)).toEqual(solved);
    expect(await inboxKinds(database, expert)).toEqual([]);
    expect(await answer(database, expert, ticketId)).toMatchObject({ reason: 'closed' });
    database.clock.set('2023-10-21T20:29:59.999Z');
    expect(await writeOn(database, student.person, ticketId)).toMatchObject({ reopened: true });
    expect(await inboxKinds(database, expert)).toEqual(['answerTicket']);
    expect(await ticket(ticketId)).toMatchObject({ state: 'open', closedAt: null });
    await solve(student.person, ticketId);
    database.clock.set('2023-11-04T20:30:00.000Z');
    expect(await writeOn(database, student.person, ticketId)).toMatchObject({
      reason: 'closedLongAgo',
    });
  });

  test('an officer closes; the person is told until when it reopens', async () => {
    const ticketId = await asked(database, student.person);
    expect(await close(expert, ticketId)).toEqual({ ok: true });
    expect(await close(colleague, ticketId)).toMatchObject({ reason: 'closed' });
    expect(await toldTo(database, student.chatId)).toEqual(['ticketClosed']);
    expect(await solve(expert, ticketId)).toMatchObject({ reason: 'notFound' });
  });

  test('an officer does not close over what the person wrote since', async () => {
    const ticketId = await asked(database, student.person);
    await answer(database, expert, ticketId);
    const seenId = await lastMessage(database, ticketId);
    await writeOn(database, student.person, ticketId);
    expect(await close(expert, ticketId, seenId)).toEqual({ ok: false, reason: 'writtenSince' });
    expect((await ticket(ticketId)).state).toBe('open');
    expect(await inboxKinds(database, expert)).toEqual(['answerTicket']);
    expect(await toldTo(database, student.chatId)).toEqual(['ticketAnswered']);
    const read = await lastMessage(database, ticketId);
    await answer(database, colleague, ticketId);
    expect(await close(expert, ticketId, read)).toEqual({ ok: true });
  });

  test('an answer to which nothing was said closes the ticket after fourteen days', async () => {
    const silent = () => run(closeSilentTickets);
    const ticketId = await asked(database, student.person);
    const waiting = await asked(database, student.person);
    await answer(database, expert, ticketId);
    database.clock.advance(14 * days);
    expect(await silent()).toBe(0);
    database.clock.advance(1);
    expect(await silent()).toBe(1);
    expect(await silent()).toBe(0);
    expect((await ticket(ticketId)).state).toBe('closed');
    expect((await ticket(waiting)).state).toBe('open');
  });
});

describe('handing over', () => {
  test('the expert gives what is technical to the administrator, who may give it back', async () => {
    const ticketId = await asked(database, student.person);
    await take(expert, ticketId);
    expect(await handOver(expert, ticketId, 'rules')).toMatchObject({ reason: 'alreadyThere' });
    expect(await handOver(expert, ticketId, 'technical')).toEqual({
      ok: true,
      role: 'administrator',
    });
    expect(await answer(database, expert, ticketId)).toMatchObject({ reason: 'notAllowed' });
    expect(await inboxKinds(database, expert)).toEqual([]);
    expect(await seenBy(database, administrator, ticketId)).toMatchObject({
      topic: 'technical',
      item: { claimedById: null },
    });
    expect(await handOver(administrator, ticketId, 'rules')).toMatchObject({ role: 'expert' });
    expect(await toldTo(database, student.chatId)).toEqual([
      'ticketHandedOver',
      'ticketHandedOver',
    ]);
  });

  test('is declined where nobody else is there', async () => {
    const ticketId = await asked(database, await aStranger(database));
    expect((await ticket(ticketId)).role).toBe('administrator');
    expect(await handOver(administrator, ticketId, 'technical')).toMatchObject({
      reason: 'nobodyElse',
    });
    const own = await asked(database, student.person);
    await giveUp(administrator);
    expect(await handOver(expert, own, 'technical')).toMatchObject({ reason: 'nobodyElse' });
  });

  test('two at once hand it over once', async () => {
    const ticketId = await asked(database, student.person);
    const results = await atOnce(
      database,
      [expert, colleague].map((officer) => (work) => {
        return handOverTicket(work, officer, { ticketId, to: 'technical' });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, notAllowed: 1 });
  });

  test('a ticket whose readers left comes before the next; it waits where there are none', async () => {
    const reroute = async () => {
      let moved = 0;
      for (const ticketId of await ticketsWithoutReader(database.db.read)) {
        if (await run((work) => rerouteTicket(work, { ticketId }))) moved += 1;
      }
      return moved;
    };
    const ticketId = await asked(database, student.person);
    await take(expert, ticketId);
    await giveUp(expert);
    expect(await reroute()).toBe(0);
    await giveUp(colleague);
    expect(await reroute()).toBe(1);
    expect(await reroute()).toBe(0);
    expect(await seenBy(database, administrator, ticketId)).toMatchObject({
      topic: 'rules',
      item: { claimedById: null },
    });
    expect(await toldTo(database, student.chatId)).toEqual(['ticketHandedOver']);
    await giveUp(administrator);
    expect(await reroute()).toBe(0);
    await anOfficer(database, { role: 'organisation' });
    expect(await reroute()).toBe(1);
    expect((await ticket(ticketId)).role).toBe('organisation');
  });
});

describe('the record and the person’s data', () => {
  test('the record tells every step and none of the words', async () => {
    const ticketId = await asked(database, student.person, { text: 'رازی که نباید بماند' });
    await take(expert, ticketId);
    await answer(database, expert, ticketId, { text: 'پاسخی که نباید بماند' });
    await writeOn(database, student.person, ticketId);
    await handOver(expert, ticketId, 'technical');
    await close(administrator, ticketId);
    await writeOn(database, student.person, ticketId);
    await solve(student.person, ticketId);
    const events = await database.db.read.auditEvent.findMany({
      where: { subjectType: 'ticket', subjectId: String(ticketId) },
      orderBy: { seq: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual([
      'ticket.opened',
      'ticket.taken',
      'ticket.answered',
      'ticket.continued',
      'ticket.handedOver',
      'ticket.closed',
      'ticket.reopened',
      'ticket.solved',
    ]);
    expect(JSON.stringify(events, (_key, value) => String(value))).not.toContain('نباید');
  });

  test('a delegate answers for the holder, and the record shows both', async () => {
    const ticketId = await asked(database, student.person);
    const { accountId, chatId } = await aStudent(database, { university });
    const [held] = expert.holdings;
    const holdings = held ? [{ ...held, behalfOfId: expert.accountId }] : [];
    const delegate = { kind: 'person', accountId, chatId, holdings } as const;
    await answer(database, delegate, ticketId);
    expect(
      await database.db.read.auditEvent.findFirst({ where: { action: 'ticket.answered' } }),
    ).toMatchObject({ actorId: accountId, behalfOfId: expert.accountId });
  });

  test('my data has the exchange without who answered', async () => {
    const ticketId = await asked(database, student.person, { text: 'پرسش' });
    await answer(database, expert, ticketId, { text: 'پاسخ' });
    // A row that is written again lies behind those that came after it.
    await database.db.read.$executeRaw`UPDATE "SupportMessage" SET "id" = 1 WHERE "text" = 'پرسش'`;
    const { tickets } = (await myData(database.db.read, student.chatId)) as {
      tickets: { messages: { text: string; byId?: number }[] }[];
    };
    expect(tickets[0]?.messages.map(({ text }) => text)).toEqual(['پرسش', 'پاسخ']);
    expect(tickets[0]?.messages.every(({ byId }) => byId === undefined)).toBe(true);
  });

  test('erasing an account erases texts, files and notices, a stranger’s of that chat too', async () => {
    const stranger = { ...student.person, accountId: null };
    const before = await asked(database, stranger, { fileIds: [await aFileOf(stranger)] });
    const loose = await aFileOf(stranger);
    const ticketId = await asked(database, student.person, {
      fileIds: [await aFileOf(student.person)],
    });
    const sent = await aFileOf(expert);
    await answer(database, expert, ticketId, { fileIds: [sent] });
    const other = await aStudent(database, { university });
    const others = await asked(database, other.person, { fileIds: [await aFileOf(other.person)] });
    await answer(database, expert, others);

    expect(await run((work) => leave(work, student.person))).toEqual({ ok: true });
    const { read } = database.db;
    expect((await read.supportTicket.findMany()).map(({ id }) => id)).toEqual([others]);
    expect(
      await read.supportMessage.count({ where: { ticketId: { in: [before, ticketId] } } }),
    ).toBe(0);
    const kept = await read.storedFile.findMany({ where: { deletedAt: null } });
    expect(kept.map(({ accountId }) => accountId)).toEqual([other.accountId]);
    expect(await read.storedFile.findUnique({ where: { id: loose } })).toMatchObject({
      chatId: null,
    });
    expect(await toldTo(database, student.chatId)).toEqual(['accountErased']);
    expect(await toldTo(database, other.chatId)).toEqual(['ticketAnswered']);
    expect(await inboxKinds(database, expert)).toEqual([]);
    expect(await answer(database, expert, ticketId)).toMatchObject({ reason: 'notFound' });
  });

  test('files stay while the ticket is open, and ninety days after it was closed', async () => {
    const ticketId = await asked(database, student.person, {
      fileIds: [await aFileOf(student.person)],
    });
    const fileIds = [await aFileOf(expert)];
    await answer(database, expert, ticketId, { fileIds });
    await aFileOf(await aStranger(database));
    const expire = async () => (await run(expireFiles)).expired;
    database.clock.advance(100 * days);
    expect(await expire()).toBe(1);
    await solve(student.person, ticketId);
    database.clock.advance(90 * days);
    expect(await expire()).toBe(0);
    database.clock.advance(1);
    expect(await expire()).toBe(2);
    const own = await ownTicket(database.db.read, student.person, ticketId);
    expect(own?.messages.map(({ text }) => text)).toHaveLength(2);
    expect(
      own?.messages.flatMap(({ files: all }) => all.map(({ deletedAt }) => deletedAt)),
    ).toEqual([database.clock.now(), database.clock.now()]);
  });

  test('an officer who leaves takes no answer along', async () => {
    const ticketId = await asked(database, student.person);
    const fileIds = [await aFileOf(expert)];
    await answer(database, expert, ticketId, { fileIds });
    await giveUp(expert);
    expect(await run((work) => leave(work, { ...expert, holdings: [] }))).toEqual({ ok: true });
    const own = await ownTicket(database.db.read, student.person, ticketId);
    expect(own?.messages.at(-1)).toMatchObject({ role: 'expert', files: [{ deletedAt: null }] });
  });
});
