import { declareOpening } from '../../../core/openings/commands/declare-opening.ts';
import { type OwnUnit, ownUnits } from '../../../core/openings/queries.ts';
import { longestTitle } from '../../../core/openings/rules/sheet.ts';
import { termsAhead } from '../../../core/terms/queries.ts';
import type { ListedTerm } from '../../../core/terms/types.ts';
import {
  type Finish,
  type Form,
  type Step,
  stepButton,
  stepOf,
  stepsOf,
  tapped,
} from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { pressButton, reviewStep } from '../../forms/review.ts';
import { textStep } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { nameIn, termName } from '../../view/names.ts';
import { explainOpening } from '../../view/reasons/openings.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { explainLine, fieldStep, type NeedAnswers, parseLine, seatsStep } from './need-steps.ts';
import { openingFor, showOpeningAfter } from './page.ts';

const name = 'need';

interface Answers extends NeedAnswers {
  unitId: number;
  termId: number;
  titleFa: string;
  titleEn: string | null;
  description: string | null;
  review: true;
}

const step = stepOf<Answers>();

const unitsFor = async (turn: Turn): Promise<OwnUnit[]> =>
  ownUnits(turn.work.tx, await turn.person());

const unitOf = async (turn: Turn, id: number | undefined): Promise<OwnUnit | undefined> =>
  (await unitsFor(turn)).find((unit) => unit.id === id);

/** With its university beside it, where the units are of several. */
function unitName({ words }: Turn, unit: OwnUnit, units: readonly OwnUnit[]): string {
  const name = nameIn(words.language, unit);
  if (units.every(({ universityId }) => universityId === unit.universityId)) return name;
  const university = nameIn(words.language, unit.university);
  return words.plain('openings.need.unitAt', { unit: name, university });
}

async function termsFor(turn: Turn, unitId: number | undefined): Promise<ListedTerm[]> {
  const unit = await unitOf(turn, unitId);
  return unit ? termsAhead(turn.work.tx, unit.universityId, turn.work.now) : [];
}

/** Units whose university has a term to declare for. */
async function unitsWithTerm(turn: Turn): Promise<OwnUnit[]> {
  const units = await unitsFor(turn);
  const having = new Set<number>();
  for (const id of new Set(units.map(({ universityId }) => universityId))) {
    const terms = await termsAhead(turn.work.tx, id, turn.work.now);
    if (terms.length > 0) having.add(id);
  }
  return units.filter(({ universityId }) => having.has(universityId));
}

/** Asked only of who is an officer of several units that have a term. */
const unitStep = step({
  name: 'unitId',
  schema: whole,
  // Given where there is one only; then there is nothing to go back to.
  gate: true,
  resets: ['termId'],
  shown: {
    label: (turn) => turn.words.plain('openings.need.unit'),
    value: async (turn, id) => {
      const units = await unitsFor(turn);
      const unit = units.find((one) => one.id === id);
      return escapeHtml(unit ? unitName(turn, unit, units) : '—');
    },
  },
  question: async (turn) => {
    const units = await unitsWithTerm(turn);
    return {
      text: turn.words.html(units.length > 0 ? 'openings.need.unitAsk' : 'openings.noTerm'),
      buttons: units.map((unit) => [
        stepButton(name, 'unitId', unitName(turn, unit, units), 'pick', String(unit.id)),
      ]),
    };
  },
  answer: async (turn, input) => {
    const unit = await unitOf(turn, idOf(tapped(input)?.argument));
    return unit ? { do: 'next', value: unit.id } : pressButton(turn);
  },
});

/** Asked only where more terms than the present one are known. */
const termStep = step({
  name: 'termId',
  schema: whole,
  gate: true,
  shown: {
    label: (turn) => turn.words.plain('openings.need.term'),
    value: async (turn, id, answers) => {
      const terms = await termsFor(turn, Number(answers['unitId']));
      const term = terms.find((one) => one.id === id);
      return escapeHtml(term ? termName(term, turn.words) : '—');
    },
  },
  question: async (turn, { answers: { unitId } }) => {
    const terms = await termsFor(turn, unitId);
    return {
      text: turn.words.html(terms.length > 0 ? 'openings.need.termAsk' : 'openings.noTerm'),
      buttons: terms.map((term) => [
        stepButton(name, 'termId', termName(term, turn.words), 'pick', String(term.id)),
      ]),
    };
  },
  answer: async (turn, input, { answers: { unitId } }) => {
    const picked = idOf(tapped(input)?.argument);
    const term = (await termsFor(turn, unitId)).find(({ id }) => id === picked);
    return term ? { do: 'next', value: term.id } : pressButton(turn);
  },
});

