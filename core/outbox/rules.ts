import type { Notice, NoticeName } from './types.ts';

/**
 * What a student must not miss: the own profile, request, work and money. It goes to the mailbox as
 * well as into the chat, and to the phone where the chat cannot be written to. The bot's rules of
 * registration promise it.
 */
const mailed = [
  'profileAccepted',
  'profileRefused',
  'profileDue',
  'ruleAllowed',
  'applicationFiled',
  'applicationApproved',
  'applicationRejected',
  'applicationSentBack',
  'mendReminder',
  'internationalAllowed',
  'claimRefused',
  'appealDecided',
  'wishClosed',
  'placementApproved',
  'placementAnswerDue',
  'hoursReported',
  'hoursAnswerDue',
  'hoursLapsed',
  'objectionSettled',
  'hoursTakenBack',
  'placementFinal',
  'placementTerminated',
  'noHoursReported',
  'hoursAmended',
  'placementCorrected',
  'bankAccountConfirmed',
  'bankAccountRefused',
  'payPaid',
  'payReturned',
] as const satisfies readonly NoticeName[];

const names: ReadonlySet<NoticeName> = new Set(mailed);

/** Whether a notice goes to the mailbox too, and to the phone of who cannot be reached in the chat. */
export const isMailed = ({ name }: Notice): boolean => names.has(name);
