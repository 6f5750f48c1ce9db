import type { ImportRefusal } from '../../../core/openings/commands/import-openings.ts';
import type { SheetRefusal } from '../../../core/openings/rules/sheet.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../format.ts';
import { explainCan } from './staff.ts';

/** Why a sheet of openings is not taken at all. */
export function explainOpeningSheet(turn: Turn, refusal: SheetRefusal | ImportRefusal): string {
  const { html, plain, language } = turn.words;
  switch (refusal.reason) {
    case 'missingColumns': {
      const fields = refusal.fields.map((field) => plain(`openings.sheet.fields.${field}`));
      return html('sheets.missingColumns', { fields: formatList(fields, language) });
    }
    case 'noRows':
      return html('openings.sheet.noRows');
    case 'tooManyOpenings':
      return html('openings.sheet.tooMany', { limit: refusal.limit });
    case 'unknownTerm':
      return html('openings.need.unknownTerm');
    case 'totalsDiffer':
      return html('openings.sheet.differNow');
    default:
      return explainCan(turn, refusal);
  }
}
