import { z } from 'zod';
import {
  checkClaim,
  claimAdministration,
} from '../../../core/cartables/commands/claim-administration.ts';
import { asOfficer } from '../../../core/cartables/queries.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep } from '../../forms/code-step.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { reviewStep } from '../../forms/review.ts';
import type { Handler } from '../../intake/handler.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import { explainAdministration } from '../../view/reasons/cartables.ts';
import { given } from '../given.ts';
import { startForm } from '../officer.ts';
import { type OfficerAnswers, officerOf, officerSteps } from './officer-person.ts';

const name = 'administration';

interface Answers extends OfficerAnswers {
  claimId: number;
  /** Whether the person was signed in; the account then says who it is. */
  known: boolean;
  review: true;
  captcha: true;
  channel: 'sms' | 'call';
  code: true;
}

const step = stepOf<Answers>();
const self = officerSteps('self');
const ofStrangers = { when: ({ known }: Partial<Answers>) => known === false };

const channel = channelStep<Answers>(name, (turn, { answers }) =>
  turn.words.html('registration.channelAsk', { mobile: formatMobile(answers.mobile ?? '') }),
);

/** The first administrator: who has the code of the terminal says who they are, and proves the mobile. */
export const administrationForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('cartables.administration.title'),
  steps: stepsOf<Answers>()(
    step(given('claimId', z.number())),
    step(given('known', z.boolean())),
    step({ ...self.firstName, ...ofStrangers }),
    step({ ...self.lastName, ...ofStrangers }),
    step({ ...self.identity, ...ofStrangers }),
    step({ ...self.mobile, ...ofStrangers, resets: ['channel', 'code'] }),
    step(
      reviewStep(
        () => administrationForm,
        (turn) => turn.words.html('cartables.administration.review'),
      ),
    ),
    step(captchaStep(name)),
    channel,
    codeStep<Answers, 'code'>({
      form: name,
      name: 'code',
      purpose: 'invitation',
      address: ({ mobile }) => mobile ?? '',
      channel: ({ channel: by }) => by ?? 'sms',
    }),
  ),
  finish: async (turn, { claimId, ...answers }) => {
    const officer = officerOf(answers);
    const result = await claimAdministration(turn.work, await turn.person(), { claimId, officer });
    if (result.ok) await welcome(turn, result);
    else turn.say(explainAdministration(turn, result));
    return { do: 'end' };
  },
};

async function welcome(
  turn: Turn,
  { accountId, signedIn }: { readonly accountId: number; readonly signedIn: boolean },
): Promise<void> {
  const { html, plain } = turn.words;
  if (!signedIn) return turn.say(html('cartables.administration.elsewhere'));
  turn.signedIn(accountId);
  turn.say(html('cartables.administration.done'), {
    buttons: [[{ text: plain('menu.open'), data: 'menu' }]],
  });
}

/** `/claim <code>`, or the same code by a deep link. */
export const claim: Handler = async (turn, words) => {
  const typed = words.join('');
  if (typed === '') return turn.say(turn.words.html('cartables.administration.codeMissing'));
  const checked = await checkClaim(turn.work, turn.chatId, typed);
  if (!checked.ok) return turn.say(explainAdministration(turn, checked));
  await startForm(turn, administrationForm, { claimId: checked.claimId, ...(await knownOf(turn)) });
};

/** What the account already says of who is signed in. */
async function knownOf(turn: Turn): Promise<Partial<Answers>> {
  const { accountId } = turn.session;
  const officer = accountId === null ? null : await asOfficer(turn.work.tx, accountId);
  if (!officer) return { known: false };
  const { identity, ...names } = officer;
  return { known: true, ...names, identity: identity.value };
}

export const administrationScreens = {
  commands: { claim },
  forms: [administrationForm],
};
