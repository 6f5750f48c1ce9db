import { z } from 'zod';
import { workTypeOf } from '../../../core/openings/rules.ts';
import { can } from '../../../core/staff/rules.ts';
import { createUnit } from '../../../core/universities/commands/create-university.ts';
import { importUnits } from '../../../core/universities/commands/import-units.ts';
import { type ListedUnit, unitsOf, universityFacts } from '../../../core/universities/queries.ts';
import { type Answer, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { type ReceivedSheet, receiveSheet } from '../../forms/sheet-step.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { asSheet } from '../../view/import-report.ts';
import { copyable, Html } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { turnButtons } from '../../view/pages.ts';
import { explainSheet } from '../../view/reasons/sheets.ts';
import { explainUnitsImport, explainUniversity } from '../../view/reasons/universities.ts';
import { unitsReport } from '../../view/units-report.ts';
import { listPage } from '../list-page.ts';
import { declineTo, forOfficers, showPage, startForm } from '../officer.ts';
import { oneUniversity } from '../one-university.ts';
import { universitiesFor } from './reach.ts';
import { type UnitAnswers, unitKindStep } from './unit-kind.ts';
import { openUniversities } from './universities.ts';
import { namingSteps } from './university-forms.ts';

const pageSize = 8;

/** A university's units, and how more come in; or those that are closed. */
export async function openUnits(
  turn: Turn,
  universityId: number,
  { page: wanted = 0, closed = false }: { readonly page?: number; readonly closed?: boolean } = {},
): Promise<void> {
  const { html, plain } = turn.words;
  const { tx } = turn.work;
  const facts = await universityFacts(tx, universityId);
  const allowed = can(await turn.person(), 'changeUniversity', { universityId });
  if (!facts || !allowed.ok) return declineTo(turn, html('errors.notAllowed'));
  const listed = await unitsOf(tx, { universityId, closed, page: wanted, size: pageSize });
  const { units, total, page, pages } = listed;
  const shown = { name: nameIn(turn.words.language, facts), total };
  const more = [
    [{ text: plain('setup.units.fromFile'), data: `unitsheet:${universityId}` }],
    [{ text: plain('setup.units.one'), data: `unitadd:${universityId}` }],
    ...(facts.closedUnits > 0
      ? [[{ text: plain('setup.units.toClosed'), data: `units:${universityId}:0:closed` }]]
      : []),
    [{ text: plain('setup.backToUniversity'), data: `uni:${universityId}` }],
  ];
  const back = [[{ text: plain('setup.page.toUnits'), data: `units:${universityId}:0` }]];
  showPage(
    turn,
    listPage(turn, {
      ...{ page, pages, size: pageSize },
      head: html(closed ? 'setup.units.closedTitle' : 'setup.units.title', shown),
      none: html(closed ? 'setup.units.noneClosed' : 'setup.units.none'),
      entries: units.map((unit) => ({
        data: `unitpage:${unit.id}`,
        line: (number) => unitLine(turn, unit, number),
      })),
      turns: turnButtons(
        turn.words,
        listed,
        (to) => `units:${universityId}:${to}${closed ? ':closed' : ''}`,
      ),
      below: closed ? back : more,
    }),
  );
}

const unitLine = ({ words }: Turn, unit: ListedUnit, number: number): string =>
  words.html('setup.units.line', {
    number,
    name: nameIn(words.language, unit),
    kind: words.plain(`terms.unitKinds.${unit.kind}`),
    code: new Html(copyable(unit.code)),
  });

const step = stepOf<UnitAnswers>();
const naming = namingSteps('unit');

const unitForm: Form<UnitAnswers> = {
  name: 'unit',
  version: 1,
  title: (turn) => turn.words.plain('setup.unit.title'),
  steps: stepsOf<UnitAnswers>()(
    step(given('universityId', whole)),
    naming.nameFa,
    naming.nameEn,
    naming.code,
    unitKindStep('unit'),
    step(
      reviewStep(
        () => unitForm,
        (turn) => turn.words.html('setup.review'),
      ),
    ),
  ),
  finish: async (turn, { universityId, code, nameFa, nameEn, kind }) => {
    const unit = { universityId, code, nameFa, nameEn, kind };
    const made = await createUnit(turn.work, await turn.person(), unit);
    if (!made.ok) {
      const say = explainUniversity(turn, made);
      if (made.reason === 'codeTaken') return { do: 'goto', step: 'code', say };
      turn.say(say);
      return { do: 'end' };
    }
    const work = turn.words.plain(`terms.workTypes.${workTypeOf[kind]}`);
    turn.say(turn.words.html('setup.unit.added', { work }));
    await openUnits(turn, universityId);
    return { do: 'end' };
  },
};

interface SheetAnswers {
  universityId: number;
  sheet: true;
}

const sheetStep = stepOf<SheetAnswers>();

const unitSheetForm: Form<SheetAnswers> = {
  name: 'unitsheet',
  version: 1,
  title: (turn) => turn.words.plain('setup.units.fromFile'),
  steps: stepsOf<SheetAnswers>()(
    sheetStep(given('universityId', whole)),
    sheetStep({
      name: 'sheet',
      schema: z.literal(true),
      question: (turn) => ({ text: turn.words.html('setup.units.fileAsk') }),
      prepare: (outside, input) => receiveSheet(outside, input),
      answer: async (turn, _input, { answers: { universityId = 0 } }) => {
        const received = turn.prepared as ReceivedSheet | undefined;
        if (!received) return { do: 'stay', say: turn.words.html('sheets.send') };
        if (!received.ok) return { do: 'stay', say: explainSheet(turn.words, received) };
        return (await takeSheet(turn, universityId, received.rows)) ?? { do: 'next', value: true };
      },
    }),
  ),
  finish: async (turn, { universityId }) => {
    await openUnits(turn, universityId);
    return { do: 'end' };
  },
};

/** Undefined: the good rows went in, and the report was said. */
async function takeSheet(
  turn: Turn,
  universityId: number,
  rows: Parameters<typeof asSheet>[0],
): Promise<Answer<true> | undefined> {
  const sheet = asSheet(rows);
  const result = await importUnits(turn.work, await turn.person(), { universityId, sheet });
  if (!result.ok) {
    const say = explainUnitsImport(turn, result);
    if (result.reason === 'missingColumns') return { do: 'stay', say };
    // No other file would mend it.
    turn.say(say);
    return { do: 'end' };
  }
  turn.say(unitsReport(result, turn.words));
  return undefined;
}

const opening = (form: Form<UnitAnswers> | Form<SheetAnswers>) =>
  forOfficers(async (turn, [id]) => {
    const universityId = idOf(id);
    if (!can(await turn.person(), 'changeUniversity', { universityId }).ok) {
      return declineTo(turn, turn.words.html('errors.notAllowed'));
    }
    await startForm(turn, form, { universityId });
  });

/** `/units`: of the own university; those of the whole country choose one first. */
const units = forOfficers(async (turn, [id, page, of]) => {
  if (id !== undefined && turn.incoming.input.kind === 'tap') {
    return openUnits(turn, idOf(id), { page: idOf(page), closed: of === 'closed' });
  }
  const reach = universitiesFor(await turn.person(), 'changeUniversity');
  if (reach === 'all') return openUniversities(turn);
  const universityId = await oneUniversity(turn, reach, (one) => `units:${one}:0`);
  if (universityId !== undefined) await openUnits(turn, universityId);
});

export const unitScreens = {
  commands: { units },
  taps: { units, unitadd: opening(unitForm), unitsheet: opening(unitSheetForm) },
  forms: [unitForm, unitSheetForm],
};
