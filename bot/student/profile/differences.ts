import type { Level, ProfileDifference, ProfileField } from '../../../core/registry/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate } from '../../view/format.ts';
import { nameIn } from '../../view/names.ts';

/** Where the profile and the record disagree, field by field; or that there is no record. */
export async function sayDifferences(
  turn: Turn,
  { known, differences }: { known: boolean; differences: readonly ProfileDifference[] },
): Promise<string> {
  const { html } = turn.words;
  if (!known) return html('profile.noRecord');
  const lines: string[] = [];
  for (const { field, typed, registered } of differences) {
    lines.push(
      html('profile.difference', {
        field: turn.words.plain(labels[field]),
        typed: await showField(turn, field, typed),
        registered: await showField(turn, field, registered),
      }),
    );
  }
  return [html('profile.differs'), ...lines].join('\n');
}

const labels = {
  firstName: 'profile.firstName',
  lastName: 'profile.lastName',
  birthDate: 'profile.birthDate',
  gender: 'profile.gender',
  universityId: 'profile.university',
  studentNumber: 'profile.studentNumber',
  level: 'profile.level',
  field: 'profile.field',
  startDate: 'profile.startDate',
  studentType: 'profile.studentType',
} as const satisfies Record<ProfileField, string>;

async function showField(turn: Turn, field: ProfileField, value: string | number): Promise<string> {
  const { plain, language } = turn.words;
  const text = String(value);
  switch (field) {
    case 'gender':
      return plain(`terms.genders.${text as 'female'}`);
    case 'level':
      return plain(`terms.levels.${text as Level}`);
    case 'studentType':
      return plain(`terms.studentTypes.${text as 'domestic'}`);
    case 'birthDate':
    case 'startDate':
      return formatDate(text, language);
    case 'universityId': {
      const university = await universityOf(turn.work.tx, Number(value));
      return university ? nameIn(language, university) : text;
    }
    default:
      return text;
  }
}
