import { z } from 'zod';
import { parseSheba } from '../../core/bank/rules.ts';
import type { Sheba, ShebaRefusal } from '../../core/bank/types.ts';
import { setPayer } from '../../core/payers/commands/set-payer.ts';
import {
  longestPayerName,
  parseBic,
  parsePayerName,
  parseSerial,
  usualBic,
} from '../../core/payers/rules.ts';
import {
  type OrderDates,
  type OrderMethod,
  type OrderNamespace,
  orderDates,
  orderMethods,
  orderNamespaces,
  type Payer,
} from '../../core/payers/types.ts';
import { ok, type Refusal } from '../../core/result.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { readable, whole } from '../forms/kept.ts';
import { reviewStep } from '../forms/review.ts';
import { choiceStep, textStep } from '../forms/steps.ts';
import { usualStep } from '../forms/usual-step.ts';
import type { Turn } from '../intake/turn.ts';
import { formatSheba } from '../view/format.ts';
import { copyable } from '../view/language.ts';
import { explainSheba } from '../view/reasons/bank.ts';
import { explainPayer } from '../view/reasons/pay.ts';
import { aboutPayer } from './about.ts';
import { declineTo } from './officer.ts';
import { openPayer } from './payer-page.ts';

interface Answers {
  universityId: number;
  sheba: string;
  payer: string;
  bic: string;
  namespace: OrderNamespace;
  method: OrderMethod;
  dates: OrderDates;
  serial: string;
  review: true;
}

const form = 'payer';
const step = stepOf<Answers>();

const sheba = textStep<Answers, 'sheba', ShebaRefusal>({
  name: 'sheba',
  ask: (turn) => turn.words.html('finance.payer.shebaAsk'),
  label: (turn) => turn.words.plain('finance.payer.sheba'),
  show: (_turn, value) => copyable(formatSheba(value)),
  parse: parseSheba,
  explain: explainSheba,
  schema: readable(parseSheba),
});

const payer = textStep<Answers, 'payer', Extract<ReturnType<typeof parsePayerName>, { ok: false }>>(
  {
    name: 'payer',
    ask: (turn) => turn.words.html('finance.payer.nameAsk'),
    label: (turn) => turn.words.plain('finance.payer.name'),
    parse: parsePayerName,
    explain: ({ words: { html } }, refusal) =>
      refusal.reason === 'empty'
        ? html('forms.writeText')
        : html('forms.tooLong', { length: refusal.length, limit: longestPayerName }),
  },
);

const bic = usualStep<Answers, 'bic'>(
  form,
  textStep<Answers, 'bic', Refusal<'wrongForm'>>({
    name: 'bic',
    ask: (turn) => turn.words.html('finance.payer.bicAsk'),
    label: (turn) => turn.words.plain('finance.payer.bic'),
    show: (_turn, value) => copyable(value),
    parse: parseBic,
    explain: (turn) => turn.words.html('finance.payer.bicWrong'),
    schema: readable(parseBic),
  }),
  () => [usualBic],
);

const serial = textStep<Answers, 'serial', Refusal<'wrongForm'>>({
  name: 'serial',
  ask: (turn) => turn.words.html('finance.payer.serialAsk'),
  label: (turn) => turn.words.plain('finance.payer.serial'),
  show: (_turn, value) => copyable(value),
  parse: (text) => {
    const parsed = parseSerial(text);
    return parsed.ok ? ok({ value: String(parsed.value) }) : parsed;
  },
  explain: (turn) => turn.words.html('finance.payer.serialWrong'),
  schema: readable(parseSerial),
});

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { universityId } = answers;
  const set = { universityId, payer: payerIn(answers) };
  const result = await setPayer(turn.work, await turn.person(), set);
  if (!result.ok && result.reason === 'serialUsed') {
    return { do: 'goto', step: 'serial', say: explainPayer(turn, result) };
  }
  if (!result.ok) declineTo(turn, explainPayer(turn, result));
  else {
    turn.say(turn.words.html('finance.payer.saved'));
    await openPayer(turn, universityId);
  }
  return { do: 'end' };
}

const payerIn = (answers: Answers): Payer => ({
  name: answers.payer,
  sheba: answers.sheba as Sheba,
  bic: answers.bic,
  namespace: answers.namespace,
  method: answers.method,
  dates: answers.dates,
  nextSerial: Number(answers.serial),
});

/** What is known, as answers. */
export const presetOf = ({ name, nextSerial, ...rest }: Payer): Partial<Answers> => ({
  ...rest,
  payer: name,
  serial: String(nextSerial),
});

/** From what account a university pays, and how its bank wants to be ordered to. */
export const payerForm: Form<Answers> = {
  name: form,
  version: 1,
  title: (turn) => turn.words.plain('finance.payer.formTitle'),
  about: aboutPayer,
  steps: stepsOf<Answers>()(
    step(given('universityId', whole)),
    sheba,
    payer,
    bic,
    choiceStep<Answers, 'namespace'>({
      form,
      name: 'namespace',
      schema: z.enum(orderNamespaces),
      ask: (turn) => turn.words.html('finance.payer.namespaceAsk'),
      label: (turn) => turn.words.plain('finance.payer.namespace'),
      values: orderNamespaces,
      show: (turn, value) => turn.words.plain(`finance.payer.namespaces.${value}`),
    }),
    choiceStep<Answers, 'method'>({
      form,
      name: 'method',
      schema: z.enum(orderMethods),
      ask: (turn) => turn.words.html('finance.payer.methodAsk'),
      label: (turn) => turn.words.plain('finance.payer.method'),
      values: orderMethods,
      show: (turn, value) => turn.words.plain(`finance.payer.methods.${value}`),
    }),
    choiceStep<Answers, 'dates'>({
      form,
      name: 'dates',
      schema: z.enum(orderDates),
      ask: (turn) => turn.words.html('finance.payer.datesAsk'),
      label: (turn) => turn.words.plain('finance.payer.dates'),
      values: orderDates,
      show: (turn, value) => turn.words.plain(`finance.payer.calendars.${value}`),
    }),
    serial,
    step(
      reviewStep(
        () => payerForm,
        (turn) => turn.words.html('finance.payer.review'),
      ),
    ),
  ),
  finish,
};
