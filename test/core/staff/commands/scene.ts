import { reportHours } from '../../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../../core/placements/commands/request-placement.ts';
import { openItem } from '../../../../core/staff/commands/work-items.ts';
import type { Actor, Person, StaffRole } from '../../../../core/staff/types.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { aStranger } from '../../../support/invited.ts';
import { anOfficer, aPerson, aStudent, sceneOf } from '../../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  done,
} from '../../../support/scenes.ts';
import { aBankAccount, anOpening, aTerm, aUnit, aUniversity } from '../../../support/university.ts';
import { filed, anApplicant as withRules } from '../../applications/scene.ts';
import { asked } from '../../support/scene.ts';

export type Scene = Awaited<ReturnType<typeof aScene>>;

/** A university in which there is something of every kind to decide on, each in the state in which it can be. */
export async function aScene(database: TestDatabase) {
  const { read, now } = sceneOf(database);
  const campus = await aCampus(database, { seats: { female: 40, male: 40 } });
  const { university, unit, term, opening } = campus;
  const place = { universityId: university.id, termId: term.id };
  const applied = (state: 'filed' | 'appealed' | 'approved') =>
    anApplicant(database, campus, { application: { state } });

  const unconfirmed = await aStudent(database, {
    university,
    account: { state: 'awaitingReview' },
    profile: { confirmedAt: null },
  });
  const review = await read.profileReview.create({
    data: { accountId: unconfirmed.accountId, differences: ['field'], createdAt: now },
  });
  const waiting = await applied('filed');
  const claimed = await anApplicant(database, campus, { application: { state: 'filed' } });
  const claim = await read.priorityClaim.create({
    data: { applicationId: claimed.application.id, class: 'married' },
  });
  const appealing = await applied('appealed');
  await read.appeal.create({
    data: { applicationId: appealing.application.id, text: 'please', filedAt: now },
  });
  const foreigner = await withRules(database, campus, {
    profile: { studentType: 'international' },
    record: { studentType: 'international', bornInIran: false, parentIranian: false },
  });
  await filed(database, campus, foreigner);
  const international = await read.application.findFirstOrThrow({
    where: { accountId: foreigner.accountId },
  });

  const declared = await anOpening(database, { unit, term, state: 'declared' });
  const declaredItem = await read.workItem.create({
    data: {
      ...{ kind: 'approveOpening', subjectId: declared.id, role: 'expert' },
      ...{ universityId: university.id, dueAt: now, openedAt: now },
    },
  });
  const changing = await anOpening(database, { unit, term });
  const change = await read.openingChange.create({
    data: {
      openingId: changing.id,
      change: { seats: { female: 3, male: 3 }, field: 'آمار', workType: 'research' },
      requestedById: campus.officer.accountId,
      createdAt: now,
    },
  });

  const candidate = await applied('approved');
  const placed = async () => {
    const student = await applied('approved');
    return {
      student,
      placementId: await anApprovedPlacement(database, campus, { student, minutes: 3000 }),
    };
  };
  const asking = await applied('approved');
  const { placementId: requested } = await done(database, (work) =>
    requestPlacement(work, campus.officer, {
      openingId: opening.id,
      student: asking.profile.studentNumber,
      minutes: 3000,
      explanation: 'shelving',
      skipReason: 'knows the library',
    }),
  );
  const beginning = await placed();
  const working = await placed();
  const worked = await placed();
  for (const { placementId } of [working, worked]) {
    await done(database, (work) =>
      reportHours(work, campus.officer, {
        placementId,
        entries: [{ minutes: 600, workedOn: null }],
      }),
    );
  }
  await read.placement.update({
    where: { id: worked.placementId },
    data: {
      state: 'confirmed',
      hours: { updateMany: { where: {}, data: { state: 'confirmed' } } },
    },
  });
  const amendment = await read.placementAmendment.create({
    data: {
      placementId: working.placementId,
      minutes: 600,
      reason: 'more books',
      requestedById: campus.officer.accountId,
      createdAt: now,
    },
  });
  const quarrelling = await placed();
  await done(database, (work) =>
    reportHours(work, campus.officer, {
      placementId: quarrelling.placementId,
      entries: [{ minutes: 600, workedOn: null }],
    }),
  );
  await read.placement.update({
    where: { id: quarrelling.placementId },
    data: {
      state: 'objected',
      hours: { updateMany: { where: {}, data: { state: 'objected', objectionRound: 2 } } },
    },
  });
  const paid = await aPayableStudent(database, campus);

  const owner = await applied('approved');
  const account = await aBankAccount(database, owner, { state: 'declared', decidedAt: null });

  const second = await aTerm(database, { number: 2 });
  const third = await aTerm(database, { number: 3 });
  const frozenBy = { frozenById: campus.finance.accountId, frozenAt: now };
  const runOf = (data: { termId: number; state: 'draft' | 'frozen' | 'approved' | 'exported' }) =>
    read.payRun.create({
      data: {
        universityId: university.id,
        createdById: campus.finance.accountId,
        createdAt: now,
        ...(data.state === 'draft' ? {} : frozenBy),
        ...data,
      },
    });
  const runs = {
    draft: await runOf({ termId: second.id, state: 'draft' }),
    frozen: await runOf({ termId: third.id, state: 'frozen' }),
    approved: await runOf({ termId: second.id, state: 'approved' }),
    exported: await runOf({ termId: third.id, state: 'exported' }),
  };

  const returned = await read.payLine.create({
    data: {
      runId: runs.exported.id,
      placementId: paid.placementId,
      accountId: paid.student.accountId,
      bankAccountId: paid.account.id,
      minutes: 60,
      rialPerHour: 180_000n,
      married: false,
      amountRial: 180_000n,
      state: 'returned',
      reason: 'closed',
      settledAt: now,
    },
  });

  const cartableId = campus.expert.holdings[0]?.cartableId ?? 0;
  const named = await aStranger(database);
  const requestOf = (state: 'waiting' | 'approved') =>
    read.cartableRequest.create({
      data: {
        cartableId,
        firstName: 'Named',
        lastName: 'Person',
        identityNumber: `${state}`,
        mobile: '+989120000000',
        state,
        requestedById: campus.expert.accountId,
        createdAt: now,
      },
    });
  const asksForSeat = await requestOf('waiting');
  const invitable = await requestOf('approved');
  const window = await read.window.findFirstOrThrow({ where: { ...place, kind: 'hours' } });
  const unstarted = await aUniversity(database, { startedAt: null });
  const ticketId = await asked(database, candidate.person);
  const item = (role: StaffRole, subjectId: number) =>
    database.db.transaction((work) =>
      openItem(work, { kind: 'returnedPayLine', subjectId, role, universityId: university.id }),
    );
  await item('finance', 1);
  const { id: itemId } = await read.workItem.findFirstOrThrow({
    where: { kind: 'returnedPayLine' },
  });
  await database.db.transaction((work) =>
    openItem(work, {
      kind: 'reviewApplication',
      subjectId: waiting.application.id,
      role: 'expert',
      universityId: university.id,
    }),
  );
  await read.outboxMessage.create({
    data: {
      ...{ kind: 'notice', channel: 'telegram', chatId: 1n, state: 'failed', payload: {} },
      ...{ dueAt: now, createdAt: now },
    },
  });
  const announcementOf = (state: 'draft' | 'scheduled') =>
    read.announcement.create({
      data: {
        ...{ state, byId: campus.expert.accountId, universityId: university.id },
        ...{ topic: 'general', texts: { fa: 'سلام' }, createdAt: now },
        audience: { universityIds: [university.id] },
        ...(state === 'scheduled' && { scheduledAt: new Date('2024-01-01') }),
      },
    });
  const announcement = await announcementOf('draft');
  const scheduled = await announcementOf('scheduled');
  const reviewItem = await read.workItem.findFirstOrThrow({
    where: { kind: 'reviewApplication', subjectId: waiting.application.id },
  });
  const ids = {
    reviewItem: reviewItem.id,
    announcement: announcement.id,
    scheduled: scheduled.id,
    unit: unit.id,
    opening: opening.id,
    declared: declared.id,
    declaredItem: declaredItem.id,
    change: change.id,
    review: review.id,
    claim: claim.id,
    waiting: waiting.application.id,
    appealing: appealing.application.id,
    international: international.id,
    requested,
    beginning: beginning.placementId,
    working: working.placementId,
    worked: worked.placementId,
    quarrelling: quarrelling.placementId,
    paid: paid.placementId,
    amendment: amendment.id,
    account: account.id,
    draft: runs.draft.id,
    frozen: runs.frozen.id,
    approved: runs.approved.id,
    exported: runs.exported.id,
    returned: returned.id,
    cartable: cartableId,
    asksForSeat: asksForSeat.id,
    invitable: invitable.id,
    window: window.id,
    unstarted: unstarted.id,
    ticket: ticketId,
    item: itemId,
  };
  return {
    ...{ place, ids, unconfirmed, candidate, named, frozenAt: now },
    otherTerm: second.id,
    expertId: campus.expert.accountId,
    actors: await actorsOf(database, campus),
    /** Whose cases there are, by what they are. */
    owners: {
      returned: paid.student.person,
      review: unconfirmed.person,
      waiting: waiting.person,
      claim: claimed.person,
      appealing: appealing.person,
      international: foreigner.person,
      requested: asking.person,
      beginning: beginning.student.person,
      working: working.student.person,
      worked: worked.student.person,
      quarrelling: quarrelling.student.person,
      paid: paid.student.person,
      candidate: candidate.person,
      account: owner.person,
    },
  };
}

