import { changeContact } from '../../../core/universities/commands/change-contact.ts';
import {
  createUniversity,
  startUniversity,
} from '../../../core/universities/commands/create-university.ts';
import type { Work } from '../../../core/work.ts';
import { done, system } from './done.ts';

/** The one that uses Hamyar. */
export const playgroundUniversity = {
  code: 'playground',
  nameFa: 'دانشگاه نمونهٔ قم',
  nameEn: 'Sample University of Qom',
  kind: 'state',
} as const;

/** To be found by name: under another office, or not yet with Hamyar. */
const others = [
  {
    code: 'playground-azad',
    nameFa: 'دانشگاه آزاد اسلامی واحد خیال',
    nameEn: 'Islamic Azad University, Khial',
    kind: 'azad',
  },
  {
    code: 'playground-medical',
    nameFa: 'دانشگاه علوم پزشکی خیال',
    nameEn: 'Khial University of Medical Sciences',
    kind: 'medical',
  },
  {
    code: 'playground-later',
    nameFa: 'دانشگاه فرضی مهر',
    nameEn: 'Imagined University of Mehr',
    kind: 'state',
  },
] as const;

/** Numbers and addresses that lead nowhere. */
const playgroundContact = {
  phones: ['02500000000', '02500000001'],
  email: 'hamyar@university.example',
  address: {
    fa: 'ساختمان نمونه، طبقهٔ دوم، دفتر همیار دانشجو',
    en: 'Sample Building, second floor, Hamyar office',
  },
  hours: { fa: 'شنبه تا چهارشنبه، ۸ تا ۱۴', en: 'Saturday to Wednesday, 8:00 to 14:00' },
};

export const isSeeded = async ({ tx }: Work): Promise<boolean> =>
  (await tx.university.count({ where: { code: playgroundUniversity.code } })) > 0;

/** Returns the id of the one that uses Hamyar. */
export async function addUniversities(work: Work): Promise<number> {
  for (const other of others) done(await createUniversity(work, system, other));
  const { universityId } = done(await createUniversity(work, system, playgroundUniversity));
  done(await startUniversity(work, system, { universityId }));
  done(await changeContact(work, system, { universityId, contact: playgroundContact }));
  return universityId;
}
