import { changeOpening } from '../../../core/openings/commands/change-opening.ts';
import { openingView } from '../../../core/openings/queries.ts';
import { type Finish, type Form, type Step, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { fieldName } from '../../view/names.ts';
import { explainChange } from '../../view/reasons/openings.ts';
import { aboutOpening } from '../about.ts';
import { declineTo, forOfficers, startForm, tappedPage } from '../officer.ts';
import { fieldStep, type NeedAnswers, seatsStep } from './need-steps.ts';
import { openingFor, showOpeningAfter } from './page.ts';

const name = 'needchange';

interface Answers extends NeedAnswers {
  page: number;
  openingId: number;
  review: true;
}

const step = stepOf<Answers>();

async function reviewIntro(turn: Turn, openingId: number): Promise<string> {
  const { html, plain } = turn.words;
  const found = await openingView(turn.work.tx, await turn.person(), openingId);
  if (!found.ok) return html('openings.notFound');
  const { seats, field, workType } = found.view.opening;
  return html('openings.change.review', {
    women: seats.female.capacity,
    men: seats.male.capacity,
    field: fieldName(field, turn.words),
    work: plain(`terms.workTypes.${workType}`),
  });
}

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { openingId, page, field, female, male } = answers;
  const found = await openingView(turn.work.tx, await turn.person(), openingId);
  if (!found.ok) {
    turn.say(explainChange(turn, found));
    return { do: 'end' };
  }
  const { workType } = found.view.opening;
  const result = await changeOpening(turn.work, await turn.person(), {
    openingId,
    after: { field, workType, seats: { female, male } },
  });
  if (!result.ok && (result.reason === 'same' || result.reason === 'alreadyDeclared')) {
    const step = result.reason === 'same' ? 'review' : 'field';
    return { do: 'goto', step, say: explainChange(turn, result) };
  }
  turn.say(result.ok ? turn.words.html('openings.change.done') : explainChange(turn, result));
  await showOpeningAfter(turn, openingId, page);
  return { do: 'end' };
}

/** Other seats or another field for an opening that is approved; its work stays that of the unit. */
const changeForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('openings.change.title'),
  about: aboutOpening,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('openingId', whole)),
    fieldStep(name) as unknown as Step<Answers, 'field'>,
    seatsStep(name, 'female') as unknown as Step<Answers, 'female'>,
    seatsStep(name, 'male') as unknown as Step<Answers, 'male'>,
    step(
      reviewStep(
        () => changeForm,
        (turn, answers) => reviewIntro(turn, Number(answers['openingId'])),
      ),
    ),
  ),
  problems: (turn, { female, male }) =>
    female === 0 && male === 0 ? [turn.words.html('openings.need.noSeats')] : [],
  finish,
};

/** What holds now stands on the review page, where it is changed. */
async function begin(turn: Turn, openingId: number): Promise<void> {
  const view = await openingFor(turn, openingId);
  if (!view) return;
  const { opening, change, may } = view;
  const { field, seats, state } = opening;
  if (!may.change) {
    const refusal = change
      ? ({ ok: false, reason: 'changeWaiting' } as const)
      : state === 'approved'
        ? ({ ok: false, reason: 'notAllowed' } as const)
        : ({ ok: false, reason: 'notApproved', state } as const);
    return declineTo(turn, explainChange(turn, refusal));
  }
  await startForm(turn, changeForm, {
    ...{ page: tappedPage(turn), openingId, field },
    female: seats.female.capacity,
    male: seats.male.capacity,
  });
}

export const changeScreens = {
  taps: { needchange: forOfficers((turn, [id]) => begin(turn, idOf(id))) },
  forms: [changeForm],
};
