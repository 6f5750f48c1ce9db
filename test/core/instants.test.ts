import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { openDatabase } from '../../core/db.ts';
import { freeExpiredLeases } from '../../core/outbox/commands.ts';
import { secureRandom } from '../../core/work.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

/** As it is made on a machine in Tehran: the database takes that machine's zone. */
async function tehranStore() {
  if (database.url !== undefined) {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c TimeZone=Asia/Tehran');
    return { url: url.href };
  }
  const embedded = await PGlite.create();
  await embedded.exec(`SET TIME ZONE 'Asia/Tehran'`);
  return { embedded };
}

test('a lease is over at its instant, whatever zone the database is set to', async () => {
  const now = database.clock.now();
  const tools = { now: () => now, random: secureRandom, secret: new Uint8Array(8) };
  const db = await openDatabase({ ...tools, ...(await tehranStore()) });
  try {
    await db.transaction(async ({ send }) =>
      send({
        ...{ kind: 'reply', channel: 'telegram', chatId: 5n, payload: {} },
        ...{ state: 'sending', leasedBy: 'killed', leaseUntil: now },
      }),
    );
    expect(await freeExpiredLeases(db.read, now)).toBe(1);
    expect(await db.read.outboxMessage.findFirst()).toMatchObject({ createdAt: now, dueAt: now });
  } finally {
    await db.close();
  }
});
