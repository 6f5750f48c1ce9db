import { parseMobile } from '../../../core/accounts/rules.ts';
import { toUtc } from '../../../core/calendar.ts';
import type { Work } from '../../../core/work.ts';
import type { MadeUpStudent } from '../people.ts';
import { done } from './done.ts';

/** As if the student had registered and the registry had confirmed the profile; a language is still to be chosen. */
export async function addActiveStudent(
  { tx, now }: Work,
  universityId: number,
  student: MadeUpStudent,
): Promise<void> {
  const { firstName, lastName, identityNumber, email, telegramId } = student;
  const { studentNumber, level, field, gender, studentType } = student;
  const { value: mobile } = done(parseMobile(student.mobile));
  const startDate = toUtc(student.startDate);
  const { id: accountId } = await tx.account.create({
    data: {
      identityKind: 'nationalId',
      identityCountry: 'IR',
      identityNumber,
      firstName,
      lastName,
      birthDate: toUtc(student.birthDate),
      mobile,
      email,
      state: 'active',
      createdAt: now,
      activatedAt: now,
    },
    select: { id: true },
  });
  const studies = { universityId, studentNumber, level, field, startDate, gender, studentType };
  await tx.profile.create({ data: { accountId, ...studies, updatedAt: now, confirmedAt: now } });
  await tx.chatSession.create({
    data: { chatId: BigInt(telegramId), accountId, createdAt: now, lastSeenAt: now },
  });
}
