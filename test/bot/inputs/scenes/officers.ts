import { submitProfileForReview } from '../../../../core/accounts/commands/submit-profile.ts';
import { appealApplication } from '../../../../core/applications/commands/appeal-application.ts';
import { rejectApplication } from '../../../../core/applications/commands/reject-application.ts';
import { addDays, fromUtc, tehranDate } from '../../../../core/calendar.ts';
import { issueClaim } from '../../../../core/cartables/commands/claim-administration.ts';
import { draftPayRun } from '../../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../../core/pay/commands/import-results.ts';
import type { BankOutcome } from '../../../../core/pay/types.ts';
import { answerHours } from '../../../../core/placements/commands/answer-hours.ts';
import { reportHours } from '../../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../../core/placements/commands/request-placement.ts';
import { recordOf } from '../../../../core/registry/queries.ts';
import type { Level } from '../../../../core/registry/types.ts';
import { aFile } from '../../../core/applications/scene.ts';
import { serial, sheba } from '../../../support/made-up.ts';
import { anOfficer, aPerson, aStudent } from '../../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  done,
} from '../../../support/scenes.ts';
import { aBankAccount, anOpening, aPayer } from '../../../support/university.ts';
import { goodRecords } from '../made-up-files.ts';
import { aRequest } from './request.ts';
import { oneOf, type Scene, type Stage, someNationalId } from './scene.ts';

type Opens = Scene['open'][number];

const language = (turn: number): Opens => ({ tap: oneOf(['lang:fa', 'lang:en'], turn) });

/** The scene of an officer who opens a form by a tap, or by a command where there is one. */
const at = (
  { chatId }: { readonly chatId: bigint },
  { turn }: Stage,
  ...ways: readonly Opens[]
): Scene => ({ chatId, open: [language(turn), oneOf(ways, turn)], anew: true });

/** Somebody who has the code of the terminal; signed in already in every third variant. */
export async function administration({ database, turn }: Stage): Promise<Scene> {
  const code = await database.db.transaction(issueClaim);
  const stranger = BigInt(900_000 + serial());
  const { chatId } = turn % 3 === 2 ? await aPerson(database) : { chatId: stranger };
  return {
    chatId,
    open: [{ text: `/start c${code}` }, language(turn), { text: `/claim ${code}` }],
    anew: true,
    right: { identity: () => ({ text: someNationalId(turn) }) },
  };
}

export async function records(stage: Stage): Promise<Scene> {
  const { expert } = await aCampus(stage.database);
  stage.bot.sent.set('records', goodRecords);
  const right = { sheet: () => ({ file: 'records', as: 'document' as const }) };
  return { ...at(expert, stage, { text: '/records' }), anew: false, right };
}

export async function audit(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const { code } = await aRequest(stage.database, campus);
  const scene = at(campus.expert, stage, { tap: 'audit' }, { text: '/audit' });
  return { ...scene, right: { code: () => ({ text: code }) } };
}

export async function reject(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const { code } = await aRequest(stage.database, campus);
  return at(campus.expert, stage, { tap: `reject:${code}:1` }, { text: `/reject ${code}` });
}

export async function sendback(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const { code } = await aRequest(stage.database, campus);
  return at(campus.expert, stage, { tap: `sendback:${code}:1` }, { text: `/sendback ${code}` });
}

export async function refute(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const { code, id: applicationId } = await aRequest(stage.database, campus);
  const claim = await stage.database.db.read.priorityClaim.findFirstOrThrow({
    where: { applicationId },
  });
  return at(campus.expert, stage, { tap: `refute:${code}:${claim.id}:0` });
}

export async function consent(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const { university } = campus;
  const deputy = await anOfficer(stage.database, { role: 'internationalDeputy', university });
  const { code } = await aRequest(stage.database, campus, {
    profile: { studentType: 'international' },
    record: { studentType: 'international', bornInIran: false, parentIranian: false },
  });
  return at(deputy, stage, { tap: `consent:refuse:${code}:1` });
}

export async function appealanswer(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const campus = await aCampus(database);
  const { university, expert } = campus;
  const deputy = await anOfficer(database, { role: 'studentDeputy', university });
  const { person, code, id: applicationId } = await aRequest(database, campus);
  const why = { reasonCode: 'other', reasonText: 'جا نیست' } as const;
  await done(database, (work) => rejectApplication(work, expert, { applicationId, ...why }));
  const appeal = { applicationId, text: 'جا بود' };
  await done(database, (work) => appealApplication(work, person.person, appeal));
  return at(deputy, stage, { tap: `verdict:${oneOf(['grant', 'dismiss'], turn)}:${code}` });
}