/** As a page of an opening has room for. */
const longestDescription = 600;

/** A text of the unit's own; the one that all must have, or one that may be left out. */
const line = <Name extends 'titleFa' | 'titleEn' | 'description'>(
  named: Name,
  { limit, optional }: { readonly limit: number; readonly optional: boolean },
) =>
  textStep<Answers, Name, Parameters<ReturnType<typeof explainLine>>[1]>({
    name: named,
    ...(optional ? { optional } : {}),
    ask: (turn) => turn.words.html(`openings.need.${named as 'titleFa'}Ask`),
    label: (turn) => turn.words.plain(`openings.need.${named as 'titleFa'}`),
    parse: (text) => {
      const parsed = parseLine(limit)(text);
      return parsed.ok
        ? { ...parsed, value: parsed.value as NonNullable<Answers[Name]> & string }
        : parsed;
    },
    explain: explainLine(limit),
  });

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { unitId, termId, titleFa, field, female, male } = answers;
  const unit = await unitOf(turn, unitId);
  if (!unit) {
    turn.say(turn.words.html('openings.need.unknownUnit'));
    return { do: 'end' };
  }
  const result = await declareOpening(turn.work, await turn.person(), {
    ...{ unitId, termId, titleFa, field },
    titleEn: answers.titleEn ?? titleFa,
    description: answers.description ?? '',
    workType: unit.workType,
    seats: { female, male },
  });
  if (!result.ok) {
    const say = explainOpening(turn, result);
    const back = mendedAt[result.reason as keyof typeof mendedAt];
    if (back) return { do: 'goto', step: back, say };
    turn.say(say);
    return { do: 'end' };
  }
  turn.say(turn.words.html('openings.need.done'));
  await showOpeningAfter(turn, result.openingId, 0);
  return { do: 'end' };
}

/** Refusals that another answer mends. */
const mendedAt = { alreadyDeclared: 'titleFa', noTitle: 'titleFa', seatsTaken: 'female' } as const;

/** The work of a unit follows from its kind, so that it is shown and not asked. */
const needForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('openings.need.title'),
  steps: stepsOf<Answers>()(
    unitStep,
    termStep,
    line('titleFa', { limit: longestTitle, optional: false }),
    line('titleEn', { limit: longestTitle, optional: true }),
    fieldStep(name) as unknown as Step<Answers, 'field'>,
    seatsStep(name, 'female') as unknown as Step<Answers, 'female'>,
    seatsStep(name, 'male') as unknown as Step<Answers, 'male'>,
    line('description', { limit: longestDescription, optional: true }),
    step(
      reviewStep(
        () => needForm,
        async (turn, answers) => {
          const unit = await unitOf(turn, Number(answers['unitId']));
          const work = unit ? turn.words.plain(`terms.workTypes.${unit.workType}`) : '—';
          return turn.words.html('openings.need.review', { work });
        },
      ),
    ),
  ),
  problems: (turn, { female, male }) =>
    female === 0 && male === 0 ? [turn.words.html('openings.need.noSeats')] : [],
  finish,
};

/** What has one answer only is not asked. */
async function begin(turn: Turn): Promise<void> {
  const units = await unitsWithTerm(turn);
  const [unit] = units;
  if (!unit) {
    const hasUnit = (await unitsFor(turn)).length > 0;
    return declineTo(turn, turn.words.html(hasUnit ? 'openings.noTerm' : 'openings.need.noUnit'));
  }
  const terms = await termsFor(turn, unit.id);
  const [term] = terms;
  await startForm(turn, needForm, {
    ...(units.length === 1 ? { unitId: unit.id } : {}),
    ...(units.length === 1 && terms.length === 1 && term ? { termId: term.id } : {}),
  });
}

/** One that was refused or closed: all that was written stands on the review page. */
async function again(turn: Turn, openingId: number): Promise<void> {
  const view = await openingFor(turn, openingId);
  if (!view) return;
  const { opening, may } = view;
  if (!may.again) {
    return declineTo(turn, turn.words.html('openings.need.alreadyDeclared'));
  }
  const { unitId, termId, titleFa, titleEn, field, description, seats } = opening;
  await startForm(turn, needForm, {
    ...{ unitId, termId, titleFa, titleEn, field },
    description: description || null,
    female: seats.female.capacity,
    male: seats.male.capacity,
  });
}

const declare = forOfficers(begin);

export const needScreens = {
  commands: { need: declare },
  taps: { needadd: declare, needagain: forOfficers((turn, [id]) => again(turn, idOf(id))) },
  forms: [needForm],
};
