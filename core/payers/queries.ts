import type { Sheba } from '../bank/types.ts';
import type { Tx } from '../work.ts';
import type { Payer } from './types.ts';

/** From what account a university pays; null where finance has not said yet. */
export async function payerOf(reader: Tx, universityId: number): Promise<Payer | null> {
  const row = await reader.payer.findUnique({ where: { universityId } });
  if (!row) return null;
  const { universityId: _universityId, ...payer } = row;
  return { ...payer, sheba: payer.sheba as Sheba };
}
