import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { mayAppeal } from '../rules.ts';
import type { AppealCommandRefusal } from '../types.ts';
import { lockOwn } from './lock-application.ts';
import { move } from './move-application.ts';

/** The student appeals a rejection to the student-affairs deputy: once, and in time. */
export async function appealApplication(
  work: Work,
  person: Person,
  input: { applicationId: number; text: string },
): Promise<Ok | AppealCommandRefusal> {
  const { applicationId } = input;
  const application = await lockOwn(work, person, applicationId);
  if (!application) return refuse('notFound');
  const appealed = (await work.tx.appeal.count({ where: { applicationId } })) > 0;
  const allowed = mayAppeal({ ...application, appealed }, work.now);
  if (!allowed.ok) return allowed;
  const text = normalise(input.text);
  if (text === '') return refuse('noReason');
  await work.tx.appeal.create({ data: { applicationId, text, filedAt: work.now } });
  await move(work, person, { application, holding: null }, { event: 'appeal', actorRole: null });
  return ok();
}
