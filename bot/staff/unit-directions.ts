import { z } from 'zod';
import { can } from '../../core/staff/rules.ts';
import {
  type DescribeUnitRefusal,
  describeUnit,
} from '../../core/universities/commands/describe-unit.ts';
import { unitDirections } from '../../core/universities/queries.ts';
import { longestDirections } from '../../core/universities/types.ts';
import { type Answer, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { readText } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { nameIn } from '../view/names.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { declineTo, forOfficers, startForm } from './officer.ts';

interface Answers {
  unitId: number;
  unit: string;
  present: string;
  directions: true;
}

const step = stepOf<Answers>();

/** Where students report to a unit for work, in the unit's own words. */
const directionsForm: Form<Answers> = {
  name: 'unitdirections',
  version: 1,
  title: (turn) => turn.words.plain('placing.directions.title'),
  steps: stepsOf<Answers>()(
    step(given('unitId', whole)),
    step(given('unit', z.string())),
    step(given('present', z.string())),
    step({
      name: 'directions',
      schema: z.literal(true),
      question: ({ words: { html } }, { answers: { unit = '', present } }) => ({
        text: [
          html('placing.directions.ask', { unit, limit: longestDirections }),
          ...(present ? [html('placing.directions.present', { directions: present })] : []),
        ].join('\n\n'),
      }),
      answer: async (turn, input, { answers: { unitId = 0 } }): Promise<Answer<true>> => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const directions = read.written;
        const result = await describeUnit(turn.work, await turn.person(), { unitId, directions });
        if (!result.ok) return { do: 'stay', say: explain(turn, result) };
        return { do: 'next', value: true, say: turn.words.html('placing.directions.done') };
      },
    }),
  ),
  finish: async () => ({ do: 'end' }),
};

function explain(turn: Turn, refusal: DescribeUnitRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
      return html('placing.directions.notFound');
    case 'empty':
      return html('placing.directions.empty');
    case 'tooLong':
      return html('forms.tooLong', { length: refusal.length, limit: longestDirections });
    default:
      return explainCan(turn, refusal);
  }
}

const change = forOfficers(async (turn, [id]) => {
  const unitId = idOf(id);
  const [unit] = await unitDirections(turn.work.tx, [unitId]);
  if (!unit) return declineTo(turn, turn.words.html('placing.directions.notFound'));
  const allowed = can(await turn.person(), 'describeUnit', {
    universityId: unit.universityId,
    unitId,
  });
  if (!allowed.ok) return declineTo(turn, explainCan(turn, allowed));
  await startForm(turn, directionsForm, {
    unitId,
    unit: nameIn(turn.words.language, unit),
    present: unit.directions ?? '',
  });
});

/** A button for each of the officer's units, under the list of what they need. */
export async function directionsButtons(turn: Turn, unitIds: readonly number[]): Promise<Buttons> {
  const { plain, language } = turn.words;
  const units = await unitDirections(turn.work.tx, unitIds);
  return units.map((unit) => [
    {
      text: plain(unit.directions ? 'placing.directions.change' : 'placing.directions.give', {
        unit: nameIn(language, unit),
      }),
      data: `unitdirections:${unit.id}`,
    },
  ]);
}

export const unitDirectionsScreens = { taps: { unitdirections: change }, forms: [directionsForm] };
