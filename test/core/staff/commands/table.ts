import { decideProfile } from '../../../../core/accounts/commands/decide-profile.ts';
import { confirmAnnouncement } from '../../../../core/announcements/commands/confirm-announcement.ts';
import { steerAnnouncement } from '../../../../core/announcements/commands/steer-announcement.ts';
import {
  changeDraft,
  draftAnnouncement,
} from '../../../../core/announcements/commands/write-announcement.ts';
import { approveApplication } from '../../../../core/applications/commands/approve-application.ts';
import { decideAppeal } from '../../../../core/applications/commands/decide-appeal.ts';
import { decideInternational } from '../../../../core/applications/commands/decide-international.ts';
import { judgeStudent } from '../../../../core/applications/commands/judge-student.ts';
import { overrideRule } from '../../../../core/applications/commands/override-rule.ts';
import { rejectApplication } from '../../../../core/applications/commands/reject-application.ts';
import { sendBackApplication } from '../../../../core/applications/commands/send-back-application.ts';
import { verifyClaim } from '../../../../core/applications/commands/verify-claim.ts';
import { askCheck } from '../../../../core/audit/commands.ts';
import { confirmAccount, refuseAccount } from '../../../../core/bank/commands/decide-account.ts';
import { decideMany } from '../../../../core/bulk/commands/decide-many.ts';
import { remindMany } from '../../../../core/bulk/commands/remind-many.ts';
import { isoDate } from '../../../../core/calendar.ts';
import { decideRequest } from '../../../../core/cartables/commands/decide-request.ts';
import { grantCartable } from '../../../../core/cartables/commands/grant-cartable.ts';
import { takeCartable } from '../../../../core/cartables/commands/leave-cartable.ts';
import { makeInvitation } from '../../../../core/cartables/commands/make-invitation.ts';
import {
  requestCartable,
  withdrawRequest,
} from '../../../../core/cartables/commands/request-cartable.ts';
import { addHoliday, removeHoliday } from '../../../../core/holidays/commands.ts';
import {
  changeOpening,
  decideOpeningChange,
} from '../../../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../../../core/openings/commands/close-opening.ts';
import { decideOpening } from '../../../../core/openings/commands/decide-opening.ts';
import { declareOpening } from '../../../../core/openings/commands/declare-opening.ts';
import { importOpenings } from '../../../../core/openings/commands/import-openings.ts';
import { resendUndelivered } from '../../../../core/outbox/commands.ts';
import { correctResult } from '../../../../core/pay/commands/correct-result.ts';
import { draftPayRun } from '../../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../../core/pay/commands/export-run.ts';
import {
  approvePayRun,
  cancelPayRun,
  freezePayRun,
  reopenPayRun,
} from '../../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../../core/pay/commands/import-results.ts';
import { refuseFile } from '../../../../core/pay/commands/refuse-file.ts';
import { setRate } from '../../../../core/pay/commands/set-rate.ts';
import { withdrawRate } from '../../../../core/pay/commands/withdraw-rate.ts';
import { setPayer } from '../../../../core/payers/commands/set-payer.ts';
import {
  decideAmendment,
  requestAmendment,
} from '../../../../core/placements/commands/amend-placement.ts';
import { settleObjection } from '../../../../core/placements/commands/answer-hours.ts';
import {
  correctPlacement,
  reportNoHours,
} from '../../../../core/placements/commands/correct-placement.ts';
import { decidePlacement } from '../../../../core/placements/commands/decide-placement.ts';
import { terminatePlacement } from '../../../../core/placements/commands/end-placement.ts';
import { finalisePlacement } from '../../../../core/placements/commands/finalise-placement.ts';
import {
  reportHours,
  standByHours,
  startWork,
} from '../../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../../core/placements/commands/request-placement.ts';
import { setMonthlyCap } from '../../../../core/placements/commands/set-monthly-cap.ts';
import { takeHoursBack } from '../../../../core/placements/commands/take-hours-back.ts';
import { importRecords } from '../../../../core/registry/commands/import-records.ts';
import { releaseLine } from '../../../../core/returns/commands/release-line.ts';
import { claimWorkItem, releaseWorkItem } from '../../../../core/staff/commands/claim-work-item.ts';
import { setDueDays } from '../../../../core/staff/commands/set-due-days.ts';
import type { Actor, Person, StaffRole } from '../../../../core/staff/types.ts';
import { answerTicket, takeTicket } from '../../../../core/support/commands/answer-ticket.ts';
import { closeTicket } from '../../../../core/support/commands/close-ticket.ts';
import { handOverTicket } from '../../../../core/support/commands/hand-over-ticket.ts';
import { extendWindow } from '../../../../core/terms/commands/extend-window.ts';
import { createTerm, openWindows } from '../../../../core/terms/commands/open-windows.ts';
import { changeContact } from '../../../../core/universities/commands/change-contact.ts';
import { changeSettings } from '../../../../core/universities/commands/change-settings.ts';
import { closeUnit, reopenUnit } from '../../../../core/universities/commands/close-unit.ts';
import { correctUnit } from '../../../../core/universities/commands/correct-unit.ts';
import { correctUniversity } from '../../../../core/universities/commands/correct-university.ts';
import {
  createUnit,
  createUniversity,
  startUniversity,
} from '../../../../core/universities/commands/create-university.ts';
import { describeUnit } from '../../../../core/universities/commands/describe-unit.ts';
import { importUnits } from '../../../../core/universities/commands/import-units.ts';
import type { Work } from '../../../../core/work.ts';
import { sheba } from '../../../support/made-up.ts';
import type { Scene } from './scene.ts';

