import { tellByEmail, tellChat } from '../../../core/outbox/commands.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { Student } from '../../support/people.ts';
import { aBankAccount, aUniversity } from '../../support/university.ts';
import { aCampus, aFile, anApplicant, type Campus, filed } from '../applications/scene.ts';

/** Stands in every text that a person wrote, or that others wrote about the person. */
export const secretWord = 'محرمانه';

export const firstName = 'یگانه‌نام';
export const lastName = 'بی‌همتازاده';

export interface Filed {
  readonly campus: Campus;
  readonly student: Student;
  readonly applicationId: number;
}

/** A student who has filed a request with a proof and a note. */
export async function aFiledStudent(database: TestDatabase): Promise<Filed> {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus, { account: { firstName, lastName } });
  const fileIds = [await aFile(database, student)];
  const { applicationId } = await filed(database, campus, student, {
    classes: [{ class: 'married', fileIds }],
    note: `یادداشتی ${secretWord}`,
  });
  return { campus, student, applicationId };
}

/** The placement of that student. */
export async function place(
  database: TestDatabase,
  { campus, student, applicationId }: Filed,
): Promise<number> {
  const now = database.clock.now();
  const { id } = await database.db.read.placement.create({
    data: {
      applicationId,
      accountId: student.accountId,
      openingId: campus.opening.id,
      unitId: campus.unit.id,
      termId: campus.term.id,
      gender: 'female',
      workType: 'research',
      state: 'working',
      requestedMinutes: 600,
      approvedMinutes: 600,
      explanation: `کار ${secretWord}`,
      skipReason: `نوبت ${secretWord}`,
      endReason: `پایان ${secretWord}`,
      requestedById: campus.expert.accountId,
      requestedAt: now,
      hours: {
        create: {
          minutes: 600,
          enteredById: campus.expert.accountId,
          enteredAt: now,
          objectionDueAt: now,
          objection: `اعتراض ${secretWord}`,
        },
      },
    },
  });
  return id;
}

/** A line of a pay run for that placement. */
export async function payLine(
  database: TestDatabase,
  { campus, student }: Filed,
  placementId: number,
): Promise<number> {
  const { read } = database.db;
  const run = await read.payRun.create({
    data: {
      universityId: campus.university.id,
      termId: campus.term.id,
      createdById: campus.expert.accountId,
      createdAt: database.clock.now(),
    },
  });
  const { accountId } = student;
  await read.bankAccount.updateMany({ where: { accountId }, data: { state: 'replaced' } });
  const text = `حساب ${secretWord}`;
  const bank = await aBankAccount(database, student, { evidence: text, reason: text });
  const { id } = await read.payLine.create({
    data: {
      runId: run.id,
      placementId,
      accountId,
      bankAccountId: bank.id,
      minutes: 600,
      rialPerHour: 180_000n,
      married: false,
      amountRial: 1_800_000n,
      reason: `بانک ${secretWord}`,
    },
  });
  return id;
}

/** A student who has left something in every table that can hold something of a person. */
export async function aWholeLife(database: TestDatabase): Promise<Filed> {
  const life = await aFiledStudent(database);
  const placementId = await place(database, life);
  const lineId = await payLine(database, life, placementId);
  const { read } = database.db;
  await read.placement.update({ where: { id: placementId }, data: { state: 'paid' } });
  const run = { update: { state: 'settled' } } as const;
  await read.payLine.update({ where: { id: lineId }, data: { state: 'paid', run } });
  await wordsAbout(database, life);
  await wordsAboutWork(database, life, placementId);
  await wordsInPassing(database, life);
  await support(database, life);
  return life;
}

async function wordsAbout(database: TestDatabase, { campus, student, applicationId }: Filed) {
  const { read } = database.db;
  const now = database.clock.now();
  const { accountId } = student;
  const by = { byId: campus.expert.accountId, at: now };
  const text = `نظر ${secretWord}`;
  await read.application.update({
    where: { id: applicationId },
    data: { reasonText: text, declarations: { married: text } },
  });
  await read.priorityClaim.updateMany({ where: { applicationId }, data: { reason: text } });
  await read.appeal.create({ data: { applicationId, text, answer: text, filedAt: now } });
  await read.applicationEvent.create({
    data: { applicationId, event: 'sendBack', detail: { note: text }, at: now },
  });
  await read.eligibilityOverride.create({
    data: { accountId, termId: campus.term.id, ruleId: 'average', reason: text, ...by },
  });
  await read.profileReview.create({
    data: { accountId, differences: [], state: 'refused', reason: text, createdAt: now },
  });
  const cartable = await read.cartable.findFirstOrThrow();
  await read.cartableRequest.create({
    data: {
      ...{ cartableId: cartable.id, firstName, lastName, accountId },
      ...{ state: 'accepted', requestedById: campus.expert.accountId, createdAt: now },
      reason: text,
    },
  });
}

