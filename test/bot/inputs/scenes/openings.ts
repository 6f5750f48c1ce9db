import { changeOpening } from '../../../../core/openings/commands/change-opening.ts';
import { declareOpening } from '../../../../core/openings/commands/declare-opening.ts';
import { requestAmendment } from '../../../../core/placements/commands/amend-placement.ts';
import { serial } from '../../../support/made-up.ts';
import { anOfficer } from '../../../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
  anApplicant,
  anApprovedPlacement,
  type Campus,
  done,
} from '../../../support/scenes.ts';
import { aTerm, aUnit, windowsOpen } from '../../../support/university.ts';
import { oneOf, type Rights, type Scene, type Stage } from './scene.ts';

type Opens = Scene['open'][number];

const at = (
  { chatId }: { readonly chatId: bigint },
  { turn }: Stage,
  open: Opens,
  right: Rights = {},
): Scene => ({
  chatId,
  open: [{ tap: oneOf(['lang:fa', 'lang:en'], turn) }, open],
  anew: true,
  right,
});

const says = (text: string) => () => ({ text });

/** Two units in every third variant, and a second term in every second. */
export async function need(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { officer, university } = await aCampus(database);
  if (turn % 3 === 0) {
    const unit = await aUnit(database, university, { kind: 'faculty' });
    await anOfficer(database, { role: 'unitOfficer', unit, accountId: officer.accountId });
  }
  if (turn % 2 === 0) {
    await windowsOpen(database, university, await aTerm(database, { number: 2 }), {
      opensOn: '2024-02-01',
      closesOn: '2024-06-01',
    });
  }
  const open = oneOf([{ text: '/need' }, { tap: 'needadd' }], turn);
  return at(officer, stage, open, {
    titleFa: () => ({ text: `فهرست‌نویسی ${serial()}` }),
    titleEn: says('Cataloguing'),
    field: says('کتابداری'),
    female: says('۲'),
    male: says('۱'),
    description: says('دو روز در هفته'),
    // Without a seat it is not sent.
    review: ({ answers: { female, male } }) => ({
      tap: `f:need:review:${female === 0 && male === 0 ? 'change:female' : 'send'}`,
    }),
  });
}

export async function needchange(stage: Stage): Promise<Scene> {
  const { officer, opening } = await aCampus(stage.database);
  return at(
    officer,
    stage,
    { tap: `needchange:${opening.id}` },
    {
      field: says('کتابداری'),
      female: says('۷'),
      male: says('۱'),
      // What is as it was is not sent either.
      review: ({ answers: { female } }) => ({
        tap: `f:needchange:review:${female === 7 ? 'send' : 'change:female'}`,
      }),
    },
  );
}

/** A need, or a change of one in every second variant. */
export async function needrefuse(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const campus = await aCampus(database);
  const { expert } = campus;
  const open = turn % 2 === 0 ? await aNeed(stage, campus) : await aChange(stage, campus);
  return at(expert, stage, open);
}

async function aNeed({ database }: Stage, { officer, unit, term }: Campus): Promise<Opens> {
  const { openingId } = await done(database, (work) =>
    declareOpening(work, officer, {
      ...{ unitId: unit.id, termId: term.id, field: 'فیزیک', description: '' },
      ...{ titleFa: 'فهرست‌نویسی', titleEn: 'Cataloguing', workType: 'research' },
      seats: { female: 1, male: 1 },
    }),
  );
  const item = await database.db.read.workItem.findFirstOrThrow({
    where: { kind: 'approveOpening', subjectId: openingId },
  });
  return { tap: `needdecide:refuse:${openingId}:${item.id}` };
}

async function aChange({ database }: Stage, { officer, opening }: Campus): Promise<Opens> {
  const after = { field: 'فیزیک', workType: 'research', seats: { female: 1, male: 1 } } as const;
  const { changeId } = await done(database, (work) =>
    changeOpening(work, officer, { openingId: opening.id, after }),
  );
  return { tap: `changedecide:refuse:${changeId}` };
}

export async function openingsheet(stage: Stage): Promise<Scene> {
  const { expert, university } = await aCampus(stage.database);
  const file = oneOf(['openings', 'openings with totals'], stage.turn);
  return at(
    expert,
    stage,
    { tap: `openingsheet:${university.id}` },
    {
      sheet: () => ({ file, as: 'document' as const }),
      stated: says('۱۵۷ ۱۳۰ ۲۸۷'),
    },
  );
}

async function aPlacement(stage: Stage) {
  const campus = await aCampus(stage.database);
  const student = await anApplicant(stage.database, campus);
  const placementId = await anApprovedPlacement(stage.database, campus, { student });
  return { campus, placementId };
}

export async function terminate(stage: Stage): Promise<Scene> {
  const { campus, placementId } = await aPlacement(stage);
  return at(campus.officer, stage, { tap: `terminate:${placementId}` });
}

export async function amend(stage: Stage): Promise<Scene> {
  const { campus, placementId } = await aPlacement(stage);
  return at(campus.officer, stage, { tap: `amend:${placementId}` });
}

export async function amendrefuse(stage: Stage): Promise<Scene> {
  const { campus, placementId } = await aPlacement(stage);
  const { amendmentId } = await done(stage.database, (work) =>
    requestAmendment(work, campus.officer, { placementId, minutes: 600, reason: 'کار بیشتر' }),
  );
  return at(campus.colleague, stage, { tap: `more:refuse:${amendmentId}` });
}

export async function correct(stage: Stage): Promise<Scene> {
  const campus = await aCampus(stage.database);
  const student = await anApplicant(stage.database, campus);
  const placementId = await aFinalPlacement(stage.database, campus, { student });
  return at(campus.expert, stage, { tap: `correct:${placementId}` }, { minutes: says('-۰٫۲۵') });
}

export async function monthlycap(stage: Stage): Promise<Scene> {
  const { expert, university } = await aCampus(stage.database);
  const right = stage.turn % 2 === 0 ? { cap: says('۴۵') } : {};
  return at(expert, stage, { tap: `monthlycap:${university.id}` }, right);
}
