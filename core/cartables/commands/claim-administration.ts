import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { compact } from '../../text.ts';
import { type Work, waitInRow } from '../../work.ts';
import { claimHours, hashOfSecret, newClaimCode } from '../rules.ts';
import type { AdministrationRefusal, CartablePlace, Officer, OfficerRefusal } from '../types.ts';
import { countWrongGuess, forgiveGuesses, mayGuess } from './count-guesses.ts';
import { addHolder, openCartable } from './grant-cartable.ts';
import { type OfficerAccount, openOfficer } from './open-officer.ts';

const administration: CartablePlace = {
  role: 'administrator',
  process: 'registration',
  universityId: null,
  unitId: null,
};

/**
 * A new code by which somebody becomes the first administrator, while there is none. Several are right
 * at the same time, so that replicas that start together do not take each other's away; each for a
 * day, and none any more once one was used. Only its hash is kept.
 */
export async function issueClaim(work: Work): Promise<string | undefined> {
  if (await isAdministered(work)) return undefined;
  const code = newClaimCode(work.random);
  const expiresAt = new Date(work.now.getTime() + claimHours * 3_600_000);
  const { id } = await work.tx.administratorClaim.create({
    data: { codeHash: hashOfSecret(code), createdAt: work.now, expiresAt },
  });
  work.record({
    action: 'administration.offered',
    subject: { type: 'administratorClaim', id },
    actorId: null,
  });
  return code;
}

/** Whether a typed code may be used now. Wrong ones are counted, and stop the chat for a while. */
export async function checkClaim(
  work: Work,
  chatId: bigint,
  typed: string,
): Promise<Result<{ readonly claimId: number }, AdministrationRefusal>> {
  const allowed = await mayGuess(work, chatId);
  if (!allowed.ok) return allowed;
  if (await isAdministered(work)) return refuse('administered');
  const claim = await work.tx.administratorClaim.findFirst({
    where: {
      codeHash: hashOfSecret(compact(typed)),
      usedAt: null,
      expiresAt: { gt: work.now },
    },
  });
  if (!claim) {
    await countWrongGuess(work, chatId);
    return refuse('wrongCode');
  }
  await forgiveGuesses(work, chatId);
  return ok({ claimId: claim.id });
}

/**
 * Makes who has shown the code, and proven the mobile, the first administrator. Of any number of
 * people at once one succeeds: all wait for the same lock.
 */
export async function claimAdministration(
  work: Work,
  person: Person,
  { claimId, officer }: { claimId: number; officer: Officer },
): Promise<Result<OfficerAccount, AdministrationRefusal | OfficerRefusal>> {
  await waitInRow(work.tx, 'administration');
  if (await isAdministered(work)) return refuse('administered');
  const claim = { id: claimId, usedAt: null, expiresAt: { gt: work.now } };
  if ((await work.tx.administratorClaim.count({ where: claim })) === 0) return refuse('wrongCode');
  const opened = await openOfficer(work, person, officer);
  if (!opened.ok) return opened;
  const { accountId } = opened;
  await work.tx.administratorClaim.update({
    where: { id: claimId },
    data: { usedAt: work.now, usedById: accountId },
  });
  const cartableId = await openCartable(work, administration);
  await addHolder(work, administration, { cartableId, accountId });
  work.record({
    action: 'administration.claimed',
    subject: { type: 'cartable', id: cartableId },
    actorId: accountId,
    after: { ...administration, accountId },
  });
  return ok(opened);
}

async function isAdministered({ tx }: Work): Promise<boolean> {
  const held = await tx.cartableHolder.count({
    where: { until: null, cartable: { role: 'administrator', closedAt: null } },
  });
  return held > 0;
}