async function wordsAboutWork(database: TestDatabase, { campus }: Filed, placementId: number) {
  const { read } = database.db;
  const now = database.clock.now();
  const { accountId: byId } = campus.expert;
  const change = { placementId, minutes: 60, reason: `ساعت ${secretWord}` };
  await read.placementAmendment.create({
    data: { ...change, state: 'refused', requestedById: byId, createdAt: now },
  });
  await read.placementCorrection.create({ data: { ...change, byId, at: now } });
}

async function wordsInPassing(database: TestDatabase, { student, applicationId }: Filed) {
  const { read } = database.db;
  const now = database.clock.now();
  await read.announcement.create({
    data: {
      ...{ byId: student.accountId, topic: 'general', texts: { fa: 'خبر' }, audience: {} },
      ...{ state: 'done', createdAt: now, startedAt: now, endedAt: now, total: 1, sent: 1 },
      deliveries: { create: { chatId: student.chatId, language: 'fa', state: 'sent' } },
    },
  });
  const { accountId, chatId } = student;
  const { mobile, email } = await read.account.findUniqueOrThrow({ where: { id: accountId } });
  const content = { answers: { note: `فرم ${secretWord}`, password: 'hash' }, scratch: {} };
  await read.formState.create({
    data: { chatId, form: 'application', version: 1, step: 'x', content, updatedAt: now },
  });
  for (const address of [mobile, email, '+989120000000']) {
    await read.oneTimeCode.create({
      data: {
        id: database.random.uuid(),
        ...{ chatId, purpose: 'registration', channel: 'sms', address: address ?? '' },
        ...{ issuedAt: now, expiresAt: now },
      },
    });
  }
  const unstarted = await aUniversity(database, { startedAt: null });
  await read.universityDemand.create({ data: { universityId: unstarted.id, chatId, at: now } });
  await read.unlistedDemand.create({
    data: { chatId, name: `دانشگاه ${secretWord}`, key: secretWord, at: now },
  });
  await read.subscription.create({ data: { accountId, topic: 'general', at: now } });
  await read.passwordGuess.create({ data: { chatId, subject: 'a key', at: now } });
  const { trackingCode } = await read.application.findUniqueOrThrow({
    where: { id: applicationId },
  });
  const notice = {
    name: 'applicationSentBack' as const,
    trackingCode,
    note: `پیام ${secretWord}`,
  };
  await database.db.transaction(async (work) => {
    tellChat(work, chatId, notice);
    tellByEmail(work, { address: email ?? '', language: 'fa' }, notice);
    tellChat(work, 424_242n, notice);
  });
  await read.outboxMessage.updateMany({ data: { state: 'sent' } });
}

async function support(database: TestDatabase, { student }: Filed) {
  const { read } = database.db;
  const now = database.clock.now();
  const { accountId, chatId } = student;
  for (const owner of [accountId, null]) {
    const { id } = await read.supportTicket.create({
      data: {
        ...{ accountId: owner, chatId, topic: 'technical', role: 'expert' },
        ...{ createdAt: now, updatedAt: now },
      },
    });
    await read.supportMessage.createMany({
      data: (['expert', null] as const).map((role) => ({
        ...{ ticketId: id, role, text: `پرسش ${secretWord}`, at: now },
      })),
    });
    await read.workItem.create({
      data: { kind: 'answerTicket', subjectId: id, role: 'expert', openedAt: now, dueAt: now },
    });
  }
}

/** The rows of every table as text, by its name. */
export async function everyTable({ db }: TestDatabase): Promise<Record<string, string>> {
  const tables = await db.read.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS "name" FROM pg_tables WHERE schemaname = 'public'`;
  const texts: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await db.read.$queryRawUnsafe<{ row: unknown }[]>(
      `SELECT to_jsonb(t) AS "row" FROM "${name}" AS t`,
    );
    texts[name] = JSON.stringify(rows);
  }
  return texts;
}

/** The tables in which a text stands. */
export const tablesWith = (tables: Readonly<Record<string, string>>, text: string): string[] =>
  Object.keys(tables)
    .filter((name) => tables[name]?.includes(text))
    .sort();
