import { z } from 'zod';
import { type ChangeShebaRefusal, changeSheba } from '../../core/bank/commands/declare-account.ts';
import { heldPayOf, type OwnAccount, ownAccount } from '../../core/bank/queries.ts';
import type { HeldPay } from '../../core/bank/types.ts';
import { openForm } from '../forms/engine.ts';
import { type Answer, type Form, stepOf } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { anotherMeans, heldLine, ownAccountText } from '../view/own-account.ts';
import { explainSheba } from '../view/reasons/bank.ts';
import { explainWindow } from '../view/reasons/terms.ts';

interface Answers {
  sheba: true;
}

const step = stepOf<Answers>();
/** The payments that the person was told of, as the question was asked. */
const scratchSchema = z.object({ seen: z.array(z.string()).default([]) });

/** Another account in place of the present one; it starts again at declared. */
export const shebaForm: Form<Answers> = {
  name: 'sheba',
  version: 1,
  title: (turn) => turn.words.plain('payments.bank.formTitle'),
  steps: [
    step({
      name: 'sheba',
      schema: z.literal(true),
      scratch: scratchSchema,
      enter: async (turn) => ({ seen: (await heldBy(turn)).map(markOf) }),
      question: async (turn) => ({ text: await questionText(turn) }),
      answer: async (turn, input, { scratch }): Promise<Answer<true>> => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const { seen } = scratchSchema.parse(scratch);
        const news = (await heldBy(turn)).filter((pay) => !seen.includes(markOf(pay)));
        return news.length === 0 ? declare(turn, read.written) : warn(turn, seen, news);
      },
    }),
  ],
  finish: async (turn) => {
    await showAccount(turn);
    return { do: 'end' };
  },
};

const markOf = ({ lineId, isAtBank }: HeldPay): string => `${lineId}:${isAtBank}`;

const heldBy = ({ work, session }: Turn): Promise<HeldPay[]> =>
  heldPayOf(work.tx, session.accountId ?? 0);

async function questionText(turn: Turn): Promise<string> {
  const { html } = turn.words;
  const held = await heldBy(turn);
  return [html('application.shebaAsk'), ...anotherMeans(held, turn.words)].join('\n\n');
}

/** A payment was closed since the question: nobody delays it without having been told. */
const warn = (
  { words }: Turn,
  seen: readonly string[],
  news: readonly HeldPay[],
): Answer<true> => ({
  do: 'stay',
  say: [...news.map((pay) => heldLine(pay, words)), words.html('payments.bank.heldMeanwhile')].join(
    '\n\n',
  ),
  scratch: { seen: [...seen, ...news.map(markOf)] },
});

async function declare(turn: Turn, written: string): Promise<Answer<true>> {
  const { html, plain } = turn.words;
  const result = await changeSheba(turn.work, await turn.person(), { sheba: written });
  if (!result.ok) return { do: 'stay', say: explain(turn, result) };
  const say = result.bank
    ? html('payments.bank.changed', { bank: plain(`terms.banks.${result.bank}`) })
    : html('payments.bank.changedUnknown');
  return { do: 'next', value: true, say };
}

function explain(turn: Turn, refusal: ChangeShebaRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'outsideWindow':
      return explainWindow(turn, refusal);
    case 'notActive':
      return html('application.notActive');
    case 'noTerm':
      return html('application.noTerm');
    case 'same':
      return html('application.shebaSame');
    default:
      return explainSheba(turn, refusal);
  }
}

/** Says what stands against a change before anything is asked. */
const change: Handler = async (turn) => {
  turn.dropButtons();
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const { change: may } = await ownAccount(turn.work, accountId);
  if (may.ok) return openForm(turn, shebaForm);
  turn.say(explain(turn, may), { buttons: [around(turn)] });
};

const around = ({ words: { plain } }: Turn) => [
  { text: plain('work.buttons.payments'), data: 'payments' },
  { text: plain('menu.open'), data: 'menu' },
];

function buttonsOf(turn: Turn, { current, change: may }: OwnAccount): Buttons {
  const { plain } = turn.words;
  const text = plain(current ? 'payments.bank.change' : 'payments.bank.declare');
  return [...(may.ok ? [[{ text, data: 'sheba' }]] : []), around(turn)];
}

async function showAccount(turn: Turn): Promise<void> {
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const own = await ownAccount(turn.work, accountId);
  turn.say(ownAccountText(own, turn.words), { buttons: buttonsOf(turn, own) });
}

/** `bank` shows the account, `sheba` begins its change. */
export const bankScreens = { taps: { bank: showAccount as Handler, sheba: change } };
