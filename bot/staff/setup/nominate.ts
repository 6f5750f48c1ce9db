import { z } from 'zod';
import { mayInvite, requestCartable } from '../../../core/cartables/commands/request-cartable.ts';
import { namedPlace } from '../../../core/cartables/queries.ts';
import type { CartablePlace } from '../../../core/cartables/types.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { reviewStep } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { placeName } from '../../view/place.ts';
import { explainAsking } from '../../view/reasons/cartables.ts';
import { aboutPlace } from '../about.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { giveLink } from './invite.ts';
import { type OfficerAnswers, officerOf, officerSteps } from './officer-person.ts';
import { placeData, placeOf } from './reach.ts';

interface Answers extends OfficerAnswers {
  /** As a button says it. */
  place: string;
  /** In the words of whoever asks. */
  placeName: string;
  review: true;
}

const step = stepOf<Answers>();
const placeIn = (word: string) => placeOf(word.split(':'));
const placeWord = z.string().refine((word) => placeIn(word) !== undefined);
const other = officerSteps('other');

/** Names a person for a cartable. What the organisation has to answer waits; otherwise the link comes at once. */
export const nominateForm: Form<Answers> = {
  name: 'nominate',
  version: 1,
  title: (turn) => turn.words.plain('cartables.nominate.title'),
  about: aboutPlace,
  steps: stepsOf<Answers>()(
    step(given('place', placeWord)),
    step({
      ...given<Answers, 'placeName'>('placeName', z.string()),
      shown: {
        label: (turn) => turn.words.plain('cartables.nominate.place'),
        value: (_turn, value) => escapeHtml(value),
        fixed: true,
      },
    }),
    other.firstName,
    other.lastName,
    other.identity,
    other.mobile,
    step(
      reviewStep(
        () => nominateForm,
        (turn) => turn.words.html('cartables.nominate.review'),
      ),
    ),
  ),
  finish: async (turn, answers) => {
    const place = placeIn(answers.place);
    if (!place) throw new Error('a kept place is checked when it is read');
    await nominate(turn, place, answers);
    return { do: 'end' };
  },
};

async function nominate(turn: Turn, place: CartablePlace, answers: Answers): Promise<void> {
  const { html, plain } = turn.words;
  const order = { place, officer: officerOf(answers) };
  const result = await requestCartable(turn.work, await turn.person(), order);
  if (!result.ok) return turn.say(explainAsking(turn, result));
  if (result.approved) return giveLink(turn, result.requestId);
  turn.say(html('cartables.nominate.sent', { place: answers.placeName }), {
    buttons: [[{ text: plain('cartables.posts.back'), data: `post:${placeData(place)}` }]],
  });
}

const start = forOfficers(async (turn, args) => {
  const place = placeOf(args);
  if (!place || !mayInvite(await turn.person(), place).ok) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  const named = await namedPlace(turn.work.tx, place);
  await startForm(turn, nominateForm, {
    place: placeData(place),
    placeName: placeName(named, turn.words),
  });
});

export const nominateScreens = { commands: {}, taps: { nominate: start }, forms: [nominateForm] };
