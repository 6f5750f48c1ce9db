import { z } from 'zod';
import { decideOpeningChange } from '../../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import {
  decideOpening,
  type OpeningDecision,
} from '../../../core/openings/commands/decide-opening.ts';
import { openingOfChange } from '../../../core/openings/queries.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { titleIn } from '../../view/names.ts';
import { explainChange, explainOpening } from '../../view/reasons/openings.ts';
import { aboutOpening } from '../about.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm, tappedPage } from '../officer.ts';
import { reasonStep } from '../reason-step.ts';
import { openingFor, openOpening, showOpeningAfter } from './page.ts';

/** What is decided on: a need, or a change of one. */
const subjects = ['need', 'change'] as const;
type About = (typeof subjects)[number];

/** `itemId`: by which a need, as it was read, waited; a change has an id of its own. */
type Subject = { readonly about: About; readonly id: number; readonly itemId: number };

/** Takes a decision; says how it went, and gives whether it was taken. */
async function take(
  turn: Turn,
  { about, id, itemId }: Subject,
  decision: OpeningDecision,
): Promise<boolean> {
  const { html } = turn.words;
  const person = await turn.person();
  const say = (refused: string | undefined, done: string) =>
    refused === undefined ? confirmTo(turn, done) : declineTo(turn, refused);
  if (about === 'need') {
    const result = await decideOpening(turn.work, person, { openingId: id, itemId, decision });
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
  itemId: number;
  reason: string;
}

const step = stepOf<Answers>();

const refuseForm: Form<Answers> = {
  name: 'needrefuse',
  version: 2,
  title: (turn) => turn.words.plain('openings.refuseTitle'),
  about: async (turn, { about = 'need', subjectId = 0 }) =>
    aboutOpening(turn, { openingId: await openingOf(turn, about, subjectId) }),
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('about', z.enum(subjects))),
    step(given('subjectId', whole)),
    step(given('itemId', whole)),
    reasonStep<Answers, 'reason'>('reason', 'openings.refuseAsk'),
  ),
  finish: async (turn, { page, about, subjectId: id, itemId, reason }) => {
    await take(turn, { about, id, itemId }, { approve: false, reason });
    if (page > 0) await showOpeningAfter(turn, await openingOf(turn, about, id), page);
    return { do: 'end' };
  },
};

/**
 * `<verb>:<id>:<item>`; the page is drawn anew also where somebody was faster, or the unit has declared
 * the need again since. A change, and a button of an older version, names no item.
 */
const decide = (about: About) =>
  forOfficers(async (turn, [verb, typed, item]) => {
    const id = idOf(typed);
    const itemId = idOf(item);
    const openingId = await openingOf(turn, about, id);
    const view = await openingFor(turn, openingId);
    if (!view) return;
    if (verb === 'approve') {
      await take(turn, { about, id, itemId }, { approve: true });
      return openOpening(turn, openingId);
    }
    if (about === 'need' && view.may.decide && view.itemId !== itemId) {
      declineTo(turn, turn.words.html('openings.changedSince'));
      return openOpening(turn, openingId);
    }
    await startForm(turn, refuseForm, { page: tappedPage(turn), about, subjectId: id, itemId });
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
