import { z } from 'zod';
import { parseMobile } from '../../../core/accounts/rules.ts';
import {
  addDays,
  type DayRange,
  type IsoDate,
  parseDateIn,
  tehranDate,
} from '../../../core/calendar.ts';
import { parseOfficerIdentity } from '../../../core/cartables/rules.ts';
import {
  answerDelegation,
  offerDelegation,
} from '../../../core/delegations/commands/delegate-cartable.ts';
import { endDelegation } from '../../../core/delegations/commands/end-delegation.ts';
import {
  accountByNumber,
  type Colleague,
  colleaguesFor,
  ownCartables,
} from '../../../core/delegations/queries.ts';
import { longestDelegation } from '../../../core/delegations/rules.ts';
import { dateStep } from '../../forms/date-step.ts';
import {
  type Answer,
  type Form,
  type FormState,
  stepButton,
  stepOf,
  stepsOf,
  tapped,
} from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { readText } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { placeName } from '../../view/place.ts';
import { explainDay } from '../../view/reasons/days.ts';
import { explainDelegate, explainDelegationAnswer } from '../../view/reasons/delegations.ts';
import { aboutOwnCartable } from '../about.ts';
import { confirmTo, declineTo, forOfficers, startForm } from '../officer.ts';
import { showOwnCartables } from './own-cartables.ts';

const name = 'delegation';

const receiver = z.object({ accountId: whole, label: z.string() });

interface Answers {
  cartableId: number;
  placeName: string;
  to: z.infer<typeof receiver>;
  startsOn: string;
  endsOn: string;
  review: true;
}

const step = stepOf<Answers>();

/** More do not fit on a screen; others are found by their number. */
const shownColleagues = 12;

const to = step({
  name: 'to',
  schema: receiver,
  shown: {
    label: (turn) => turn.words.plain('cartables.delegation.to'),
    value: (_turn, { label }) => escapeHtml(label),
  },
  question: async (turn, { answers }) => ({
    text: turn.words.html('cartables.delegation.toAsk', { place: answers.placeName ?? '' }),
    buttons: (await colleagues(turn, answers)).map((colleague) => [
      stepButton(name, 'to', buttonText(turn, colleague), 'pick', String(colleague.accountId)),
    ]),
  }),
  answer: async (turn, input, { answers }): Promise<Answer<z.infer<typeof receiver>>> => {
    const picked = idOf(tapped(input)?.argument);
    const colleague = (await colleagues(turn, answers)).find((one) => one.accountId === picked);
    if (colleague) {
      return { do: 'next', value: { accountId: picked, label: colleague.name ?? '' } };
    }
    const read = readText(turn, input);
    return 'do' in read ? read : byNumber(turn, read.written);
  },
});

const buttonText = ({ words: { plain } }: Turn, { name: label, role }: Colleague): string =>
  `${label ?? ''} · ${plain(`terms.roles.${role}`)}`;

async function colleagues(turn: Turn, { cartableId = 0 }: FormState<Answers>['answers']) {
  const { accountId } = turn.session;
  const all = await colleaguesFor(turn.work.tx, cartableId, accountId ?? 0);
  return all.slice(0, shownColleagues);
}

/** Found by identity number or mobile, and shown by it: names are nothing to be found out here. */
async function byNumber(turn: Turn, typed: string): Promise<Answer<z.infer<typeof receiver>>> {
  const identity = parseOfficerIdentity(typed);
  const mobile = parseMobile(typed);
  const accountId = await accountByNumber(turn.work.tx, {
    ...(identity.ok && { identityNumber: identity.value.value }),
    ...(mobile.ok && { mobile: mobile.value }),
  });
  if (accountId === undefined) {
    return { do: 'stay', say: turn.words.html('cartables.delegation.nobodyFound') };
  }
  return { do: 'next', value: { accountId, label: typed } };
}

/** From today, or from the first day, as long as a cartable may be handed over. */
function daysFor(
  field: 'startsOn' | 'endsOn',
  { work }: Turn,
  { startsOn }: Partial<Answers>,
): DayRange {
  const first = field === 'endsOn' && startsOn ? (startsOn as IsoDate) : tehranDate(work.now);
  return { first, last: addDays(first, longestDelegation - 1) };
}

