import type { Application } from '../../prisma/generated/client.ts';
import type { TestDatabase } from './database.ts';
import { sheba } from './made-up.ts';
import type { Desk, Office } from './office.ts';
import type { Student } from './people.ts';

/** Opens the request's form in Persian and accepts the rules of Hamyar. */
export async function openRequest(
  office: Office,
  student: Student,
  sees: string | RegExp = 'بررسی شرایط',
): Promise<Desk> {
  const desk = await office.chat(student.person);
  await desk.write('/menu');
  await desk.tapFor('apply', 'قواعد همیار دانشجو');
  await desk.tapFor('f:application:rules:accept', sees);
  return desk;
}

/** From the page of conditions to that of openings. */
export async function goToOpenings(desk: Desk): Promise<void> {
  await desk.tapFor('f:application:eligibility:proceed', 'بیرون از دانشگاه');
  await desk.tapFor('f:application:worksOutside:pick:no', 'شبای');
  await desk.writeFor(sheba(), 'به ترتیب علاقه');
}

/** From the page of openings, of which one is chosen, to the review page. */
export async function goToReview(
  database: TestDatabase,
  desk: Desk,
  student: Student,
): Promise<void> {
  await desk.tapFor('f:application:openings:add', '۱.');
  await desk.tapFor('f:application:openings:done', 'گروه');
  await desk.tapFor('f:application:classes:done', 'توضیحی');
  await passNoteAndCaptcha(database, desk, student);
}

/** From the note, which is left out, to the review page. */
export async function passNoteAndCaptcha(
  database: TestDatabase,
  desk: Desk,
  { chatId }: Student,
): Promise<void> {
  await desk.tapFor('f:application:note:skip', 'پنج نویسه');
  const where = { chatId_form: { chatId, form: 'application' } };
  const { content } = await database.db.read.formState.findUniqueOrThrow({ where });
  const { text } = (content as { scratch: { text: string } }).scratch;
  await desk.writeFor(text, 'یک بار دیگر ببینید');
}

/** From the page of conditions to the filed request. */
export async function fileRequest(
  database: TestDatabase,
  desk: Desk,
  student: Student,
): Promise<Application> {
  await goToOpenings(desk);
  await goToReview(database, desk, student);
  await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
  const { accountId } = student;
  return database.db.read.application.findFirstOrThrow({ where: { accountId } });
}
