import type { Tx } from '../work.ts';
import type { CodeChannel, CodePurpose, IssuedCode } from './types.ts';

export type Proof = {
  readonly chatId: bigint;
  readonly purpose: CodePurpose;
  /** E.164 or e-mail address. */
  readonly address: string;
  /** An older proof does not count. */
  readonly since: Date;
};

/** Whether a chat has shown by a code that its person reads what is sent to an address. */
export async function hasProven(reader: Tx, { since, ...where }: Proof): Promise<boolean> {
  const used = await reader.oneTimeCode.findFirst({
    where: { ...where, usedAt: { gte: since } },
    select: { id: true },
  });
  return used !== null;
}

/** The newest code that this chat was sent there and can still use. */
export async function liveCode(
  reader: Tx,
  order: Pick<Proof, 'chatId' | 'purpose' | 'address'>,
  now: Date,
): Promise<string | undefined> {
  const code = await reader.oneTimeCode.findFirst({
    where: { ...order, usedAt: null, replacedAt: null, expiresAt: { gt: now } },
    orderBy: { issuedAt: 'desc' },
    select: { id: true },
  });
  return code?.id;
}

/** A code as its owner is told of it. */
export type ToldCode = IssuedCode & { readonly channel: CodeChannel };

/** A code that this chat ordered; null where it is forgotten. */
export async function codeOf(
  reader: Tx,
  { codeId, chatId }: { readonly codeId: string; readonly chatId: bigint },
): Promise<ToldCode | null> {
  return reader.oneTimeCode.findFirst({
    where: { id: codeId, chatId },
    select: { issuedAt: true, attempts: true, usedAt: true, channel: true },
  });
}

/**
 * The chat that waits for a code. `used`: it has arrived, whoever knows of it; undefined where it is
 * replaced by a newer one, or forgotten.
 */
export async function ownerOfCode(
  reader: Tx,
  codeId: string,
): Promise<bigint | 'used' | undefined> {
  const code = await reader.oneTimeCode.findUnique({
    where: { id: codeId },
    select: { chatId: true, usedAt: true, replacedAt: true },
  });
  if (code?.usedAt) return 'used';
  return code?.replacedAt === null ? code.chatId : undefined;
}