export async function discretion(stage: Stage): Promise<Scene> {
  const { database } = stage;
  const { university } = await aCampus(database);
  const deputy = await anOfficer(database, { role: 'studentDeputy', university });
  const { profile, accountId } = await aStudent(database, { university, average: 1200 });
  const right: Scene['right'] = {
    student: () => ({ text: profile.studentNumber }),
    // What was allowed once is not asked for again: the next time it must fail anew.
    rule: async ({ buttons, scratch }) => {
      const allow = buttons.find((data) => data.includes(':allow:'));
      if (!allow && scratch['found']) await database.db.read.eligibilityOverride.deleteMany();
      return { tap: allow ?? 'f:discretion:rule:look' };
    },
  };
  return { ...at(deputy, stage, { tap: 'discretion' }, { tap: `discretion:${accountId}` }), right };
}

export async function studies(stage: Stage): Promise<Scene> {
  const { database } = stage;
  const campus = await aCampus(database);
  const { accountId, person, identityNumber } = await aStudent(database, {
    university: campus.university,
    account: { state: 'preRegistered' },
    profile: { confirmedAt: null, field: 'فیزیک' },
  });
  const cardFileId = await aFile(database, { accountId });
  const row = await database.db.read.studentRecord.findUniqueOrThrow({ where: { identityNumber } });
  const record = recordOf(row);
  await done(database, (work) => submitProfileForReview(work, person, { cardFileId, record }));
  const review = await database.db.read.profileReview.findFirstOrThrow({ where: { accountId } });
  return at(campus.expert, stage, { tap: `studies:refuse:${accountId}:${review.id}` });
}

/** Two openings in every third variant, and somebody of higher rank in every second. */
export async function request(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const campus = await aCampus(database);
  const { unit, term } = campus;
  const second = await anOpening(database, { unit, term });
  const openings = turn % 3 === 0 ? [campus.opening, second] : [campus.opening];
  if (turn % 2 === 0) await anApplicant(database, campus, { average: 1900 });
  const student = await anApplicant(database, campus, { application: { openings } });
  const { trackingCode: code } = student.application;
  const ways: Opens[] = [{ text: '/request' }, { tap: `request:${code}:${campus.opening.id}` }];
  const right = {
    student: () => ({ text: student.profile.studentNumber }),
    explanation: () => ({ text: 'چیدن کتاب' }),
    skipReason: () => ({ text: 'عربی می‌داند' }),
  };
  return { ...at(campus.officer, stage, ...ways, { text: `/request ${code}` }), right };
}

export async function decline(stage: Stage): Promise<Scene> {
  const { database } = stage;
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const { placementId } = await done(database, (work) =>
    requestPlacement(work, campus.officer, {
      openingId: campus.opening.id,
      student: student.profile.studentNumber,
      minutes: 600,
      explanation: 'چیدن کتاب',
    }),
  );
  return at(campus.colleague, stage, { tap: `seat:decline:${placementId}` });
}

/** Hours that were objected to twice. */
export async function settle(stage: Stage): Promise<Scene> {
  const { database } = stage;
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  for (const [minutes, replaces] of [
    [600, 0],
    [615, 600],
  ] as const) {
    const order = { placementId, entries: [{ minutes, workedOn: null }], replaces };
    await done(database, (work) => reportHours(work, campus.officer, order));
    const answer = { confirm: false, objection: 'کم است' } as const;
    await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
  }
  const right = { entries: () => ({ text: oneOf(['۱۱', '1402/07/10 ۲٫۵'], stage.turn) }) };
  return { ...at(campus.expert, stage, { tap: `settle:${placementId}` }), right };
}

export async function hoursform(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  // In every third variant what is entered takes the place of hours under objection.
  if (turn % 3 === 0) {
    const entries = [{ minutes: 600, workedOn: null }];
    await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
    const answer = { confirm: false, objection: 'کم است' } as const;
    await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
  }
  const { trackingCode: code } = student.application;
  const right = {
    day: () => ({ text: oneOf(['1402/07/10', '2023-10-02'], turn) }),
    entries: () => ({ text: '1402/07/11 ۲:۱۵\n2023-10-02 3.5' }),
  };
  const ways: Opens[] = [{ tap: `enter:${placementId}` }, { text: `/hours ${code}` }];
  return { ...at(campus.officer, stage, ...ways), right };
}

