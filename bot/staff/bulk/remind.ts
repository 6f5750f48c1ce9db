import { z } from 'zod';
import { rehearseReminders, remindMany } from '../../../core/bulk/commands/remind-many.ts';
import { type WaitingForOthers, waitingForOthers } from '../../../core/bulk/queries.ts';
import { isRemindedToday } from '../../../core/bulk/rules.ts';
import type { Nudged, NudgeOutcome } from '../../../core/bulk/types.ts';
import { inboxPageSize } from '../../../core/staff/queries.ts';
import { type Form, stepButton, stepOf, stepsOf, tapped } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay } from '../../view/format.ts';
import { Html } from '../../view/language.ts';
import { showCode } from '../../view/names.ts';
import { forOfficers, startForm } from '../officer.ts';
import { pickStep } from './pick-step.ts';
import { explainNudge } from './words.ts';

interface Answers {
  /** `r<application>` or `i<item>`. */
  picked: string[];
  review: true;
}

const name = 'remind';
const step = stepOf<Answers>();

const keyOf = (of: Nudged): string =>
  of.what === 'request' ? `r${of.applicationId}` : `i${of.itemId}`;

const nudgedOf = (key: string): Nudged =>
  key.startsWith('r')
    ? { what: 'request', applicationId: idOf(key.slice(1)) }
    : { what: 'item', itemId: idOf(key.slice(1)) };

const picked = pickStep<Answers>({
  form: name,
  head: (turn, _answers, counts) =>
    counts.total === 0
      ? turn.words.html('bulk.remind.nothing')
      : turn.words.html('bulk.remind.pick', counts),
  list: async (turn, _answers, wanted) => {
    const person = await turn.person();
    const { rows, ...rest } = await waitingForOthers(turn.work.tx, person, { page: wanted });
    const first = rest.page * inboxPageSize;
    const lines = rows.map((row, index) => ({
      key: keyOf(row.of),
      line: listLine(turn, row, first + index + 1),
    }));
    return { ...rest, rows: lines };
  },
});

/** What was reminded of today can be picked only in vain, so it says so. */
function listLine({ words, work }: Turn, row: WaitingForOthers, number: number): string {
  const line = words.html('bulk.remind.line', {
    number,
    about: aboutOthers(words, row),
    since: formatDay(row.since, words.language),
  });
  return isRemindedToday(row.nudgedAt, work.now) ? line + words.html('bulk.remind.today') : line;
}

/** What waits, whose it is, and for whom it waits. */
function aboutOthers({ html, plain }: Turn['words'], row: WaitingForOthers): Html {
  const { kind, role, name: of, trackingCode } = row;
  const parts = [
    html('bulk.remind.what', {
      kind: plain(kind === null ? 'bulk.remind.toMend' : `staff.kinds.${kind}`),
      role: plain(role === 'student' ? 'bulk.remind.student' : `terms.roles.${role}`),
    }),
    ...(of === null ? [] : [html('staff.person', { name: of })]),
    ...(trackingCode === null ? [] : [showCode(trackingCode).html]),
  ];
  return new Html(parts.join(' · '));
}

const review = step({
  name: 'review',
  schema: z.literal(true),
  question: async (turn, { answers }) => {
    const { html, plain } = turn.words;
    const targets = (answers.picked ?? []).map(nudgedOf);
    const outcomes = await rehearseReminders(turn.work, await turn.person(), { targets });
    const would = outcomes.filter(({ refused }) => refused === null).length;
    const text = [
      html('bulk.remind.preview', { count: would }),
      ...(await outcomeLines(turn, outcomes, 'done')),
      ...(would < outcomes.length
        ? [html('bulk.wouldNot', { count: outcomes.length - would })]
        : []),
      ...(await outcomeLines(turn, outcomes, 'refused')),
    ].join('\n');
    const send = plain('bulk.remind.send', { count: would });
    return { text, buttons: would > 0 ? [[stepButton(name, 'review', send, 'send')]] : [] };
  },
  answer: (turn, input) =>
    tapped(input)?.verb === 'send' ? { do: 'next', value: true } : pressButton(turn),
});

async function outcomeLines(
  turn: Turn,
  outcomes: readonly NudgeOutcome[],
  which: 'done' | 'refused',
): Promise<string[]> {
  const { html } = turn.words;
  const targets = outcomes.map(({ of }) => of);
  const { rows } = await waitingForOthers(turn.work.tx, await turn.person(), { picked: targets });
  const byKey = new Map(rows.map((row) => [keyOf(row.of), row]));
  return outcomes
    .filter(({ refused }) => (refused === null) === (which === 'done'))
    .map(({ of, refused }) => {
      const row = byKey.get(keyOf(of));
      const about = row ? aboutOthers(turn.words, row) : new Html('—');
      return refused === null
        ? html('bulk.yes', { about })
        : html('bulk.no', { about, reason: new Html(explainNudge(turn, refused)) });
    });
}

async function finish(turn: Turn, answers: Answers): Promise<{ do: 'end' }> {
  const { html, plain } = turn.words;
  const targets = answers.picked.map(nudgedOf);
  const outcomes = await remindMany(turn.work, await turn.person(), { targets });
  const failed = outcomes.filter(({ refused }) => refused !== null).length;
  const text = [
    html('bulk.remind.done', { count: outcomes.length - failed }),
    ...(failed > 0 ? [html('bulk.failed', { count: failed })] : []),
    ...(await outcomeLines(turn, outcomes, 'refused')),
  ].join('\n');
  turn.say(text, { buttons: [[{ text: plain('staff.back'), data: 'inbox' }]] });
  return { do: 'end' };
}

/** Those for whom something of the university waits are reminded, several at once. */
export const remindForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('bulk.remind.title'),
  steps: stepsOf<Answers>()(picked, review),
  finish,
};

export const openReminding = forOfficers((turn) => startForm(turn, remindForm, {}));
