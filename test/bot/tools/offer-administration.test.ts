import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from '../../../bot/tools/commands.ts';
import { checkClaim, issueClaim } from '../../../core/cartables/commands/claim-administration.ts';
import { configOf, lookInto } from '../../support/installation.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamyar-offer-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const offer = () => commands['offer-administration']?.run(configOf(folder), '');

test('whoever runs the service gets a code that works beside an administrator', async () => {
  await expect(offer()).rejects.toThrow('There is no database');
  await lookInto(configOf(folder), async ({ read }) => {
    const now = new Date();
    await read.chatSession.create({ data: { chatId: 7n, createdAt: now, lastSeenAt: now } });
    const cartable = { role: 'administrator', process: 'registration', createdAt: now } as const;
    const { id: cartableId } = await read.cartable.create({ data: cartable });
    const person = { identityKind: 'nationalId', identityCountry: 'IR' } as const;
    const account = await read.account.create({
      data: { ...person, state: 'active', createdAt: now },
    });
    await read.cartableHolder.create({
      data: { cartableId, accountId: account.id, since: now },
    });
  });
  const [, code = ''] = /\/claim (\S+)/.exec((await offer()) ?? '') ?? [];
  await lookInto(configOf(folder), async ({ transaction }) => {
    expect(await transaction(issueClaim)).toBeUndefined();
    expect(await transaction((work) => checkClaim(work, 7n, code))).toMatchObject({ ok: true });
  });
});
