import { z } from 'zod';
import { heldPayOf, shebaToPay } from '../../../core/bank/queries.ts';
import { bankOf, maskSheba, parseSheba } from '../../../core/bank/rules.ts';
import type { Sheba } from '../../../core/bank/types.ts';
import { type Answer, type Question, stepButton, tapped } from '../../forms/form.ts';
import { readable } from '../../forms/kept.ts';
import { readText } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatSheba } from '../../view/format.ts';
import { copyable } from '../../view/language.ts';
import { anotherMeans } from '../../view/own-account.ts';
import { explainSheba } from '../../view/reasons/bank.ts';
import { formName, presentAccount, step } from './answers.ts';

/** Where the pay goes. Who has an account in force keeps it with one tap, and is told what another one means. */
export const shebaStep = step({
  name: 'sheba',
  schema: z.literal(presentAccount).or(readable(parseSheba)),
  shown: {
    label: (turn) => turn.words.plain('application.sheba'),
    value: async (turn, value) => {
      const sheba = await shebaMeant(turn, value);
      return sheba === null ? '—' : copyable(formatSheba(sheba));
    },
  },
  question: async (turn): Promise<Question> => {
    const { html, plain } = turn.words;
    const current = await present(turn);
    if (!current) return { text: html('application.shebaAsk') };
    const shown = maskSheba(current);
    const held = await heldPayOf(turn.work.tx, turn.session.accountId ?? 0);
    return {
      text: [
        html('application.shebaAskAgain', { sheba: shown }),
        ...anotherMeans(held, turn.words),
      ].join('\n\n'),
      buttons: [
        [stepButton(formName, 'sheba', plain('application.shebaKeep', { sheba: shown }), 'keep')],
      ],
    };
  },
  answer: async (turn, input): Promise<Answer<string>> => {
    if (tapped(input)?.verb === 'keep') {
      if (await present(turn)) return { do: 'next', value: presentAccount };
    }
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseSheba(read.written);
    if (!parsed.ok) return { do: 'stay', say: explainSheba(turn, parsed) };
    return { do: 'next', value: parsed.value, say: sayBank(turn, parsed.value) };
  },
});

/** The number that an answer stands for now; null where there is no account in force any more. */
export const shebaMeant = async (turn: Turn, answer: string): Promise<string | null> =>
  answer === presentAccount ? present(turn) : answer;

const present = async ({ work, session: { accountId } }: Turn): Promise<Sheba | null> =>
  accountId === null ? null : shebaToPay(work.tx, accountId);

/** The bank's name is a hint that the number is the one that was meant. */
function sayBank({ words: { html, plain } }: Turn, value: Sheba): string {
  const bank = bankOf(value);
  if (!bank) return html('application.shebaNotedUnknown');
  return html('application.shebaNoted', { bank: plain(`terms.banks.${bank}`) });
}