/** Somebody of every role at the own place and, where the role has one, at another. */
async function actorsOf(
  database: TestDatabase,
  { university, unit }: Awaited<ReturnType<typeof aCampus>>,
): Promise<Readonly<Record<string, Actor>>> {
  const elsewhere = await aUniversity(database);
  const neighbour = await aUnit(database, university);
  const foreign = await aUnit(database, elsewhere);
  const nobody = await aPerson(database);
  const actors: Record<string, Actor> = {
    'a stranger': { ...(await aStranger(database)).person },
    'a person who holds nothing': nobody.person,
    'the system': { kind: 'system' },
    'unitOfficer of the unit': await anOfficer(database, { role: 'unitOfficer', unit }),
    'unitOfficer of another unit': await anOfficer(database, {
      role: 'unitOfficer',
      unit: neighbour,
    }),
    'unitOfficer of another university': await anOfficer(database, {
      role: 'unitOfficer',
      unit: foreign,
    }),
    organisation: await anOfficer(database, { role: 'organisation' }),
    administrator: await anOfficer(database, { role: 'administrator' }),
  };
  await anOfficer(database, { role: 'administrator' });
  for (const role of ['expert', 'studentDeputy', 'internationalDeputy', 'finance'] as const) {
    actors[role] = await anOfficer(database, { role, university });
    actors[`${role} of another university`] = await anOfficer(database, {
      role,
      university: elsewhere,
    });
  }
  return actors;
}

/** The person whose case it is, with the cartable of somebody who may decide on it. */
export const asOwner = (owner: Person, officer: Actor): Person => ({
  ...owner,
  holdings: officer.kind === 'person' ? officer.holdings : [],
});
