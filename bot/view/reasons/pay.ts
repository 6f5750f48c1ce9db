import type { CorrectResultRefusal } from '../../../core/pay/commands/correct-result.ts';
import type { DraftRefusal } from '../../../core/pay/commands/draft-run.ts';
import type { ExportRefusal } from '../../../core/pay/commands/export-run.ts';
import type { ApproveRunRefusal, FreezeRefusal } from '../../../core/pay/commands/freeze-run.ts';
import type { ResultsRefusal } from '../../../core/pay/commands/import-results.ts';
import type { RefuseFileRefusal } from '../../../core/pay/commands/refuse-file.ts';
import type { SetPayerRefusal } from '../../../core/payers/commands/set-payer.ts';
import type { ReleaseRefusal } from '../../../core/returns/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList, formatRial, ungrouped } from '../format.ts';
import { explainCan } from './staff.ts';

/** Why a pay run did not take a step. */
export function explainRun(
  turn: Pick<Turn, 'words'>,
  refusal:
    | DraftRefusal
    | FreezeRefusal
    | ApproveRunRefusal
    | ExportRefusal
    | RefuseFileRefusal
    | ResultsRefusal,
): string {
  const { html, plain, language } = turn.words;
  switch (refusal.reason) {
    case 'notAllowed':
    case 'ownCase':
    case 'samePerson':
      return explainCan(turn, refusal);
    case 'notFound':
    case 'empty':
    case 'noPayer':
    case 'noReason':
    case 'hasResults':
    case 'exportedSince':
      return html(`finance.run.${refusal.reason}`);
    case 'wrongState':
      return html('finance.run.wrongState', {
        state: plain(`terms.payRunStates.${refusal.state}`),
      });
    case 'frozenRun':
      return html('finance.run.frozenRun', { run: ungrouped(refusal.runId, language) });
    case 'changed': {
      const sum = formatRial(refusal.sumRial, language);
      return html('finance.run.changed', { count: refusal.count, sum });
    }
    case 'accountsChanged':
    case 'accountsChangedSince':
      return html(`finance.run.${refusal.reason}`, { count: refusal.lineIds.length });
    case 'otherRun':
    case 'usedReferences': {
      const runs = formatList(
        refusal.runIds.map((id) => ungrouped(id, language)),
        language,
      );
      return html(`finance.run.${refusal.reason}`, { runs });
    }
  }
}

/** Why a payment is not shown, or not given free. */
export function explainReturn(turn: Turn, refusal: ReleaseRefusal): string {
  switch (refusal.reason) {
    case 'notFound':
      return turn.words.html('finance.line.notFound');
    case 'notWaiting':
      return turn.words.html('finance.returned.notWaiting');
    default:
      return explainCan(turn, refusal);
  }
}

/** Why a noted result was not put right. */
export function explainCorrection(
  turn: Pick<Turn, 'words'>,
  refusal: CorrectResultRefusal,
): string {
  const { html, language } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
      return html('finance.line.notFound');
    case 'notOther':
    case 'empty':
      return html(`finance.correct.${refusal.reason}`);
    case 'inLaterRun':
      return html('finance.correct.inLaterRun', { run: ungrouped(refusal.runId, language) });
    default:
      return explainCan(turn, refusal);
  }
}

/** Why the payer was not set. */
export function explainPayer(turn: Pick<Turn, 'words'>, refusal: SetPayerRefusal): string {
  return refusal.reason === 'serialUsed'
    ? turn.words.html('finance.payer.serialUsed', {
        last: ungrouped(refusal.last, turn.words.language),
      })
    : explainCan(turn, refusal);
}
