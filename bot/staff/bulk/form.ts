import { z } from 'zod';
import { type RejectionReason, rejectionReasons } from '../../../core/applications/types.ts';
import { decideMany, rehearseMany } from '../../../core/bulk/commands/decide-many.ts';
import { type BulkRow, bulkPage, clearPicks, pickedRows } from '../../../core/bulk/queries.ts';
import {
  type BulkKind,
  type BulkOrder,
  type BulkOutcome,
  type BulkVerb,
  bulkKinds,
  bulkVerbs,
  type Pick,
} from '../../../core/bulk/types.ts';
import { inboxPageSize } from '../../../core/staff/queries.ts';
import { type Form, stepButton, stepOf, stepsOf, tapped } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { pressButton } from '../../forms/review.ts';
import { choiceStep } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay } from '../../view/format.ts';
import { Html } from '../../view/language.ts';
import { aboutItem } from '../inbox.ts';
import { reasonStep } from '../reason-step.ts';
import { pickStep } from './pick-step.ts';
import { explainBulk, verbOf } from './words.ts';

interface Answers {
  kind: BulkKind;
  verb: BulkVerb;
  /** `<item>.<revision>`, the revision 0 where there is none. */
  picked: string[];
  reasonCode: RejectionReason;
  reason: string;
  review: true;
}

const name = 'bulk';
const step = stepOf<Answers>();

const keyOf = ({ itemId, revision }: Pick): string => `${itemId}.${revision ?? 0}`;

function pickOf(key: string): Pick {
  const [itemId, revision] = key.split('.');
  return { itemId: idOf(itemId), revision: idOf(revision) || null };
}

const kindOf = ({ kind }: Partial<Answers>): BulkKind => kind ?? 'reviewApplication';
const isRejected = ({ verb }: Partial<Answers>): boolean => verb === 'reject';

const verb = choiceStep<Answers, 'verb'>({
  form: name,
  name: 'verb',
  schema: z.enum(['approve', 'reject']),
  ask: (turn, { answers }) =>
    turn.words.html('bulk.verbAsk', { kind: turn.words.plain(`staff.kinds.${kindOf(answers)}`) }),
  values: ['approve', 'reject'],
  show: (turn, value) => verbOf(turn, undefined, value),
});

const picked = pickStep<Answers>({
  form: name,
  head: (turn, answers, counts) =>
    turn.words.html(counts.total === 0 ? 'bulk.noneLeft' : 'bulk.pick', {
      verb: verbOf(turn, answers.kind, answers.verb ?? 'approve'),
      kind: turn.words.plain(`staff.kinds.${kindOf(answers)}`),
      ...counts,
    }),
  list: async (turn, answers, wanted) => {
    const person = await turn.person();
    const of = { kind: kindOf(answers), page: wanted };
    const { rows, ...rest } = await bulkPage(turn.work.tx, person, of);
    const first = rest.page * inboxPageSize;
    const lines = rows.map((row, index) => ({
      key: keyOf(row),
      line: listLine(turn, row, first + index + 1),
    }));
    return { ...rest, rows: lines };
  },
  clear: async (turn, answers) => {
    const picks = await clearPicks(turn.work.tx, await turn.person(), kindOf(answers));
    return picks.map(keyOf);
  },
});

function listLine(turn: Turn, row: BulkRow, number: number): string {
  const { html, language } = turn.words;
  const { item, subject, pendingClaims, clear } = row;
  const line = html('bulk.line', {
    number,
    about: new Html(aboutItem(turn, item, subject)),
    due: formatDay(item.dueAt, language),
  });
  if (pendingClaims > 0) return line + html('bulk.pendingClaims', { count: pendingClaims });
  return clear ? line : line + html('bulk.notClear');
}

const reasonCode = choiceStep<Answers, 'reasonCode'>({
  form: name,
  name: 'reasonCode',
  when: (answers) => isRejected(answers) && answers.kind === 'reviewApplication',
  schema: z.enum(rejectionReasons),
  ask: (turn) => turn.words.html('bulk.reasonCodeAsk'),
  values: rejectionReasons.filter((reason) => reason !== 'internationalRefused'),
  show: (turn, value) => turn.words.plain(`terms.rejectionReasons.${value}`),
});

