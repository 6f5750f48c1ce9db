import * as accounts from './account.ts';
import * as officers from './officers.ts';
import type { Scene, Stage } from './scene.ts';
import * as students from './student.ts';
import * as support from './support.ts';

/** Who opens each form, and how. */
export const scenes: Readonly<Record<string, (stage: Stage) => Promise<Scene>>> = {
  registration: students.registration,
  signin: accounts.signin,
  recovery: accounts.recovery,
  mobile: accounts.mobile,
  email: accounts.email,
  password: accounts.password,
  leave: accounts.leave,
  profile: students.profile,
  application: students.application,
  track: students.track,
  appeal: students.appeal,
  objection: students.objection,
  withdrawal: students.withdrawal,
  sheba: students.sheba,
  support: support.support,
  ticketwrite: support.ticketwrite,
  caseanswer: support.caseanswer,
  contact: support.contact,
  administration: officers.administration,
  records: officers.records,
  reject: officers.reject,
  sendback: officers.sendback,
  refute: officers.refute,
  consent: officers.consent,
  appealanswer: officers.appealanswer,
  discretion: officers.discretion,
  studies: officers.studies,
  request: officers.request,
  decline: officers.decline,
  settle: officers.settle,
  hoursform: officers.hoursform,
  ownerconfirm: officers.ownerconfirm,
  ownerrefuse: officers.ownerrefuse,
  payresults: officers.payresults,
  unitdirections: officers.unitdirections,
};