const dayStep = (field: 'startsOn' | 'endsOn') =>
  dateStep<Answers, typeof field, Parameters<typeof explainDay>[1]>({
    form: name,
    name: field,
    ...(field === 'startsOn' ? { resets: ['endsOn'] } : {}),
    ask: (turn) => turn.words.html(`cartables.delegation.${field}Ask`),
    label: (turn) => turn.words.plain(`cartables.delegation.${field}`),
    range: (turn, answers) => daysFor(field, turn, answers),
    opensAt: ({ first }) => first,
    near: true,
    parse: (text, turn, answers) => parseDateIn(text, daysFor(field, turn, answers)),
    explain: explainDay,
  });

/** Hands the own cartable to somebody for some days. */
export const delegationForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('cartables.delegation.title'),
  about: aboutOwnCartable,
  steps: stepsOf<Answers>()(
    step(given('cartableId', whole)),
    step(given('placeName', z.string())),
    to,
    dayStep('startsOn'),
    dayStep('endsOn'),
    step(
      reviewStep(
        () => delegationForm,
        (turn) => turn.words.html('cartables.delegation.review'),
      ),
    ),
  ),
  finish: async (turn, { cartableId, to: { accountId: toId }, startsOn, endsOn }) => {
    const result = await offerDelegation(turn.work, await turn.person(), {
      ...{ cartableId, toId },
      startsOn: startsOn as IsoDate,
      endsOn: endsOn as IsoDate,
    });
    if (result.ok) {
      turn.say(turn.words.html('cartables.delegation.offered'));
      return { do: 'end' };
    }
    const say = explainDelegate(turn, result);
    const field = stepOfReason[result.reason];
    if (field) return { do: 'goto', step: field, say };
    turn.say(say);
    return { do: 'end' };
  },
};

type Refused = Extract<Awaited<ReturnType<typeof offerDelegation>>, { ok: false }>['reason'];

/** What is to be changed; undefined where nothing would help. */
const stepOfReason: Readonly<Record<Refused, 'to' | 'startsOn' | 'endsOn' | undefined>> = {
  toSelf: 'to',
  unknownPerson: 'to',
  alreadyHolds: 'to',
  inThePast: 'startsOn',
  endsBeforeStart: 'endsOn',
  tooLong: 'endsOn',
  notHeld: undefined,
  alreadyDelegated: undefined,
};

/** Of one cartable there is nothing to choose; of several the list has a button for each. */
const start = forOfficers(async (turn, [id]) => {
  const { accountId } = await turn.person();
  const { held } = await ownCartables(turn.work.tx, accountId ?? 0, turn.work.now);
  const free = held.filter(({ handedTo }) => handedTo === null);
  const chosen =
    free.find(({ cartableId }) => cartableId === idOf(id)) ?? (id ? undefined : only(free));
  if (!chosen) return showOwnCartables(turn);
  await startForm(turn, delegationForm, {
    cartableId: chosen.cartableId,
    placeName: placeName(chosen.place, turn.words),
  });
});

const only = <One>(all: readonly One[]): One | undefined => (all.length === 1 ? all[0] : undefined);

/** Also for who holds nothing yet but the offer. */
async function answer(turn: Turn, [verb, id]: readonly string[]): Promise<void> {
  const { html } = turn.words;
  const person = await turn.person();
  const delegationId = idOf(id);
  const result =
    verb === 'end'
      ? await endDelegation(turn.work, person, { delegationId })
      : await answerDelegation(turn.work, person, { delegationId, accept: verb === 'accept' });
  if (!result.ok) return declineTo(turn, explainDelegationAnswer(turn, result));
  const done = { accept: 'accepted', decline: 'declined', end: 'ended' } as const;
  const key = verb === 'accept' || verb === 'end' ? done[verb] : done.decline;
  confirmTo(turn, html(`cartables.delegation.${key}`));
  turn.signedIn(person.accountId ?? 0);
  await showOwnCartables(turn);
}

export const delegateScreens = {
  commands: { delegate: start },
  taps: { delegate: start, lend: answer },
  forms: [delegationForm],
};
