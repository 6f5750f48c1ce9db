import { z } from 'zod';
import {
  checkClaim,
  claimAdministration,
} from '../../../core/cartables/commands/claim-administration.ts';
import type { OfficerAccount } from '../../../core/cartables/commands/open-officer.ts';
import { asOfficer } from '../../../core/cartables/queries.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep } from '../../forms/code-step.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import type { Handler } from '../../intake/handler.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import { explainAdministration } from '../../view/reasons/cartables.ts';
import { startForm } from '../officer.ts';
import { knownOfficer, type OfficerAnswers, officerOf, officerSteps } from './officer-person.ts';

const name = 'administration';

interface Answers extends OfficerAnswers {
  claimId: number;
  /** What the account says of who was signed in; false of a stranger, who is asked. */
  known: OfficerAnswers | false;
  review: true;
  captcha: true;
  channel: 'sms' | 'call';
  code: true;
}

const step = stepOf<Answers>();
const self = officerSteps('self');
const ofStrangers = { when: ({ known }: Partial<Answers>) => known === false };

const mobileIn = ({ known, mobile = '' }: Partial<Answers>): string =>
  known ? known.mobile : mobile;

const channel = channelStep<Answers>(name, (turn, { answers }) =>
  turn.words.html('registration.channelAsk', { mobile: formatMobile(mobileIn(answers)) }),
);

/** The first administrator: who has the code of the terminal says who they are, and proves the mobile. */
export const administrationForm: Form<Answers> = {
  name,
  version: 2,
  title: (turn) => turn.words.plain('cartables.administration.title'),
  steps: stepsOf<Answers>()(
    step(given('claimId', whole)),
    step(given('known', z.union([z.literal(false), knownOfficer]))),
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
      address: mobileIn,
      channel: ({ channel: by }) => by ?? 'sms',
    }),
  ),
  finish: async (turn, { claimId, known, ...answers }) => {
    const officer = officerOf(known || answers);
    const result = await claimAdministration(turn.work, await turn.person(), { claimId, officer });
    if (result.ok) await welcome(turn, result);
    else turn.say(explainAdministration(turn, result));
    return { do: 'end' };
  },
};

async function welcome(turn: Turn, { accountId, signedIn, moved }: OfficerAccount): Promise<void> {
  const { html, plain } = turn.words;
  if (!signedIn) return turn.say(html('cartables.administration.elsewhere'));
  turn.signedIn(accountId);
  if (moved) turn.say(html('cartables.officer.moved'));
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
  await startForm(turn, administrationForm, {
    claimId: checked.claimId,
    known: await knownOf(turn),
  });
};

/** What the account already says of who is signed in, where an officer can be known by it. */
async function knownOf(turn: Turn): Promise<Answers['known']> {
  const { accountId } = turn.session;
  const officer = accountId === null ? null : await asOfficer(turn.work.tx, accountId);
  if (!officer) return false;
  const { identity, ...names } = officer;
  const known = knownOfficer.safeParse({ ...names, identity: identity.value });
  return known.success && known.data;
}

export const administrationScreens = {
  commands: { claim },
  forms: [administrationForm],
};
