import { workTypeOf } from '../../../core/openings/rules.ts';
import { can } from '../../../core/staff/rules.ts';
import { closeUnit, reopenUnit } from '../../../core/universities/commands/close-unit.ts';
import { correctUnit } from '../../../core/universities/commands/correct-unit.ts';
import { type UnitView, unitView } from '../../../core/universities/queries/unit-view.ts';
import { isInUse } from '../../../core/universities/rules/units.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay } from '../../view/format.ts';
import { copyable, Html } from '../../view/language.ts';
import type { Buttons } from '../../view/message.ts';
import { nameIn } from '../../view/names.ts';
import { explainUnit } from '../../view/reasons/universities.ts';
import { confirmTo, declineTo, forOfficers, type Page, showPage, startForm } from '../officer.ts';
import { directionsButtons } from '../unit-directions.ts';
import { type UnitAnswers, unitKindStep } from './unit-kind.ts';
import { namingSteps } from './university-forms.ts';

/** A unit, if this officer sets up its university; otherwise says why not. */
async function unitFor(turn: Turn, unitId: number): Promise<UnitView | undefined> {
  const view = await unitView(turn.work.tx, unitId);
  if (view && can(await turn.person(), 'changeUniversity', view).ok) return view;
  return void declineTo(turn, turn.words.html('errors.notAllowed'));
}

async function unitPage(turn: Turn, view: UnitView): Promise<Page> {
  const { html, plain, language } = turn.words;
  const { id, universityId, closedAt, kind, use } = view;
  const text = html('setup.unit.page', {
    name: nameIn(language, view),
    kind: plain(`terms.unitKinds.${kind}`),
    code: new Html(copyable(view.code)),
    work: plain(`terms.workTypes.${workTypeOf[kind]}`),
    ...use,
  });
  const since =
    closedAt === null
      ? []
      : [html('setup.unit.closedSince', { since: formatDay(closedAt, language) })];
  const list = `units:${universityId}:0${closedAt === null ? '' : ':closed'}`;
  return {
    text: [text, ...since].join('\n'),
    buttons: [
      [{ text: plain('setup.unit.correct'), data: `unitfix:${id}` }],
      ...(await directionsOf(turn, view)),
      closedAt === null
        ? [{ text: plain('setup.unit.close'), data: `unitclose:${id}` }]
        : [{ text: plain('setup.unit.reopen'), data: `unitreopen:${id}` }],
      [{ text: plain('setup.page.toUnits'), data: list }],
    ],
  };
}

/** Of an open unit, for who may say where its assistants report. */
async function directionsOf(turn: Turn, view: UnitView): Promise<Buttons> {
  const { id: unitId, universityId, closedAt } = view;
  const may = can(await turn.person(), 'describeUnit', { universityId, unitId }).ok;
  return may && closedAt === null ? directionsButtons(turn, [unitId]) : [];
}

async function openUnitPage(turn: Turn, unitId: number): Promise<void> {
  const view = await unitFor(turn, unitId);
  if (view) showPage(turn, await unitPage(turn, view));
}

/** Asks first, and only where nothing stands against it. */
async function askClose(turn: Turn, unitId: number): Promise<void> {
  const view = await unitFor(turn, unitId);
  if (!view) return;
  const { use, closedAt } = view;
  if (closedAt !== null) return showPage(turn, await unitPage(turn, view));
  if (isInUse(use)) {
    declineTo(turn, explainUnit(turn, { ok: false, reason: 'inUse', use }));
    return showPage(turn, await unitPage(turn, view));
  }
  const { html, plain, language } = turn.words;
  showPage(turn, {
    text: html('setup.unit.closeAsk', { name: nameIn(language, view) }),
    buttons: [
      [{ text: plain('setup.unit.closeYes'), data: `unitclosed:${unitId}` }],
      [{ text: plain('setup.unit.closeNo'), data: `unitpage:${unitId}` }],
    ],
  });
}

/** By one tap, after which the page is drawn as it stands. */
async function atOnce(
  turn: Turn,
  unitId: number,
  command: typeof closeUnit | typeof reopenUnit,
  done: 'setup.unit.closed' | 'setup.unit.reopened',
): Promise<void> {
  const result = await command(turn.work, await turn.person(), { unitId });
  if (result.ok) confirmTo(turn, turn.words.html(done));
  else declineTo(turn, explainUnit(turn, result));
  if (result.ok || result.reason !== 'notAllowed') await openUnitPage(turn, unitId);
}

interface Answers extends Omit<UnitAnswers, 'universityId'> {
  unitId: number;
}

const step = stepOf<Answers>();
const naming = namingSteps('unit');

/** What is known stands on the review page, where each can be changed. */
const correctionForm: Form<Answers> = {
  name: 'unitfix',
  version: 1,
  title: (turn) => turn.words.plain('setup.unit.correct'),
  steps: stepsOf<Answers>()(
    step(given('unitId', whole)),
    naming.nameFa,
    naming.nameEn,
    naming.code,
    unitKindStep('unitfix'),
    step(
      reviewStep(
        () => correctionForm,
        (turn) => turn.words.html('setup.unit.correctReview'),
      ),
    ),
  ),
  finish: async (turn, { unitId, code, nameFa, nameEn, kind }) => {
    const about = { unitId, code, nameFa, nameEn, kind };
    const corrected = await correctUnit(turn.work, await turn.person(), about);
    if (!corrected.ok) {
      const say = explainUnit(turn, corrected);
      if (corrected.reason === 'codeTaken') return { do: 'goto', step: 'code', say };
      if (corrected.reason === 'kindInUse') return { do: 'goto', step: 'kind', say };
      turn.say(say);
      return { do: 'end' };
    }
    turn.say(turn.words.html(`setup.unit.${corrected.changed ? 'corrected' : 'unchanged'}`));
    await openUnitPage(turn, unitId);
    return { do: 'end' };
  },
};

const correct = forOfficers(async (turn, [id]) => {
  const unitId = idOf(id);
  const view = await unitFor(turn, unitId);
  if (!view) return;
  const { code, nameFa, nameEn, kind } = view;
  await startForm(turn, correctionForm, { unitId, code, nameFa, nameEn, kind });
});

export const unitPageScreens = {
  taps: {
    unitpage: forOfficers((turn, [id]) => openUnitPage(turn, idOf(id))),
    unitfix: correct,
    unitclose: forOfficers((turn, [id]) => askClose(turn, idOf(id))),
    unitclosed: forOfficers((turn, [id]) => atOnce(turn, idOf(id), closeUnit, 'setup.unit.closed')),
    unitreopen: forOfficers((turn, [id]) =>
      atOnce(turn, idOf(id), reopenUnit, 'setup.unit.reopened'),
    ),
  },
  forms: [correctionForm],
};