const orderOf = (answers: Partial<Answers>): BulkOrder => {
  const { picked: keys = [], reason = '', reasonCode: code = 'other' } = answers;
  const about = { kind: kindOf(answers), picks: keys.map(pickOf) };
  return isRejected(answers)
    ? { ...about, verb: 'reject', reasonCode: code, reason }
    : { ...about, verb: 'approve' };
};

const review = step({
  name: 'review',
  schema: z.literal(true),
  question: async (turn, { answers }) => {
    const { html, plain } = turn.words;
    const order = orderOf(answers);
    const outcomes = await rehearseMany(turn.work, await turn.person(), order);
    const would = outcomes.filter(({ refused }) => refused === null).length;
    const wouldNot = outcomes.length - would;
    const parts = [
      html('bulk.preview', { verb: verbOf(turn, answers.kind, order.verb), count: would }),
      ...(await outcomeLines(turn, order, outcomes, 'done')),
      ...(wouldNot > 0 ? [html('bulk.wouldNot', { count: wouldNot })] : []),
      ...(await outcomeLines(turn, order, outcomes, 'refused')),
      ...(order.verb === 'reject' ? [html('bulk.reason', { reason: order.reason })] : []),
    ];
    const send = plain('bulk.send', { verb: verbOf(turn, answers.kind, order.verb), count: would });
    return {
      text: parts.join('\n'),
      buttons: would > 0 ? [[stepButton(name, 'review', send, 'send')]] : [],
    };
  },
  answer: (turn, input) =>
    tapped(input)?.verb === 'send' ? { do: 'next', value: true } : pressButton(turn),
});

/** A line for each that is done, or that is not, with the reason. */
async function outcomeLines(
  turn: Turn,
  { picks }: BulkOrder,
  outcomes: readonly BulkOutcome[],
  which: 'done' | 'refused',
): Promise<string[]> {
  const rows = await pickedRows(turn.work.tx, picks);
  const byId = new Map(rows.map((row) => [row.itemId, row]));
  return outcomes
    .filter(({ refused }) => (refused === null) === (which === 'done'))
    .map(({ itemId, refused }) => {
      const row = byId.get(itemId);
      const about = new Html(row ? aboutItem(turn, row.item, row.subject) : '—');
      return refused === null
        ? turn.words.html('bulk.yes', { about })
        : turn.words.html('bulk.no', { about, reason: new Html(explainBulk(turn, refused)) });
    });
}

async function finish(turn: Turn, answers: Answers): Promise<{ do: 'end' }> {
  const { html, plain } = turn.words;
  const order = orderOf(answers);
  const outcomes = await decideMany(turn.work, await turn.person(), order);
  const failed = outcomes.filter(({ refused }) => refused !== null).length;
  const text = [
    html('bulk.done', {
      verb: verbOf(turn, answers.kind, order.verb),
      count: outcomes.length - failed,
    }),
    ...(failed > 0 ? [html('bulk.failed', { count: failed })] : []),
    ...(await outcomeLines(turn, order, outcomes, 'refused')),
  ].join('\n');
  turn.say(text, {
    buttons: [
      [
        { text: plain('staff.back'), data: 'inbox' },
        { text: plain('bulk.again'), data: `bulk:${answers.kind}` },
      ],
    ],
  });
  return { do: 'end' };
}

/** Several items of one kind are decided together: picked, previewed, done, and each failure told. */
export const bulkForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('bulk.title'),
  steps: stepsOf<Answers>()(
    step(given('kind', z.enum(bulkKinds))),
    verb,
    picked,
    reasonCode,
    { ...reasonStep<Answers, 'reason'>('reason', 'bulk.reasonAsk'), when: isRejected },
    review,
  ),
  finish,
};

/** What the form begins with; of what can only be approved it is not asked. */
export const presetOf = (kind: BulkKind): Partial<Answers> => {
  const verbs: readonly BulkVerb[] = bulkVerbs[kind];
  return verbs.length === 1 ? { kind, verb: 'approve' } : { kind };
};
