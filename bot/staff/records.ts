import { z } from 'zod';
import { columnsFor, importRecords } from '../../core/registry/commands/import-records.ts';
import { openForm } from '../forms/engine.ts';
import { type Form, stepOf } from '../forms/form.ts';
import { type ReceivedSheet, receiveSheet } from '../forms/sheet-step.ts';
import type { Turn } from '../intake/turn.ts';
import { asSheet, columnNames, importReport } from '../view/import-report.ts';
import { explainSheet } from '../view/reasons/sheets.ts';
import { commandsForRoles } from './for-roles.ts';
import { forOfficers } from './officer.ts';

interface Answers {
  sheet: true;
}

const step = stepOf<Answers>();

/** A file of fifty thousand rows takes a small machine half a minute, and a busy one longer. */
const longestMs = 300_000;

/** The expert sends the file of student records; each bad row is told with its line and reason. */
export const recordsForm: Form<Answers> = {
  name: 'records',
  version: 1,
  title: (turn) => turn.words.plain('sheets.recordsTitle'),
  steps: [
    step({
      name: 'sheet',
      schema: z.literal(true),
      question: async (turn) => ({ text: await askFor(turn) }),
      prepare: (outside, input) => receiveSheet(outside, input),
      longestMs,
      answer: async (turn) => {
        const received = turn.prepared as ReceivedSheet | undefined;
        if (!received) return { do: 'stay', say: turn.words.html('sheets.send') };
        if (!received.ok) return { do: 'stay', say: explainSheet(turn.words, received) };
        const refusal = await takeRows(turn, received.rows);
        return refusal ? { do: 'stay', say: refusal } : { do: 'next', value: true };
      },
    }),
  ],
  finish: async () => ({ do: 'end' }),
};

async function askFor(turn: Turn): Promise<string> {
  const { needed, besides } = columnsFor(await turn.person());
  return turn.words.html('sheets.recordsAsk', {
    needed: columnNames(needed, turn.words),
    besides: columnNames(besides, turn.words),
  });
}

/** Undefined: they went in, and the report was said. */
async function takeRows(
  turn: Turn,
  rows: Parameters<typeof asSheet>[0],
): Promise<string | undefined> {
  const result = await importRecords(turn.work, await turn.person(), { sheet: asSheet(rows) });
  if (result.ok) {
    turn.say(importReport(result, turn.words));
    return undefined;
  }
  return result.reason === 'missingColumns'
    ? turn.words.html('sheets.missingColumns', {
        fields: columnNames(result.fields, turn.words),
      })
    : turn.words.html('sheets.notAllowed');
}

export const recordsScreens = {
  commands: commandsForRoles({
    records: forOfficers((turn) => openForm(turn, recordsForm)),
  }),
};
