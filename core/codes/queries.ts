import type { Tx } from '../work.ts';
import type { CodeChannel, CodePurpose } from './types.ts';

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
): Promise<{
  readonly id: string;
  readonly channel: CodeChannel;
  readonly expiresAt: Date;
} | null> {
  return reader.oneTimeCode.findFirst({
    where: { ...order, usedAt: null, replacedAt: null, expiresAt: { gt: now } },
    orderBy: { issuedAt: 'desc' },
    select: { id: true, channel: true, expiresAt: true },
  });
}

/** The chat that ordered a code; undefined where the code is forgotten. */
export async function chatOfCode(reader: Tx, codeId: string): Promise<bigint | undefined> {
  const code = await reader.oneTimeCode.findUnique({
    where: { id: codeId },
    select: { chatId: true },
  });
  return code?.chatId;
}
