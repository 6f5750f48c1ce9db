import type { Level, Profile, ProfileField } from '../../core/registry/types.ts';
import { formatDate } from './format.ts';
import type { Words } from './language.ts';

/** What the fields of a profile are called. */
export const profileLabels = {
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

/** A field of a profile or record in words; `university` names the one of an id. */
export function profileText(
  field: ProfileField,
  value: Profile[ProfileField],
  { plain, language }: Words,
  university: (id: number) => string,
): string {
  const text = String(value);
  switch (field) {
    case 'gender':
      return plain(`terms.genders.${text as Profile['gender']}`);
    case 'level':
      return plain(`terms.levels.${text as Level}`);
    case 'studentType':
      return plain(`terms.studentTypes.${text as Profile['studentType']}`);
    case 'birthDate':
    case 'startDate':
      return formatDate(text, language);
    case 'universityId':
      return university(Number(value));
    default:
      return text;
  }
}
