import { type Work, waitInRow } from '../../work.ts';

export type StudentNumberOf = { readonly universityId: number; readonly studentNumber: string };

/**
 * Whether no other account has a student number confirmed. Whoever asks is alone with this number
 * until the commit, so the answer still holds when the number is confirmed; the unique index would
 * say the same, but only by breaking the transaction.
 */
export async function isNumberFree(
  { tx }: Work,
  accountId: number,
  { universityId, studentNumber }: StudentNumberOf,
): Promise<boolean> {
  const key = `${universityId} ${studentNumber}`;
  await waitInRow(tx, 'studentNumber', key);
  const others = await tx.profile.count({
    where: {
      universityId,
      studentNumber,
      confirmedAt: { not: null },
      accountId: { not: accountId },
    },
  });
  return others === 0;
}
