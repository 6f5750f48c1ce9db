import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { type Work, waitInRow } from '../work.ts';
import { check, codeLimits, deriveCode, mayIssue } from './rules.ts';
import type { CodeChannel, CodePurpose, CodeRefusal, IssuedCode, IssueRefusal } from './types.ts';

export type CodeOrder = {
  readonly chatId: bigint;
  readonly purpose: CodePurpose;
  readonly channel: CodeChannel;
  /** E.164 for SMS and call, otherwise an e-mail address. */
  readonly address: string;
};

/**
 * Orders a one-time code. An older unused code of the same chat and purpose ends, so that only the
 * newest is right. The limits are counted from the stored codes, so they hold across replicas and
 * restarts; the digits are derived by the sender and stored nowhere. Without `send` the code is
 * counted and tried like any other, but goes nowhere: so whoever asks for one to an account learns
 * nothing about whether there is one.
 */
export async function issueCode(
  work: Work,
  order: CodeOrder,
  { send = true }: { send?: boolean } = {},
): Promise<Result<{ readonly codeId: string; readonly expiresAt: Date }, IssueRefusal>> {
  await lockCounters(work, order);
  const allowed = mayIssue(await historyOf(work, order), work.now);
  if (!allowed.ok) return allowed;

  const codeId = work.random.uuid();
  const expiresAt = new Date(work.now.getTime() + codeLimits.lifetime * 1000);
  await replaceOlder(work, order);
  const session = await work.tx.chatSession.findUnique({
    where: { chatId: order.chatId },
    select: { accountId: true, language: true },
  });
  await work.tx.oneTimeCode.create({
    data: {
      ...{ id: codeId, ...order, accountId: session?.accountId ?? null },
      ...{ issuedAt: work.now, expiresAt },
    },
  });
  const language = session?.language ?? 'fa';
  if (send) sendCode(work, order, { codeId, language, expiresAt });
  work.record({
    action: 'code.issued',
    subject: { type: 'code', id: codeId },
    actorId: null,
    after: { purpose: order.purpose, channel: order.channel },
  });
  return ok({ codeId, expiresAt });
}

/**
 * Puts those who order for one address, or from one chat, in a row until the commit: always the
 * address first. The two live in lock spaces of their own, so they never meet by a hash.
 */
async function lockCounters({ tx }: Work, { address, chatId }: CodeOrder): Promise<void> {
  await waitInRow(tx, 'codesForAddress', address);
  await waitInRow(tx, 'countersOfChat', String(chatId));
}

const hourMs = 3_600_000;

async function historyOf({ tx, now }: Work, { address, chatId }: CodeOrder) {
  const since = (ms: number) => ({ gt: new Date(now.getTime() - ms) });
  const [toAddress, fromChat] = [
    await tx.oneTimeCode.findMany({
      where: { address, issuedAt: since(24 * hourMs) },
      select: { issuedAt: true },
    }),
    await tx.oneTimeCode.findMany({
      where: { chatId, issuedAt: since(hourMs) },
      select: { issuedAt: true },
    }),
  ];
  const instants = (rows: readonly { issuedAt: Date }[]) => rows.map((row) => row.issuedAt);
  return { toAddress: instants(toAddress), fromChat: instants(fromChat) };
}

async function replaceOlder({ tx, now }: Work, { chatId, purpose }: CodeOrder): Promise<void> {
  await tx.oneTimeCode.updateMany({
    where: { chatId, purpose, usedAt: null, replacedAt: null },
    data: { replacedAt: now },
  });
}

function sendCode(
  work: Work,
  { channel, address }: CodeOrder,
  { expiresAt, ...payload }: { codeId: string; language: 'fa' | 'en'; expiresAt: Date },
): void {
  work.send({ kind: 'code', channel, address, payload, expiresAt });
}

/**
 * What was ordered in a chat before anybody had signed in there becomes the account's that has now, so
 * that the address is found when the person leaves, whatever the chat and the address are by then.
 */
export async function adoptCodes(
  { tx }: Work,
  { chatId, accountId }: { readonly chatId: bigint; readonly accountId: number },
): Promise<void> {
  await tx.oneTimeCode.updateMany({ where: { chatId, accountId: null }, data: { accountId } });
}

export type CodeTry = {
  readonly chatId: bigint;
  readonly purpose: CodePurpose;
  readonly codeId: string;
  readonly typed: string;
};

/** `unknown`: no such code was ordered by this chat for this; `replaced`: a newer one was sent. */
export type CodeTryRefusal = CodeRefusal | Refusal<'unknown' | 'replaced'>;

/**
 * Tries a code. Each wrong try is counted in the transaction that refuses it, and a right one marks
 * the code used: of tries made at once, five are read at most, and one succeeds at most.
 */
export async function checkCode(
  work: Work,
  attempt: CodeTry,
): Promise<Result<{ readonly address: string }, CodeTryRefusal>> {
  const code = await lockCode(work, attempt);
  if (!code) return refuse('unknown');
  if (code.replacedAt !== null && code.usedAt === null) return refuse('replaced');
  const expected = deriveCode(work.secret, attempt.codeId);
  const verdict = check({ ...code, expected, typed: attempt.typed }, work.now);
  if (!verdict.ok && verdict.reason !== 'wrong') return verdict;

  await work.tx.oneTimeCode.update({
    where: { id: attempt.codeId },
    data: verdict.ok ? { usedAt: work.now } : { attempts: { increment: 1 } },
  });
  work.record({
    action: verdict.ok ? 'code.used' : 'code.wrongTry',
    subject: { type: 'code', id: attempt.codeId },
    actorId: null,
    after: { purpose: attempt.purpose },
  });
  return verdict.ok ? ok({ address: code.address }) : verdict;
}

type LockedCode = IssuedCode & { readonly replacedAt: Date | null; readonly address: string };

/** The row stays locked until the commit, so what is read here is what is written on. */
async function lockCode({ tx }: Work, { codeId, chatId, purpose }: CodeTry) {
  const rows = await tx.$queryRaw<LockedCode[]>`
    SELECT "issuedAt", "attempts", "usedAt", "replacedAt", "address" FROM "OneTimeCode"
    WHERE "id" = ${codeId}::uuid AND "chatId" = ${chatId} AND "purpose" = ${purpose}::"CodePurpose"
    FOR UPDATE`;
  return rows[0];
}

/** The carrier could not call and wrote instead: that is what the person is told to wait for. */
export async function noteChannel(
  { tx }: Work,
  codeId: string,
  channel: CodeChannel,
): Promise<void> {
  await tx.oneTimeCode.updateMany({ where: { id: codeId }, data: { channel } });
}

const keptDays = 30;

/** A job: forgets codes, and the addresses that they went to, once they prove nothing any more. */
export async function forgetOldCodes({ tx, now }: Work): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 24 * hourMs);
  const { count } = await tx.oneTimeCode.deleteMany({ where: { issuedAt: { lt: before } } });
  return count;
}