type Outcome = { readonly ok: boolean; readonly reason?: string };

export interface Row {
  /** Who may, at the own place; everybody else is refused. */
  readonly roles: readonly StaffRole[];
  readonly system?: true;
  /** Whose case it is: that person may not, whatever is held. */
  readonly owner?: keyof Scene['owners'];
  /** What somebody who may is told instead of a yes, where the rest of the rule is for another test. */
  readonly but?: Partial<Record<StaffRole, string>>;
  readonly run: (work: Work, actor: Actor, scene: Scene) => Promise<Outcome>;
}

const reason = 'for the table';
const organisers = ['organisation', 'administrator'] as const;
const names = { code: 'for-the-table', nameFa: 'نو', nameEn: 'New' };

/** As a person; the system asks none of these. */
const person = (actor: Actor): Person =>
  actor.kind === 'person' ? actor : { kind: 'person', accountId: null, chatId: 0n, holdings: [] };

const announced = ({ universityId }: Scene['place']) =>
  ({
    topic: 'general',
    texts: { fa: 'سلام' },
    media: null,
    audience: { universityIds: [universityId] },
  }) as const;

const dates = { opensOn: isoDate('2023-10-07'), closesOn: isoDate('2024-01-20') };

/** Every command of officers, by its name in the code. */
export const commands: Readonly<Record<string, Row>> = {
  decideProfile: {
    roles: ['expert'],
    owner: 'review',
    run: (work, actor, { ids, unconfirmed: { accountId } }) =>
      decideProfile(work, actor, {
        accountId,
        reviewId: ids.review,
        decision: { accept: false, reason },
      }),
  },
  approveApplication: {
    roles: ['expert'],
    owner: 'waiting',
    run: (work, actor, { ids }) => approveApplication(work, actor, { applicationId: ids.waiting }),
  },
  rejectApplication: {
    roles: ['expert'],
    owner: 'waiting',
    run: (work, actor, { ids: { waiting: applicationId } }) =>
      rejectApplication(work, actor, { applicationId, reasonCode: 'other', reasonText: reason }),
  },
  sendBackApplication: {
    roles: ['expert'],
    owner: 'waiting',
    run: (work, actor, { ids }) =>
      sendBackApplication(work, actor, { applicationId: ids.waiting, note: reason }),
  },
  verifyClaim: {
    roles: ['expert'],
    owner: 'claim',
    run: (work, actor, { ids }) =>
      verifyClaim(work, actor, { claimId: ids.claim, verdict: 'verified' }),
  },
  decideAppeal: {
    roles: ['studentDeputy'],
    owner: 'appealing',
    run: (work, actor, { ids: { appealing: applicationId } }) =>
      decideAppeal(work, actor, { applicationId, granted: true, answer: reason }),
  },
  decideInternational: {
    roles: ['internationalDeputy'],
    owner: 'international',
    run: (work, actor, { ids: { international: applicationId } }) =>
      decideInternational(work, actor, { applicationId, decision: { allow: true } }),
  },
  judgeStudent: {
    roles: ['studentDeputy'],
    owner: 'candidate',
    run: (work, actor, { candidate: { accountId } }) =>
      judgeStudent(work, actor, { accountId, record: undefined }),
  },
  overrideRule: {
    roles: ['studentDeputy'],
    owner: 'candidate',
    run: (work, actor, { candidate: { accountId }, place: { termId } }) =>
      overrideRule(work, actor, { accountId, termId, ruleId: 'average', reason }),
  },
  decideMany: {
    roles: ['expert'],
    owner: 'waiting',
    run: async (work, actor, { ids }) => {
      const picks = [{ itemId: ids.reviewItem, revision: null }];
      const order = { kind: 'reviewApplication', verb: 'approve', picks } as const;
      const [outcome] = await decideMany(work, person(actor), order);
      return outcome?.refused?.refusal ?? { ok: true };
    },
  },
  remindMany: {
    roles: ['expert', 'studentDeputy'],
    run: async (work, actor, { ids }) => {
      const targets = [{ what: 'item', itemId: ids.item }] as const;
      const [outcome] = await remindMany(work, person(actor), { targets });
      return outcome?.refused ?? { ok: true };
    },
  },
  draftAnnouncement: {
    roles: ['expert', 'studentDeputy', ...organisers],
    run: (work, actor, { place }) => draftAnnouncement(work, person(actor), announced(place)),
  },
  changeDraft: {
    roles: ['expert', 'studentDeputy', ...organisers],
    run: (work, actor, { ids, place }) =>
      changeDraft(work, person(actor), { id: ids.announcement, ...announced(place) }),
  },
  confirmAnnouncement: {
    roles: ['expert', 'studentDeputy', ...organisers],
    run: (work, actor, { ids }) =>
      confirmAnnouncement(work, person(actor), {
        ...{ id: ids.announcement, at: new Date('2024-01-01'), recurrence: null },
      }),
  },
  steerAnnouncement: {
    roles: ['expert', 'studentDeputy', ...organisers],
    run: (work, actor, { ids }) =>
      steerAnnouncement(work, person(actor), { id: ids.scheduled, step: 'cancel' }),
  },
  resendUndelivered: {
    roles: ['administrator'],
    run: (work, actor) => resendUndelivered(work, person(actor), 'all'),
  },
  askCheck: {
    roles: ['administrator'],
    run: (work, actor) => askCheck(work, person(actor)),
  },
  confirmAccount: {
    roles: ['expert', 'finance'],
    owner: 'account',
    run: (work, actor, { ids }) =>
      confirmAccount(work, actor, { bankAccountId: ids.account, evidence: reason }),
  },
  refuseAccount: {
    roles: ['expert', 'finance'],
    owner: 'account',
    run: (work, actor, { ids }) =>
      refuseAccount(work, actor, { bankAccountId: ids.account, reason }),
  },
  requestCartable: {
    roles: ['expert', 'studentDeputy', ...organisers],
    system: true,
    run: (work, actor, { place: { universityId }, named: { officer } }) =>
      requestCartable(work, actor, {
        place: { role: 'finance', process: 'pay', universityId, unitId: null },
        officer,
      }),
  },
  withdrawRequest: {
    roles: ['expert', 'studentDeputy', ...organisers],
    system: true,
    run: (work, actor, { ids }) => withdrawRequest(work, actor, { requestId: ids.asksForSeat }),
  },
  decideRequest: {
    roles: organisers,
    run: (work, actor, { ids }) =>
      decideRequest(work, actor, { requestId: ids.asksForSeat, decision: { approve: true } }),
  },
  makeInvitation: {
    roles: ['expert', 'studentDeputy', ...organisers],
    system: true,
    run: (work, actor, { ids }) =>
      makeInvitation(work, actor, { requestId: ids.invitable, renew: false }),
  },
  grantCartable: {
    roles: organisers,
    system: true,
    run: (work, actor, { place: { universityId }, candidate: { accountId } }) =>
      grantCartable(work, actor, {
        ...{ role: 'finance', process: 'pay', universityId, unitId: null },
        accountId,
      }),
  },
  takeCartable: {
    roles: ['studentDeputy', ...organisers],
    run: (work, actor, { ids, expertId }) =>
      takeCartable(work, actor, { cartableId: ids.cartable, accountId: expertId }),
  },
  addHoliday: {
    roles: organisers,
    system: true,
    run: (work, actor) =>
      addHoliday(work, actor, {
        ...{ day: isoDate('2024-01-10'), nameFa: 'جشن', nameEn: 'Feast', source: 'officer' },
      }),
  },
  removeHoliday: {
    roles: organisers,
    system: true,
    but: { organisation: 'already', administrator: 'already' },
    run: (work, actor) => removeHoliday(work, actor, { day: isoDate('2024-01-10') }),
  },
  declareOpening: {
    roles: ['unitOfficer'],
    run: (work, actor, { ids, place: { termId } }) =>
      declareOpening(work, actor, {
        ...{ unitId: ids.unit, termId, field: 'آمار', titleFa: 'نو', titleEn: 'New' },
        ...{ workType: 'research', seats: { female: 1, male: 1 }, description: '' },
      }),
  },
  changeOpening: {
    roles: ['unitOfficer'],
    run: (work, actor, { ids: { opening: openingId } }) =>
      changeOpening(work, actor, {
        openingId,
        after: { seats: { female: 45, male: 45 }, field: 'آمار', workType: 'research' },
      }),
  },
  closeOpening: {
    roles: ['unitOfficer', 'expert'],
    run: (work, actor, { ids }) => closeOpening(work, actor, { openingId: ids.opening }),
  },
  decideOpening: {
    roles: ['expert'],
    run: (work, actor, { ids }) =>
      decideOpening(work, actor, {
        openingId: ids.declared,
        itemId: ids.declaredItem,
        decision: { approve: true },
      }),
  },
  decideOpeningChange: {
    roles: ['expert'],
    run: (work, actor, { ids }) =>
      decideOpeningChange(work, actor, { changeId: ids.change, decision: { approve: true } }),
  },
  importOpenings: {
    roles: ['expert'],
    system: true,
    run: (work, actor, { place }) =>
      importOpenings(work, actor, { ...place, rows: [], stated: {}, acknowledged: true }),
  },
  requestPlacement: {
    roles: ['unitOfficer'],
    owner: 'candidate',
    run: (work, actor, { ids, candidate: { profile } }) =>
      requestPlacement(work, actor, {
        ...{ openingId: ids.opening, student: profile.studentNumber, minutes: 600 },
        ...{ explanation: reason, skipReason: reason },
      }),
  },
  decidePlacement: {
    roles: ['unitOfficer', 'expert', 'studentDeputy'],
    owner: 'requested',
    but: { expert: 'unitDecides', studentDeputy: 'unitDecides' },
    run: (work, actor, { ids }) =>
      decidePlacement(work, actor, { placementId: ids.requested, decision: { approve: true } }),
  },
  startWork: {
    roles: ['unitOfficer'],
    owner: 'beginning',
    run: (work, actor, { ids }) => startWork(work, actor, { placementId: ids.beginning }),
  },
  reportHours: {
    roles: ['unitOfficer'],
    owner: 'beginning',
    run: (work, actor, { ids: { beginning: placementId } }) =>
      reportHours(work, actor, { placementId, entries: [{ minutes: 600, workedOn: null }] }),
  },
  standByHours: {
    roles: ['unitOfficer'],
    owner: 'quarrelling',
    but: { unitOfficer: 'waitsForExpert' },
    run: (work, actor, { ids }) => standByHours(work, actor, { placementId: ids.quarrelling }),
  },
  takeHoursBack: {
    roles: ['unitOfficer'],
    owner: 'quarrelling',
    but: { unitOfficer: 'waitsForExpert' },
    run: (work, actor, { ids: { quarrelling: placementId } }) =>
      takeHoursBack(work, actor, { placementId, seen: 0 }),
  },
  reportNoHours: {
    roles: ['unitOfficer'],
    owner: 'beginning',
    but: { unitOfficer: 'wrongState' },
    run: (work, actor, { ids }) => reportNoHours(work, actor, { placementId: ids.beginning }),
  },
  settleObjection: {
    roles: ['expert', 'studentDeputy'],
    owner: 'quarrelling',
    run: (work, actor, { ids: { quarrelling: placementId } }) =>
      settleObjection(work, actor, { placementId, entries: null, reason }),
  },
  finalisePlacement: {
    roles: ['unitOfficer', 'expert', 'studentDeputy'],
    owner: 'worked',
    run: (work, actor, { ids }) => finalisePlacement(work, actor, { placementId: ids.worked }),
  },
  requestAmendment: {
    roles: ['unitOfficer'],
    owner: 'beginning',
    run: (work, actor, { ids: { beginning: placementId } }) =>
      requestAmendment(work, actor, { placementId, minutes: 3_600, reason }),
  },
  decideAmendment: {
    roles: ['unitOfficer', 'expert', 'studentDeputy'],
    owner: 'working',
    run: (work, actor, { ids }) =>
      decideAmendment(work, actor, {
        amendmentId: ids.amendment,
        decision: { approve: false, reason },
      }),
  },
  terminatePlacement: {
    roles: ['unitOfficer'],
    owner: 'working',
    run: (work, actor, { ids }) =>
      terminatePlacement(work, actor, { placementId: ids.working, reason }),
  },
  correctPlacement: {
    roles: ['expert', 'studentDeputy'],
    owner: 'paid',
    run: (work, actor, { ids: { paid: placementId } }) =>
      correctPlacement(work, actor, { placementId, minutes: -60, reason }),
  },
  setRate: {
    roles: organisers,
    system: true,
    run: (work, actor) =>
      setRate(work, actor, {
        level: 'phd',
        rialPerHour: 300_000n,
        validFrom: isoDate('2024-03-20'),
      }),
  },
  withdrawRate: {
    roles: organisers,
    system: true,
    but: { organisation: 'notFound', administrator: 'notFound' },
    run: (work, actor) => withdrawRate(work, actor, { rateId: 0 }),
  },
  setPayer: {
    roles: ['finance'],
    run: (work, actor, { place: { universityId } }) =>
      setPayer(work, actor, {
        universityId,
        payer: {
          name: 'دانشگاه نمونه',
          sheba: sheba(),
          bic: 'BMJIIRTHXXX',
          namespace: 'pain001',
          method: 'plain',
          dates: 'jalali',
          nextSerial: 1,
        },
      }),
  },
  releaseLine: {
    roles: ['finance'],
    owner: 'returned',
    run: (work, actor, { ids }) => releaseLine(work, actor, { lineId: ids.returned }),
  },
  correctResult: {
    roles: ['finance'],
    owner: 'returned',
    run: (work, actor, { ids: { returned: lineId } }) =>
      correctResult(work, actor, { lineId, outcome: { paid: true, reference: 'R1' } }),
  },
  draftPayRun: {
    roles: ['finance'],
    run: (work, actor, { place }) => draftPayRun(work, actor, place),
  },
  freezePayRun: {
    roles: ['finance'],
    but: { finance: 'empty' },
    run: (work, actor, { ids }) => freezePayRun(work, actor, { runId: ids.draft }),
  },
  reopenPayRun: {
    roles: ['finance'],
    run: (work, actor, { ids }) => reopenPayRun(work, actor, { runId: ids.frozen }),
  },
  cancelPayRun: {
    roles: ['finance'],
    run: (work, actor, { ids }) => cancelPayRun(work, actor, { runId: ids.draft }),
  },
  approvePayRun: {
    roles: ['finance', 'studentDeputy'],
    run: (work, actor, { ids, frozenAt }) =>
      approvePayRun(work, actor, { runId: ids.frozen, frozenAt }),
  },
  exportPayRun: {
    roles: ['finance'],
    run: (work, actor, { ids }) =>
      exportPayRun(work, actor, { runId: ids.approved, format: 'csv' }),
  },
  refuseFile: {
    roles: ['finance'],
    but: { finance: 'hasResults' },
    run: (work, actor, { ids }) =>
      refuseFile(work, actor, { runId: ids.exported, exportId: 0, reason }),
  },
  importResults: {
    roles: ['finance'],
    run: (work, actor, { ids }) => importResults(work, actor, { runId: ids.exported, results: [] }),
  },
  importRecords: {
    roles: ['expert', 'administrator'],
    system: true,
    but: { expert: 'missingColumns', administrator: 'missingColumns' },
    run: (work, actor, { place: { universityId } }) =>
      importRecords(work, actor, { sheet: { headings: [], rows: [] }, universityId }),
  },
  claimWorkItem: {
    roles: ['finance'],
    run: (work, actor, { ids }) => claimWorkItem(work, person(actor), { itemId: ids.item }),
  },
  releaseWorkItem: {
    roles: ['finance'],
    but: { finance: 'claimedByAnother' },
    run: (work, actor, { ids }) => releaseWorkItem(work, person(actor), { itemId: ids.item }),
  },
  setDueDays: {
    roles: ['expert', ...organisers],
    system: true,
    run: (work, actor, { place: { universityId } }) =>
      setDueDays(work, actor, { universityId, dueWorkingDays: 2 }),
  },
  setMonthlyCap: {
    roles: ['expert', ...organisers],
    system: true,
    run: (work, actor, { place: { universityId } }) =>
      setMonthlyCap(work, actor, { universityId, minutes: 1_200 }),
  },
  changeSettings: {
    roles: ['studentDeputy', ...organisers],
    run: (work, actor, { place: { universityId } }) =>
      changeSettings(work, actor, { universityId, change: { points: { married: 3 } } }),
  },
  takeTicket: {
    roles: ['expert'],
    owner: 'candidate',
    run: (work, actor, { ids }) => takeTicket(work, person(actor), { ticketId: ids.ticket }),
  },
  answerTicket: {
    roles: ['expert'],
    owner: 'candidate',
    run: (work, actor, { ids }) =>
      answerTicket(work, person(actor), {
        ...{ ticketId: ids.ticket, seenId: 2 ** 30, text: reason, fileIds: [] },
      }),
  },
  closeTicket: {
    roles: ['expert'],
    owner: 'candidate',
    run: (work, actor, { ids }) =>
      closeTicket(work, person(actor), { ticketId: ids.ticket, seenId: 2 ** 30 }),
  },
  handOverTicket: {
    roles: ['expert'],
    owner: 'candidate',
    run: (work, actor, { ids }) =>
      handOverTicket(work, person(actor), { ticketId: ids.ticket, to: 'technical' }),
  },
  createTerm: {
    roles: ['expert', 'studentDeputy', ...organisers],
    system: true,
    run: (work, actor, { place: { universityId } }) =>
      createTerm(work, actor, { startYear: 1403, part: 1, universityId }),
  },
  openWindows: {
    roles: ['expert', 'studentDeputy', 'organisation'],
    system: true,
    run: (work, actor, { place: { universityId }, otherTerm: termId }) =>
      openWindows(work, actor, {
        universityId,
        termId,
        dates: { applications: dates, unitRequests: dates, hours: dates, accounts: dates },
      }),
  },
  extendWindow: {
    roles: ['expert', 'studentDeputy', 'organisation'],
    system: true,
    run: (work, actor, { ids }) =>
      extendWindow(work, actor, { windowId: ids.window, closesOn: isoDate('2024-02-20'), reason }),
  },
  changeContact: {
    roles: ['expert', ...organisers],
    system: true,
    run: (work, actor, { place: { universityId } }) => {
      const empty = { fa: null, en: null };
      const contact = { phones: ['02512345678'], email: null, address: empty, hours: empty };
      return changeContact(work, actor, { universityId, contact });
    },
  },
  createUniversity: {
    roles: organisers,
    system: true,
    run: (work, actor) => createUniversity(work, actor, { ...names, kind: 'state' }),
  },
  correctUniversity: {
    roles: organisers,
    system: true,
    run: (work, actor, { place: { universityId } }) =>
      correctUniversity(work, actor, { ...names, universityId, kind: 'state' }),
  },
  createUnit: {
    roles: ['expert', ...organisers],
    system: true,
    run: (work, actor, { place: { universityId } }) =>
      createUnit(work, actor, { ...names, universityId, kind: 'faculty' }),
  },
  correctUnit: {
    roles: ['expert', ...organisers],
    system: true,
    run: (work, actor, { ids }) =>
      correctUnit(work, actor, { ...names, unitId: ids.unit, kind: 'centralLibrary' }),
  },
  closeUnit: {
    roles: ['expert', ...organisers],
    system: true,
    but: { expert: 'inUse', organisation: 'inUse', administrator: 'inUse' },
    run: (work, actor, { ids }) => closeUnit(work, actor, { unitId: ids.unit }),
  },
  reopenUnit: {
    roles: ['expert', ...organisers],
    system: true,
    but: {
      expert: 'notClosed',
      organisation: 'notClosed',
      administrator: 'notClosed',
    },
    run: (work, actor, { ids }) => reopenUnit(work, actor, { unitId: ids.unit }),
  },
  startUniversity: {
    roles: organisers,
    system: true,
    run: (work, actor, { ids }) => startUniversity(work, actor, { universityId: ids.unstarted }),
  },
  describeUnit: {
    roles: ['unitOfficer', 'expert'],
    run: (work, actor, { ids }) =>
      describeUnit(work, actor, { unitId: ids.unit, directions: reason }),
  },
  importUnits: {
    roles: ['expert', ...organisers],
    system: true,
    but: {
      expert: 'missingColumns',
      organisation: 'missingColumns',
      administrator: 'missingColumns',
    },
    run: (work, actor, { place: { universityId } }) =>
      importUnits(work, actor, { universityId, sheet: { headings: [], rows: [] } }),
  },
};

/** Exported for other commands, which ask before or after; nobody calls them from outside core. */
export const parts: ReadonlySet<string> = new Set([
  'awaitOfficer',
  'closeAmendment',
  'closeItem',
  'closeItems',
  'closeMatters',
  'dropChange',
  'dropObjected',
  'endDelegationsTo',
  'endOwnDelegations',
  'erasePerson',
  'judgeRows',
  'move',
  'moveRun',
  'payPlacements',
  'requireDecidable',
  'requireNoOwnLine',
  'requireOfficer',
  'requireReader',
  'requireRun',
  'settleReturned',
  'writeEntries',
]);
