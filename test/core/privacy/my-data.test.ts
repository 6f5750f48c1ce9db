import { beforeEach, describe, expect, test } from 'vitest';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { myData } from '../../../core/privacy/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { aPerson } from '../../support/people.ts';
import { aWholeLife, type Filed, firstName, secretWord } from './scene.ts';

const database = useDatabase();
let life: Filed;

beforeEach(async () => {
  life = await aWholeLife(database);
});

const data = async () => (await myData(database.db.read, life.student.chatId)) ?? {};

describe('my data', () => {
  test('has every section, and each holds something', async () => {
    const sections = await data();
    expect(Object.keys(sections).sort()).toEqual(
      [
        'account',
        'acceptances',
        'announcements',
        'applications',
        'auditEvents',
        'bankAccounts',
        'cartableRequests',
        'chat',
        'codes',
        'delegations',
        'files',
        'holdings',
        'messages',
        'overrides',
        'payLines',
        'placements',
        'profile',
        'profileReviews',
        'registryRecord',
        'subscriptions',
        'tickets',
        'unfinishedForms',
        'unlistedDemands',
        'universityDemands',
        'wrongPasswords',
      ].sort(),
    );
    const empty = Object.keys(sections).filter(
      (name) => JSON.stringify(sections[name]).length <= 2,
    );
    expect(empty.sort()).toEqual(['delegations', 'holdings']);
  });

  test('is what was written down, in words and numbers that can be read', async () => {
    expect(await data()).toMatchObject({
      account: { firstName, state: 'active' },
      profile: { studentNumber: life.student.profile.studentNumber, university: {} },
      acceptances: [{ kind: 'hamyar', version: 1, sha256: 'cd'.repeat(32) }],
      applications: [
        {
          note: `یادداشتی ${secretWord}`,
          term: { startYear: 1402, number: 1 },
          choices: [{ position: 1, opening: { titleFa: expect.stringContaining('چیدن') } }],
          claims: [{ class: 'married', attachments: [{}] }],
          revisions: [{ revision: 1 }],
          appeal: { text: `نظر ${secretWord}` },
        },
      ],
      placements: [{ state: 'paid', hours: [{ minutes: 600 }] }],
      payLines: [{ amountRial: '1800000', state: 'paid' }],
      registryRecord: { termsPassed: 4 },
      codes: [{ purpose: 'registration' }, {}, {}],
      messages: [
        { channel: 'telegram', payload: { notice: { name: 'applicationFiled' } } },
        { channel: 'email', payload: { notice: { name: 'applicationFiled' } } },
        { channel: 'telegram', payload: { notice: { note: `پیام ${secretWord}` } } },
        { channel: 'email', payload: { notice: { note: `پیام ${secretWord}` } } },
      ],
      subscriptions: [{ topic: 'general' }],
    });
  });

  test('has nothing of the registry until the profile shows who the person is', async () => {
    const { accountId, identityNumber } = life.student;
    await database.db.read.profile.update({ where: { accountId }, data: { confirmedAt: null } });
    const { disciplinaryConvictions } = await database.db.read.studentRecord.update({
      where: { identityNumber },
      // A number that no id and no instant has within it.
      data: { disciplinaryConvictions: 77_000_077 },
    });
    await database.db.read.profileReview.updateMany({
      where: { accountId },
      data: { record: { disciplinaryConvictions } },
    });
    const { registryRecord, profileReviews } = await data();
    expect(registryRecord).toBeNull();
    expect(profileReviews).toHaveLength(1);
    expect(JSON.stringify(profileReviews)).not.toContain(String(disciplinaryConvictions));
    expect(JSON.stringify(profileReviews)).not.toContain('disciplinaryConvictions');
  });

  test('names no officer, no password, and nobody else', async () => {
    const other = await aPerson(database);
    const text = JSON.stringify(await data());
    const { mobile, identityNumber } = await database.db.read.account.findUniqueOrThrow({
      where: { id: other.accountId },
    });
    for (const alien of ['ById', 'password', 'subject":"a key', mobile, identityNumber]) {
      expect(text).not.toContain(alien);
    }
  });

  test('tells what was done by oneself, by officers and by the system', async () => {
    const { student, campus, applicationId } = life;
    const subject = { type: 'application', id: applicationId };
    await database.db.transaction(async (work) => {
      work.record({ action: 'application.send', subject, actorId: student.accountId });
      work.record({ action: 'application.approve', subject, actorId: campus.expert.accountId });
      work.record({ action: 'placement.lapse', subject, actorId: null });
      work.record({ action: 'holiday.added', subject: { type: 'other', id: 1 }, actorId: null });
    });
    const { auditEvents } = await data();
    expect((auditEvents as { action: string; by: string }[]).slice(-3)).toMatchObject([
      { action: 'application.send', by: 'you' },
      { action: 'application.approve', by: 'officer' },
      { action: 'placement.lapse', by: 'system' },
    ]);
  });

  test('is nobody’s once nobody is signed in in the chat', async () => {
    const { person, chatId } = life.student;
    await database.db.transaction((work) => leave(work, person));
    expect(await myData(database.db.read, chatId)).toBeNull();
    expect(await myData(database.db.read, 4_242n)).toBeNull();
  });
});
