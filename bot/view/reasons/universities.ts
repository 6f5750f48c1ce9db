import type { SettingsRefusal } from '../../../core/universities/commands/change-settings.ts';
import type {
  CloseUnitRefusal,
  ReopenUnitRefusal,
} from '../../../core/universities/commands/close-unit.ts';
import type { CorrectUnitRefusal } from '../../../core/universities/commands/correct-unit.ts';
import type { CorrectUniversityRefusal } from '../../../core/universities/commands/correct-university.ts';
import type {
  CreateRefusal,
  StartRefusal,
} from '../../../core/universities/commands/create-university.ts';
import type { ImportUnitsRefusal } from '../../../core/universities/commands/import-units.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../format.ts';

type Refused = (CreateRefusal | CorrectUniversityRefusal | StartRefusal)['reason'];

const texts = {
  notAllowed: 'errors.notAllowed',
  ownCase: 'staff.ownCase',
  samePerson: 'staff.samePerson',
  noName: 'setup.nameWrong',
  codeTaken: 'setup.codeTaken',
  kindStays: 'setup.university.kindStays',
  unknownUniversity: 'setup.unknownUniversity',
  alreadyStarted: 'setup.start.already',
  notOurs: 'setup.start.notOurs',
} as const satisfies Record<Refused, string>;

/** Why a university or unit is not made or corrected, or does not start. */
export const explainUniversity = (
  { words }: Turn,
  { reason }: { readonly reason: Refused },
): string => words.html(texts[reason]);

/** Why a unit is not corrected, closed or opened again. */
export function explainUnit(
  { words }: Turn,
  refusal: CorrectUnitRefusal | CloseUnitRefusal | ReopenUnitRefusal,
): string {
  switch (refusal.reason) {
    case 'inUse':
      return words.html('setup.unit.inUse', refusal.use);
    case 'unknownUnit':
    case 'alreadyClosed':
    case 'notClosed':
    case 'kindInUse':
      return words.html(`setup.unit.${refusal.reason}`);
    default:
      return words.html(texts[refusal.reason]);
  }
}

/** Why a sheet of units is not taken at all. */
export function explainUnitsImport({ words }: Turn, refusal: ImportUnitsRefusal): string {
  if (refusal.reason !== 'missingColumns') return words.html(texts[refusal.reason]);
  const fields = formatList(
    refusal.fields.map((field) => words.plain(`setup.${field}`)),
    words.language,
  );
  return words.html('sheets.missingColumns', { fields });
}

/** Why a setting stays as it is. */
export const explainSettings = ({ words }: Turn, { reason }: SettingsRefusal): string =>
  words.html(reason === 'outOfRange' ? 'setup.settings.outOfRange' : texts[reason]);