async function declaredAccount(stage: Stage) {
  const { database } = stage;
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const account = await aBankAccount(database, student, {
    state: 'declared',
    evidence: null,
    decidedAt: null,
  });
  return { campus, account };
}

export async function ownerconfirm(stage: Stage): Promise<Scene> {
  const { campus, account } = await declaredAccount(stage);
  return at(campus.finance, stage, { tap: `owner:confirm:${account.id}` });
}

export async function ownerrefuse(stage: Stage): Promise<Scene> {
  const { campus, account } = await declaredAccount(stage);
  return at(campus.finance, stage, { tap: `owner:refuse:${account.id}` });
}

/** A run that was exported, with its one line. */
async function exportedRun({ database }: Stage) {
  const campus = await aCampus(database);
  const { finance, secondFinance, university, term } = campus;
  await aPayableStudent(database, campus, { minutes: 60 });
  const place = { universityId: university.id, termId: term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
  const { exportId } = await done(database, (work) =>
    exportPayRun(work, finance, { runId, format: 'csv' }),
  );
  const { id: lineId } = await database.db.read.payLine.findFirstOrThrow({ where: { runId } });
  return { finance, runId, exportId, lineId };
}

/** The bank's answer to a run. */
export async function payresults(stage: Stage): Promise<Scene> {
  const { finance, runId, lineId } = await exportedRun(stage);
  stage.bot.sent.set('results', Buffer.from(`ردیف,نتیجه,شماره پیگیری\r\n${lineId},موفق,REF 77`));
  const right = { file: () => ({ file: 'results', as: 'document' as const }) };
  return { ...at(finance, stage, { tap: `run:import:${runId}` }), right };
}

/** The bank has refused the file of a run. */
export async function filerefused(stage: Stage): Promise<Scene> {
  const { finance, runId, exportId } = await exportedRun(stage);
  return at(finance, stage, { tap: `run:refuse:${runId}:${exportId}` });
}

/** A result that was noted wrongly: as paid, or as returned. */
export async function resultfix(stage: Stage): Promise<Scene> {
  const { finance, runId, lineId } = await exportedRun(stage);
  const outcome = oneOf<BankOutcome>(
    [
      { paid: true, reference: 'REF 77' },
      { paid: false, reason: 'حساب بسته است' },
    ],
    stage.turn,
  );
  const results = [{ lineId, outcome }];
  await done(stage.database, (work) => importResults(work, finance, { runId, results }));
  const right = { reference: () => ({ text: 'REF 78' }) };
  return { ...at(finance, stage, { tap: `resultfix:${lineId}` }), right };
}

/** Finance says from what account the university pays; it did before in every second variant. */
export async function payer(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { finance, university } = await aCampus(database);
  if (turn % 2 === 0) await aPayer(database, { university });
  const right = {
    sheba: () => ({ text: sheba() }),
    payer: () => ({ text: 'دانشگاه نمونه' }),
    bic: () => ({ text: oneOf(['bmjiirth', 'BMJIIRTHXXX'], turn) }),
    serial: () => ({ text: oneOf(['12', '۱۲'], turn) }),
  };
  return { ...at(finance, stage, { tap: `setpayer:${university.id}` }), right };
}

/** A level has one rate from a day; the next one is from the first day that is free. */
export async function rate(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const officer = await anOfficer(database, {
    role: oneOf(['organisation', 'administrator'], turn),
  });
  const right: Scene['right'] = {
    rate: () => ({ text: oneOf(['300000', '۳۰۰٬۰۰۰ ریال'], turn) }),
    validFrom: async ({ answers, database: { db, clock } }) => {
      const level = answers['level'] as Level;
      const rates = await db.read.payRate.findMany({ where: { level } });
      const set = new Set(rates.map(({ validFrom }) => fromUtc(validFrom)));
      let day = addDays(tehranDate(clock.now()), 10);
      while (set.has(day)) day = addDays(day, 1);
      return { text: day };
    },
  };
  return { ...at(officer, stage, { tap: 'rateadd' }), right };
}

/** An officer who says where assistants report; it was said before in every second variant. */
export async function unitdirections(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { unit, officer } = await aCampus(database);
  if (turn % 2 === 0) {
    const directions = 'ساختمان مرکزی، اتاق ۲۰۴';
    await database.db.read.unit.update({ where: { id: unit.id }, data: { directions } });
  }
  const scene = at(officer, stage, { tap: `unitdirections:${unit.id}` });
  return { ...scene, right: { directions: () => ({ text: 'ساختمان شماره ۲، طبقهٔ همکف' }) } };
}
