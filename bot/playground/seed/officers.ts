import { parseMobile } from '../../../core/accounts/rules.ts';
import { grantCartable } from '../../../core/cartables/commands/grant-cartable.ts';
import type { Work } from '../../../core/work.ts';
import type { MadeUpOfficer } from '../people.ts';
import { done, system } from './done.ts';

const ofTheCountry = new Set<MadeUpOfficer['role']>(['organisation', 'administrator']);

/** Officers with accounts that their chats are linked to; each has still to choose a language. */
export async function addOfficers(
  work: Work,
  universityId: number,
  officers: readonly MadeUpOfficer[],
): Promise<void> {
  for (const officer of officers) {
    const accountId = await addAccount(work, officer);
    const { role, processes } = officer;
    const place = {
      role,
      universityId: ofTheCountry.has(role) ? null : universityId,
      unitId: await unitOf(work, universityId, officer),
    };
    for (const process of processes) {
      done(await grantCartable(work, system, { accountId, process, ...place }));
    }
  }
}

async function unitOf({ tx }: Work, universityId: number, { unit: code }: MadeUpOfficer) {
  if (code === undefined) return null;
  const key = { universityId, code };
  return (await tx.unit.findUniqueOrThrow({ where: { universityId_code: key } })).id;
}

/** No command makes an account for a person who did not register, so the rows are written here. */
async function addAccount({ tx, now }: Work, officer: MadeUpOfficer): Promise<number> {
  const { firstName, lastName, identityNumber, email, telegramId } = officer;
  const { value: mobile } = done(parseMobile(officer.mobile));
  const { id: accountId } = await tx.account.create({
    data: {
      identityKind: 'nationalId',
      identityCountry: 'IR',
      identityNumber,
      firstName,
      lastName,
      mobile,
      email,
      state: 'active',
      createdAt: now,
      activatedAt: now,
    },
    select: { id: true },
  });
  await tx.chatSession.create({
    data: { chatId: BigInt(telegramId), accountId, createdAt: now, lastSeenAt: now },
  });
  return accountId;
}
