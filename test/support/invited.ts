import type { Mobile } from '../../core/accounts/types.ts';
import type { Officer } from '../../core/cartables/types.ts';
import type { Person } from '../../core/staff/types.ts';
import type { TestDatabase } from './database.ts';
import { inventedName, nationalId, serial } from './made-up.ts';
import { sceneOf } from './people.ts';

export interface Stranger {
  readonly person: Person;
  /** As who this person may come to hold a cartable. */
  readonly officer: Officer;
}

/** Somebody at a chat who has no account. */
export async function aStranger(database: TestDatabase): Promise<Stranger> {
  const { read, now } = sceneOf(database);
  const number = serial();
  const chatId = BigInt(500_000 + number);
  await read.chatSession.create({ data: { chatId, createdAt: now, lastSeenAt: now } });
  const identity = { kind: 'nationalId', country: 'IR', value: nationalId(number) } as const;
  const mobile = `+98914${String(number).padStart(7, '0')}` as Mobile;
  return {
    person: { kind: 'person', accountId: null, chatId, holdings: [] },
    officer: { identity, ...inventedName('female', number), mobile },
  };
}

/** The person has written the code that was sent to this mobile. */
export async function hasProvenMobile(
  database: TestDatabase,
  { chatId }: Person,
  mobile: Mobile,
): Promise<void> {
  const { read, now } = sceneOf(database);
  await read.oneTimeCode.create({
    data: {
      id: database.random.uuid(),
      chatId,
      purpose: 'invitation',
      channel: 'sms',
      address: mobile,
      issuedAt: now,
      expiresAt: now,
      usedAt: now,
    },
  });
}
