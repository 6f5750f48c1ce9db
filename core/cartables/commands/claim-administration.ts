import { tellAll } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { holdersOf, nameOf } from '../../staff/queries.ts';
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
  return newClaim(work, { beside: false });
}

/**
 * A code by which somebody becomes administrator also while there is one, such as one who is alone and
 * cannot come back. Only for who runs the service: nothing that a chat says leads here. Right for a day
 * and once, and not any more once another was used.
 */
export const issueClaimBeside = (work: Work): Promise<string> => newClaim(work, { beside: true });

async function newClaim(work: Work, { beside }: { readonly beside: boolean }): Promise<string> {
  const code = newClaimCode(work.random);
  const expiresAt = new Date(work.now.getTime() + claimHours * 3_600_000);
  const { id } = await work.tx.administratorClaim.create({
    data: { codeHash: hashOfSecret(code), beside, createdAt: work.now, expiresAt },
  });
  work.record({
    action: beside ? 'administration.offeredBeside' : 'administration.offered',
    subject: { type: 'administratorClaim', id },
    actorId: null,
  });
  return code;
}

/** Codes that are right now. Those of a start are not, while there is an administrator. */
const rightNow = (work: Work, isAdministered: boolean) => ({
  usedAt: null,
  expiresAt: { gt: work.now },
  ...(isAdministered && { beside: true }),
});

/**
 * Whether a typed code may be used now. Wrong ones are counted, and stop the chat for a while, also
 * while there is an administrator: a code of the operator may be right then.
 */
export async function checkClaim(
  work: Work,
  chatId: bigint,
  typed: string,
): Promise<Result<{ readonly claimId: number }, AdministrationRefusal>> {
  const allowed = await mayGuess(work, chatId);
  if (!allowed.ok) return allowed;
  const administered = await isAdministered(work);
  const claim = await work.tx.administratorClaim.findFirst({
    where: { codeHash: hashOfSecret(compact(typed)), ...rightNow(work, administered) },
  });
  if (!claim) {
    await countWrongGuess(work, chatId);
    return refuse(administered ? 'administered' : 'wrongCode');
  }
  await forgiveGuesses(work, chatId);
  return ok({ claimId: claim.id });
}

/**
 * Makes who has shown the code, and proven the mobile, an administrator. Of any number of people at
 * once one succeeds: all wait for the same lock. Who was it already and has no e-mail comes back into
 * the account; nobody else's cartable ends, and all who are administrators hear of it.
 */
export async function claimAdministration(
  work: Work,
  person: Person,
  { claimId, officer }: { claimId: number; officer: Officer },
): Promise<Result<OfficerAccount, AdministrationRefusal | OfficerRefusal>> {
  await waitInRow(work.tx, 'administration');
  const administered = await isAdministered(work);
  const claim = { id: claimId, ...rightNow(work, administered) };
  if ((await work.tx.administratorClaim.count({ where: claim })) === 0) {
    return refuse(administered ? 'administered' : 'wrongCode');
  }
  const opened = await openOfficer(work, person, officer);
  if (!opened.ok) return opened;
  const { accountId } = opened;
  await work.tx.administratorClaim.update({
    where: { id: claimId },
    data: { usedAt: work.now, usedById: accountId },
  });
  await work.tx.administratorClaim.updateMany({
    where: { usedAt: null, expiresAt: { gt: work.now } },
    data: { expiresAt: work.now },
  });
  const cartableId = await openCartable(work, administration);
  await addHolder(work, administration, { cartableId, accountId });
  work.record({
    action: 'administration.claimed',
    subject: { type: 'cartable', id: cartableId },
    actorId: accountId,
    after: { ...administration, accountId },
  });
  await tellOthers(work, accountId);
  return ok(opened);
}

/** None of them has agreed to it, so each of them hears of it. */
async function tellOthers(work: Work, accountId: number): Promise<void> {
  const { role, universityId } = administration;
  const holders = await holdersOf(work.tx, { role, universityId });
  const notice = { name: 'administrationClaimed', by: await nameOf(work.tx, accountId) } as const;
  const told = holders.filter((holder) => holder !== accountId);
  await tellAll(
    work,
    told.map((holder) => ({ accountId: holder, notice, namedIds: [accountId] })),
  );
}

async function isAdministered({ tx }: Work): Promise<boolean> {
  const held = await tx.cartableHolder.count({
    where: { until: null, cartable: { role: 'administrator', closedAt: null } },
  });
  return held > 0;
}
