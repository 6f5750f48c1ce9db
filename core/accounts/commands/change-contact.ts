import { hasProven } from '../../codes/queries.ts';
import type { CodePurpose } from '../../codes/types.ts';
import { tellBySms } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { proofMinutes, proofSince } from '../rules.ts';
import type { ContactRefusal, Email, Mobile } from '../types.ts';
import { type Contact, lockContact, reportChange } from './lock-contact.ts';
import { tellSharers } from './tell-sharers.ts';

/** Changes the own mobile number to one that was proven by a code in this chat; the old one is told. */
export async function changeMobile(
  work: Work,
  person: Person,
  { mobile }: { mobile: Mobile },
): Promise<Ok | ContactRefusal> {
  const found = await requireContact(work, person, 'changeMobile', mobile);
  if (!found.ok) return found;
  const { contact } = found;
  await work.tx.account.update({ where: { id: contact.id }, data: { mobile } });
  const { id: accountId, mobile: address, language } = contact;
  tellBySms(work, { address, language, accountId }, { name: 'mobileChanged' });
  await tellSharers(work, { accountId, mobile });
  await reportChange(work, contact, 'mobileChanged');
  return ok();
}

/** Changes the own e-mail address to one that was proven by a code; the old address is told. */
export async function changeEmail(
  work: Work,
  person: Person,
  { email }: { email: Email },
): Promise<Ok | ContactRefusal> {
  const found = await requireContact(work, person, 'changeEmail', email);
  if (!found.ok) return found;
  await work.tx.account.update({ where: { id: found.contact.id }, data: { email } });
  await reportChange(work, found.contact, 'emailChanged');
  return ok();
}

async function requireContact(
  work: Work,
  { accountId, chatId }: Person,
  purpose: CodePurpose,
  address: string,
): Promise<Ok<{ readonly contact: Contact }> | ContactRefusal> {
  if (accountId === null) return refuse('noAccount');
  const contact = await lockContact(work, accountId);
  if (!contact) return refuse('accountClosed');
  const since = proofSince(proofMinutes.other, work.now);
  const proven = await hasProven(work.tx, { chatId, purpose, address, since });
  return proven ? ok({ contact }) : refuse('notProven');
}
