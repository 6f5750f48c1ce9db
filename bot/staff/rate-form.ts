import { z } from 'zod';
import {
  addDays,
  type DayRange,
  type IsoDate,
  parseDateIn,
  tehranDate,
} from '../../core/calendar.ts';
import { type SetRateRefusal, setRate } from '../../core/pay/commands/set-rate.ts';
import { parseRial } from '../../core/pay/rules/rial.ts';
import { checkRate, rateStep } from '../../core/pay/rules.ts';
import type { RateRefusal } from '../../core/pay/types.ts';
import { type Level, levels } from '../../core/registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { dateStep } from '../forms/date-step.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { readable } from '../forms/kept.ts';
import { reviewStep } from '../forms/review.ts';
import { choiceStep, textStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDate, formatRial } from '../view/format.ts';
import { explainDay } from '../view/reasons/days.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { declineTo } from './officer.ts';
import { openRates } from './rates-page.ts';

interface Answers {
  level: Level;
  /** Whole rial in digits. */
  rate: string;
  validFrom: string;
  review: true;
}

const form = 'rate';
const step = stepOf<Answers>();

const daysBack = 366;
const daysAhead = 800;

/** A rate may be late by a year: a new year's is often decided in its middle. */
const range = ({ work }: Turn): DayRange => {
  const today = tehranDate(work.now);
  return { first: addDays(today, -daysBack), last: addDays(today, daysAhead) };
};

const rate = textStep<Answers, 'rate', RateRefusal | Refusal<'wrongForm'>>({
  name: 'rate',
  ask: (turn) => turn.words.html('finance.rates.rateAsk'),
  label: (turn) => turn.words.plain('finance.rates.rate'),
  show: (turn, value) =>
    turn.words.html('finance.rates.rial', { rate: formatRial(value, turn.words.language) }),
  parse: readRate,
  explain: (turn, refusal) => explainRate(turn, refusal),
  schema: readable(readRate).regex(/^\d+$/),
});

function readRate(
  text: string,
): Result<{ readonly value: string }, RateRefusal | Refusal<'wrongForm'>> {
  const rial = parseRial(text);
  if (rial === undefined) return refuse('wrongForm');
  const checked = checkRate(rial);
  return checked.ok ? ok({ value: String(rial) }) : checked;
}

function explainRate(
  turn: Turn,
  refusal: SetRateRefusal | RateRefusal | Refusal<'wrongForm'>,
): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'wrongForm':
    case 'notPositive':
    case 'alreadySet':
      return html(`finance.rates.${refusal.reason}`);
    case 'notDivisible':
      return html('finance.rates.notDivisible', { step: Number(rateStep) });
    default:
      return explainCan(turn, refusal);
  }
}

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const set = {
    level: answers.level,
    rialPerHour: BigInt(answers.rate),
    validFrom: answers.validFrom as IsoDate,
  };
  const result = await setRate(turn.work, await turn.person(), set);
  if (!result.ok && result.reason === 'alreadySet') {
    return { do: 'goto', step: 'validFrom', say: explainRate(turn, result) };
  }
  if (!result.ok) declineTo(turn, explainRate(turn, result));
  else {
    turn.say(turn.words.html('finance.rates.saved'));
    await openRates(turn);
  }
  return { do: 'end' };
}

/** A level's rate an hour from a day on. */
export const rateForm: Form<Answers> = {
  name: form,
  version: 1,
  title: (turn) => turn.words.plain('finance.rates.formTitle'),
  steps: stepsOf<Answers>()(
    choiceStep<Answers, 'level'>({
      form,
      name: 'level',
      schema: z.enum(levels),
      ask: (turn) => turn.words.html('finance.rates.levelAsk'),
      label: (turn) => turn.words.plain('finance.rates.levelLabel'),
      values: levels,
      show: (turn, value) => turn.words.plain(`terms.levels.${value}`),
    }),
    rate,
    dateStep<Answers, 'validFrom', Parameters<typeof explainDay>[1]>({
      form,
      name: 'validFrom',
      ask: (turn) => turn.words.html('finance.rates.validFromAsk'),
      label: (turn) => turn.words.plain('finance.rates.validFrom'),
      range,
      opensAt: ({ first }) => addDays(first, daysBack),
      near: true,
      parse: (text, turn) => parseDateIn(text, range(turn)),
      explain: explainDay,
    }),
    step(
      reviewStep(
        () => rateForm,
        (turn, { validFrom }) =>
          turn.words.html(
            String(validFrom) <= tehranDate(turn.work.now)
              ? 'finance.rates.reviewPast'
              : 'finance.rates.review',
            { day: formatDate(String(validFrom), turn.words.language) },
          ),
      ),
    ),
  ),
  finish,
};
