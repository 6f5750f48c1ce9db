import { verifyChain } from '../../core/audit/queries.ts';
import type { Database } from '../../core/db.ts';
import { words } from '../view/language.ts';

/** `verify-audit`: the whole record, row by row. `ok` is false where a row is wrong; `text` names it. */
export async function verifyAudit({ read }: Database): Promise<{ ok: boolean; text: string }> {
  const check = await verifyChain(read);
  const { plain } = words.en;
  if (check.ok) return { ok: true, text: plain('audit.terminal.right', { events: check.events }) };
  const fault = plain(`audit.check.faults.${check.fault}`);
  return {
    ok: false,
    text: plain('audit.terminal.wrong', { seq: String(check.seq), fault }),
  };
}
