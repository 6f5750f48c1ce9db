import { z } from 'zod';
import { decideOpeningChange } from '../../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import {
  decideOpening,
  type OpeningDecision,
} from '../../../core/openings/commands/decide-opening.ts';
import { openingOfChange } from '../../../core/openings/queries.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { titleIn } from '../../view/names.ts';
import { explainChange, explainOpening } from '../../view/reasons/openings.ts';
import { given } from '../given.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm, tappedPage } from '../officer.ts';
import { reasonStep } from '../reason-step.ts';
import { openingFor, openOpening, showOpeningAfter } from './page.ts';

/** What is decided on: a need, or a change of one. */
const subjects = ['need', 'change'] as const;
type About = (typeof subjects)[number];

/** Takes a decision; says how it went, and gives whether it was taken. */
async function take(
  turn: Turn,
  { about, id }: { about: About; id: number },
  decision: OpeningDecision,
): Promise<boolean> {
  const { html } = turn.words;
  const person = await turn.person();
  const say = (refused: string | undefined, done: string) =>
    refused === undefined ? confirmTo(turn, done) : declineTo(turn, refused);
  if (about === 'need') {
    const result = await decideOpening(turn.work, person, { openingId: id, decision });
    const done = html(decision.approve ? 'openings.approved' : 'openings.refused');
    say(result.ok ? undefined : explainOpening(turn, result), done);
    return result.ok;
  }
  const result = await decideOpeningChange(turn.work, person, { changeId: id, decision });
  const done = html(decision.approve ? 'openings.changeApproved' : 'openings.changeRefused');
  say(result.ok ? undefined : explainChange(turn, result), done);
  return result.ok;
}

/** The opening that is decided on. */
const openingOf = async (turn: Turn, about: About, id: number): Promise<number> =>
  about === 'need' ? id : ((await openingOfChange(turn.work.tx, id)) ?? 0);

interface Answers {
  page: number;
  about: About;
  subjectId: number;
  reason: string;
}

const step = stepOf<Answers>();

const refuseForm: Form<Answers> = {
  name: 'needrefuse',
  version: 1,
  title: (turn) => turn.words.plain('openings.refuseTitle'),
  steps: stepsOf<Answers>()(
    step(given('page', z.number())),
    step(given('about', z.enum(subjects))),
    step(given('subjectId', z.number())),
    reasonStep<Answers, 'reason'>('reason', 'openings.refuseAsk'),
  ),
  finish: async (turn, { page, about, subjectId: id, reason }) => {
    await take(turn, { about, id }, { approve: false, reason });
    if (page > 0) await showOpeningAfter(turn, await openingOf(turn, about, id), page);
    return { do: 'end' };
  },
};

/** `<verb>:<id>`; the page is drawn anew also where somebody was faster. */
const decide = (about: About) =>
  forOfficers(async (turn, [verb, typed]) => {
    const id = idOf(typed);
    const openingId = await openingOf(turn, about, id);
    const view = await openingFor(turn, openingId);
    if (!view) return;
    if (verb === 'approve') {
      await take(turn, { about, id }, { approve: true });
      return openOpening(turn, openingId);
    }
    await startForm(turn, refuseForm, { page: tappedPage(turn), about, subjectId: id });
  });

/** Asks first: students stop seeing it at once. */
const askClose = forOfficers(async (turn, [id]) => {
  const view = await openingFor(turn, idOf(id));
  if (!view) return;
  const { html, plain, language } = turn.words;
  const { opening } = view;
  showPage(turn, {
    text: html('openings.closeAsk', { title: titleIn(language, opening) }),
    buttons: [
      [{ text: plain('openings.closeYes'), data: `needclosed:${opening.id}` }],
      [{ text: plain('openings.closeNo'), data: `opening:${opening.id}` }],
    ],
  });
});

const close = forOfficers(async (turn, [typed]) => {
  const openingId = idOf(typed);
  const result = await closeOpening(turn.work, await turn.person(), { openingId });
  if (result.ok) confirmTo(turn, turn.words.html('openings.closed'));
  else declineTo(turn, explainOpening(turn, result));
  if (result.ok || result.reason === 'alreadyClosed') await openOpening(turn, openingId);
});

export const decideOpeningScreens = {
  taps: {
    opening: forOfficers((turn, [id]) => openOpening(turn, idOf(id))),
    needdecide: decide('need'),
    changedecide: decide('change'),
    needclose: askClose,
    needclosed: close,
  },
  forms: [refuseForm],
};
