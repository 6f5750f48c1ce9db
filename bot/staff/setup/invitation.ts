import { z } from 'zod';
import { maskMobile, parseMobile } from '../../../core/accounts/rules.ts';
import {
  acceptInvitation,
  nameInvitee,
  openLink,
} from '../../../core/cartables/commands/accept-invitation.ts';
import { parseOfficerIdentity } from '../../../core/cartables/rules.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep } from '../../forms/code-step.ts';
import { type Answer, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { readable } from '../../forms/kept.ts';
import { readText } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import { placeName } from '../../view/place.ts';
import { explainLink } from '../../view/reasons/cartables.ts';
import { startForm } from '../officer.ts';
import { explainOfficerIdentity } from './officer-person.ts';

const name = 'invitation';

interface Answers {
  invitationId: string;
  /** The mobile that was named, once the person has said the identity number that was named. */
  mobile: string;
  captcha: true;
  channel: 'sms' | 'call';
  code: true;
}

const step = stepOf<Answers>();

/** It is not the person's own word, so it is not shown whole. */
const shown = (mobile: string): string => formatMobile(maskMobile(mobile));

const mobile = step({
  name: 'mobile',
  schema: readable(parseMobile),
  gate: true,
  question: (turn) => ({ text: turn.words.html('cartables.person.self.identity') }),
  answer: async (turn, input, { answers }): Promise<Answer<string>> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseOfficerIdentity(read.written);
    if (!parsed.ok) return { do: 'stay', say: explainOfficerIdentity(turn, parsed) };
    const invitationId = answers.invitationId ?? '';
    const named = await nameInvitee(turn.work, await turn.person(), {
      invitationId,
      identity: parsed.value,
    });
    if (named.ok) return { do: 'next', value: named.mobile };
    const say = explainLink(turn, named);
    if (named.reason === 'wrongIdentity' || named.reason === 'blocked') return { do: 'stay', say };
    // The link itself leads nowhere any more: no number mends that.
    turn.say(say);
    return { do: 'end' };
  },
});

const channel = channelStep<Answers>(name, (turn, { answers }) =>
  turn.words.html('registration.channelAsk', { mobile: shown(answers.mobile ?? '') }),
);

/** The person who was named shows to be that person, by identity number and mobile, and holds the cartable. */
export const invitationForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('cartables.invitation.title'),
  steps: stepsOf<Answers>()(
    step(given('invitationId', z.uuid())),
    mobile,
    step(captchaStep(name)),
    channel,
    codeStep<Answers, 'code'>({
      form: name,
      name: 'code',
      purpose: 'invitation',
      address: ({ mobile: address = '' }) => ({ address, shown: shown(address) }),
      channel: ({ channel: by }) => by ?? 'sms',
    }),
  ),
  finish: async (turn, { invitationId }) => {
    const result = await acceptInvitation(turn.work, await turn.person(), { invitationId });
    if (result.ok) welcome(turn, result);
    else turn.say(explainLink(turn, result));
    return { do: 'end' };
  },
};

type Accepted = Extract<Awaited<ReturnType<typeof acceptInvitation>>, { ok: true }>;

function welcome(turn: Turn, { accountId, signedIn, moved, place }: Accepted): void {
  const { html, plain } = turn.words;
  const values = { place: placeName(place, turn.words) };
  if (signedIn) turn.signedIn(accountId);
  else {
    turn.say(html('cartables.invitation.elsewhere', values));
    return;
  }
  if (moved) turn.say(html('cartables.officer.moved'));
  turn.say(html('cartables.invitation.accepted', values), {
    buttons: [
      [{ text: plain('menu.inbox'), data: 'inbox' }],
      [{ text: plain('menu.open'), data: 'menu' }],
    ],
  });
}

/** The link of an invitation was opened. */
export async function openInvitation(turn: Turn, [token]: readonly [string]): Promise<void> {
  const opened = await openLink(turn.work, await turn.person(), token);
  if (!opened.ok) return turn.say(explainLink(turn, opened));
  const { invitationId, place, known } = opened;
  turn.say(turn.words.html('cartables.invitation.opened', { place: placeName(place, turn.words) }));
  await startForm(turn, invitationForm, { invitationId, ...(known ?? {}) });
}
