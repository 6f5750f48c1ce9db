import { z } from 'zod';
import {
  type DescribeUnitRefusal,
  describeUnit,
} from '../../core/universities/commands/describe-unit.ts';
import { unitAddresses } from '../../core/universities/queries.ts';
import { longestAddress } from '../../core/universities/types.ts';
import { type Answer, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { nameIn } from '../view/names.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { given } from './given.ts';
import { declineTo, forOfficers, startForm } from './officer.ts';

interface Answers {
  unitId: number;
  unit: string;
  present: string;
  address: true;
}

const step = stepOf<Answers>();

/** Where students report to a unit for work, in the unit's own words. */
const addressForm: Form<Answers> = {
  name: 'unitaddress',
  version: 1,
  title: (turn) => turn.words.plain('placing.address.title'),
  steps: stepsOf<Answers>()(
    step(given('unitId', z.number())),
    step(given('unit', z.string())),
    step(given('present', z.string())),
    step({
      name: 'address',
      schema: z.literal(true),
      question: ({ words: { html } }, { answers: { unit = '', present } }) => ({
        text: [
          html('placing.address.ask', { unit, limit: longestAddress }),
          ...(present ? [html('placing.address.present', { address: present })] : []),
        ].join('\n\n'),
      }),
      answer: async (turn, input, { answers: { unitId = 0 } }): Promise<Answer<true>> => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const address = read.written;
        const result = await describeUnit(turn.work, await turn.person(), { unitId, address });
        if (!result.ok) return { do: 'stay', say: explain(turn, result) };
        return { do: 'next', value: true, say: turn.words.html('placing.address.done') };
      },
    }),
  ),
  finish: async () => ({ do: 'end' }),
};

function explain(turn: Turn, refusal: DescribeUnitRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
      return html('placing.address.notFound');
    case 'empty':
      return html('placing.address.empty');
    case 'tooLong':
      return html('forms.tooLong', { length: refusal.length, limit: longestAddress });
    default:
      return explainCan(turn, refusal);
  }
}

const change = forOfficers(async (turn, [id]) => {
  const unitId = idOf(id);
  const [unit] = await unitAddresses(turn.work.tx, [unitId]);
  if (!unit) return declineTo(turn, turn.words.html('placing.address.notFound'));
  await startForm(turn, addressForm, {
    unitId,
    unit: nameIn(turn.words.language, unit),
    present: unit.address ?? '',
  });
});

/** A button for each of the officer's units, under the list of what they need. */
export async function addressButtons(turn: Turn, unitIds: readonly number[]): Promise<Buttons> {
  const { plain, language } = turn.words;
  const units = await unitAddresses(turn.work.tx, unitIds);
  return units.map((unit) => [
    {
      text: plain(unit.address ? 'placing.address.change' : 'placing.address.give', {
        unit: nameIn(language, unit),
      }),
      data: `unitaddress:${unit.id}`,
    },
  ]);
}

export const unitAddressScreens = { taps: { unitaddress: change }, forms: [addressForm] };
