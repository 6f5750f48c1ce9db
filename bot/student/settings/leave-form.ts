import { z } from 'zod';
import { identityOfAccount } from '../../../core/accounts/queries.ts';
import { maskIdentity } from '../../../core/identity/rules.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { unitsWithoutHours } from '../../../core/privacy/queries.ts';
import { compact } from '../../../core/text.ts';
import {
  type Answer,
  type Finish,
  type Form,
  stepButton,
  stepOf,
  stepsOf,
  tapped,
} from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import { readText } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../../view/format.ts';
import { copyable, Html } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { explainLeave } from '../../view/reasons/leave.ts';
import { showMenu } from '../start.ts';

const name = 'leave';
/** How many characters at the end of the own number are to be written. */
const asked = 4;

interface Answers {
  sure: true;
  number: true;
}

const step = stepOf<Answers>();

const sure = step({
  name: 'sure',
  schema: z.literal(true),
  question: async (turn) => ({
    text: [turn.words.html('settings.leaving.ask'), ...(await lostHours(turn))].join('\n\n'),
    buttons: [[stepButton(name, 'sure', turn.words.plain('settings.leaving.goOn'), 'yes')]],
  }),
  answer: (turn, input): Answer<true> =>
    tapped(input)?.verb === 'yes' ? { do: 'next', value: true } : pressButton(turn),
});

/** What would be lost with the account. */
async function lostHours({ words, session, work }: Turn): Promise<string[]> {
  const units = await unitsWithoutHours(work.tx, session.accountId ?? 0);
  if (units.length === 0) return [];
  const names = units.map((unit) => nameIn(words.language, unit));
  const listed = formatList(names, words.language);
  return [words.html('settings.leaving.hoursNotEntered', { units: listed })];
}

const numberOf = async (turn: Turn): Promise<string> =>
  (await identityOfAccount(turn.work.tx, turn.session.accountId ?? 0))?.value ?? '';

/** The second question is not answered by a tap: it must not happen by two taps on one place. */
const number = step({
  name: 'number',
  schema: z.literal(true),
  question: async (turn) => ({
    text: turn.words.html('settings.leaving.askNumber', {
      masked: new Html(copyable(maskIdentity(await numberOf(turn)))),
    }),
  }),
  answer: async (turn, input): Promise<Answer<true>> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const end = (await numberOf(turn)).slice(-asked);
    if (end !== '' && compact(read.written) === end) return { do: 'next', value: true };
    return { do: 'stay', say: turn.words.html('settings.leaving.otherNumber') };
  },
});

/** That everything is erased is told by the notice. */
async function finish(turn: Turn): Promise<Finish<Answers>> {
  const result = await leave(turn.work, await turn.person());
  if (result.ok) {
    turn.signedOut();
    await showMenu(turn);
  } else {
    const { text, buttons = [] } = explainLeave(turn, result);
    turn.say(text, { buttons });
  }
  return { do: 'end' };
}

/** Erases the account, asked twice. */
export const leaveForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('settings.leaving.title'),
  steps: stepsOf<Answers>()(sure, number),
  finish,
};
