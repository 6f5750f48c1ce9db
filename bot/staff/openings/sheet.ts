import { z } from 'zod';
import { importOpenings } from '../../../core/openings/commands/import-openings.ts';
import { judgeRows } from '../../../core/openings/queries/sheet.ts';
import { parseTotals, readOpenings } from '../../../core/openings/rules/sheet.ts';
import { compareTotals } from '../../../core/openings/rules.ts';
import { readSheetSchema, totalsSchema } from '../../../core/openings/schema.ts';
import type { ReadOpenings, Totals } from '../../../core/openings/types.ts';
import { can } from '../../../core/staff/rules.ts';
import { termsAhead, termsOf } from '../../../core/terms/queries.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import {
  type Answer,
  type Finish,
  type Form,
  stepButton,
  stepOf,
  stepsOf,
  tapped,
} from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { pressButton } from '../../forms/review.ts';
import { type ReceivedSheet, receiveSheet } from '../../forms/sheet-step.ts';
import { readText } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { asSheet } from '../../view/import-report.ts';
import { nameIn, termName } from '../../view/names.ts';
import { importedText, sheetText } from '../../view/openings-sheet.ts';
import { explainOpeningSheet } from '../../view/reasons/openings-sheet.ts';
import { explainSheet } from '../../view/reasons/sheets.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { openingsData } from './list.ts';

const name = 'openingsheet';

interface Answers {
  universityId: number;
  termId: number;
  sheet: ReadOpenings;
  /** Asked where the file itself states none; null where nobody states any. */
  stated: Totals | null;
  /** Whether it was confirmed that the stated totals are not those of the rows. */
  confirmed: boolean;
}

const step = stepOf<Answers>();

const termsFor = (turn: Turn, universityId: number) =>
  termsAhead(turn.work.tx, universityId, turn.work.now);

const termStep = step({
  name: 'termId',
  schema: whole,
  // Given where there is one only; then there is nothing to go back to.
  gate: true,
  question: async (turn, { answers: { universityId = 0 } }) => ({
    text: turn.words.html('openings.sheet.termAsk'),
    buttons: (await termsFor(turn, universityId)).map((term) => [
      stepButton(name, 'termId', termName(term, turn.words), 'pick', String(term.id)),
    ]),
  }),
  answer: async (turn, input, { answers: { universityId = 0 } }) => {
    const picked = idOf(tapped(input)?.argument);
    const term = (await termsFor(turn, universityId)).find(({ id }) => id === picked);
    return term ? { do: 'next', value: term.id } : pressButton(turn);
  },
});

const sheetStep = step({
  name: 'sheet',
  schema: readSheetSchema,
  resets: ['stated', 'confirmed'],
  question: (turn) => ({ text: turn.words.html('openings.sheet.fileAsk') }),
  prepare: (outside, input) => receiveSheet(outside, input),
  answer: (turn): Answer<ReadOpenings> => {
    const received = turn.prepared as ReceivedSheet | undefined;
    if (!received) return { do: 'stay', say: turn.words.html('sheets.send') };
    if (!received.ok) return { do: 'stay', say: explainSheet(turn.words, received) };
    const result = readOpenings(asSheet(received.rows));
    if (!result.ok) return { do: 'stay', say: explainOpeningSheet(turn, result) };
    return { do: 'next', value: result.read };
  },
});

const statesTotals = (sheet: ReadOpenings | undefined): boolean =>
  Object.keys(sheet?.stated ?? {}).length > 0;

const statedStep = step({
  name: 'stated',
  schema: totalsSchema as z.ZodType<Totals | null>,
  optional: true,
  when: ({ sheet }) => !statesTotals(sheet),
  resets: ['confirmed'],
  question: (turn) => ({ text: turn.words.html('openings.sheet.statedAsk') }),
  answer: (turn, input): Answer<Totals> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseTotals(read.written);
    if (parsed.ok) return { do: 'next', value: parsed.totals };
    return { do: 'stay', say: turn.words.html('openings.sheet.statedWrong') };
  },
});

/** What the sheet states of its totals, in its own row or to the officer's knowledge. */
const statedBy = ({ sheet, stated }: Partial<Answers>): Partial<Totals> =>
  statesTotals(sheet) ? (sheet?.stated ?? {}) : (stated ?? {});

/** Where the sheet goes: two terms may be known, and an officer may be of several universities. */
async function placeLine(turn: Turn, universityId: number, termId: number): Promise<string> {
  const { tx } = turn.work;
  const { html, language } = turn.words;
  const university = await universityOf(tx, universityId);
  const term = (await termsOf(tx, universityId)).find(({ id }) => id === termId);
  return html('openings.sheet.place', {
    university: university ? nameIn(language, university) : '—',
    term: term ? termName(term, turn.words) : '—',
  });
}

/**
 * Shows what would go in now, and where. Where the totals differ the button says that this was seen;
 * nothing goes in before it is pressed.
 */
const confirmStep = step({
  name: 'confirmed',
  schema: z.boolean(),
  question: async (turn, { answers }) => {
    const { universityId = 0, termId = 0, sheet } = answers;
    if (!sheet) return { text: '—' };
    const judged = await judgeRows(turn.work.tx, { universityId, termId }, sheet.rows);
    const stated = statedBy(answers);
    const differences = compareTotals(
      judged.good.map(({ row }) => row.seats),
      stated,
    );
    const { plain } = turn.words;
    const [label, argument] =
      differences.length > 0
        ? ([plain('openings.sheet.acknowledge'), 'seen'] as const)
        : ([plain('openings.sheet.confirm'), ''] as const);
    return {
      text: [
        await placeLine(turn, universityId, termId),
        sheetText(sheet, judged, { stated, differences }, turn.words),
      ].join('\n'),
      buttons: [[stepButton(name, 'confirmed', label, 'take', argument)]],
    };
  },
  answer: (turn, input) => {
    const button = tapped(input);
    if (button?.verb !== 'take') return pressButton(turn);
    return { do: 'next', value: button.argument === 'seen' };
  },
});

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { universityId, termId, sheet } = answers;
  const result = await importOpenings(turn.work, await turn.person(), {
    ...{ universityId, termId, rows: sheet.rows },
    stated: statedBy(answers),
    acknowledged: answers.confirmed,
  });
  if (result.ok) {
    const back = [
      [{ text: turn.words.plain('openings.back'), data: openingsData(universityId, termId) }],
    ];
    turn.say(importedText(result, sheet, turn.words), { buttons: back });
    return { do: 'end' };
  }
  const say = explainOpeningSheet(turn, result);
  if (result.reason === 'totalsDiffer') return { do: 'goto', step: 'confirmed', say };
  turn.say(say);
  return { do: 'end' };
}

/** The university's sheet of openings, sent by the expert. */
const sheetForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('openings.sheet.title'),
  steps: stepsOf<Answers>()(
    step(given('universityId', whole)),
    termStep,
    sheetStep,
    statedStep,
    confirmStep,
  ),
  finish,
};

const begin = forOfficers(async (turn, [id]) => {
  const universityId = idOf(id);
  if (!can(await turn.person(), 'importOpenings', { universityId }).ok) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  const terms = await termsFor(turn, universityId);
  const [term] = terms;
  if (!term) return declineTo(turn, turn.words.html('openings.noTerm'));
  await startForm(turn, sheetForm, {
    universityId,
    ...(terms.length === 1 ? { termId: term.id } : {}),
  });
});

export const openingSheetScreens = { taps: { openingsheet: begin }, forms: [sheetForm] };
