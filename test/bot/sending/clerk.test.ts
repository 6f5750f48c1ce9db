import { afterEach, expect, test } from 'vitest';
import { startClerk } from '../../../bot/sending/announcement-clerk.ts';
import type { Worker } from '../../../bot/sending/rounds.ts';
import {
  claimDeliveries,
  settleDeliveries,
  showProgressIn,
} from '../../../core/announcements/commands/deliver-announcement.ts';
import { steerAnnouncement } from '../../../core/announcements/commands/steer-announcement.ts';
import { aBegunAnnouncement, anAnnouncer, fillAudience } from '../../support/audience.ts';
import { useDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { readableLog } from '../../support/logged.ts';
import { uncounted } from '../../support/uncounted.ts';

const database = useDatabase();
let clerk: Worker | undefined;

afterEach(async () => {
  await clerk?.stop();
  clerk = undefined;
});

test('a progress that is paused while it is drawn is drawn once more, as it is by then', async () => {
  const { db, clock } = database;
  await fillAudience(db, 2);
  const person = await anAnnouncer(db);
  const id = await aBegunAnnouncement(db, person);
  const place = { id, chatId: person.chatId, messageId: 1 };
  await db.transaction((work) => showProgressIn(work, place));
  const by = { worker: 'one', now: clock.now() };
  const [one] = await claimDeliveries(db.read, id, { ...by, leaseSeconds: 60, limit: 1 });
  if (!one) throw new Error('there is a receiver');
  await settleDeliveries(db.read, id, { ...by, delivered: [{ ...one, state: 'sent' }] });
  const drawn: string[] = [];
  const api = {
    async editMessageText(_chat: number, _message: number, text: string) {
      drawn.push(text);
      if (drawn.length > 1) return;
      await db.transaction((work) => steerAnnouncement(work, person, { id, step: 'pause' }));
    },
  };
  const parts = { database: db, log: readableLog().log, now: clock.now, api, figures: uncounted };
  clerk = startClerk({ ...parts, gate: {} } as never);
  await eventually(() => expect(drawn).toHaveLength(2));
  expect(drawn[0]).not.toContain('paused');
  expect(drawn[1]).toContain('paused');
});
