import { z } from 'zod';
import { registerAccount } from '../../../core/accounts/commands/register-account.ts';
import type { Email, Mobile } from '../../../core/accounts/types.ts';
import type { IsoDate } from '../../../core/calendar.ts';
import { acceptRules } from '../../../core/rules/commands.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { type Finish, type Form, stepButton, stepsOf, tapped } from '../../forms/form.ts';
import { passwordStep, repeatStep } from '../../forms/password-steps.ts';
import { pressButton, reviewStep } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { Html } from '../../view/language.ts';
import { rulesText } from '../../view/rules.ts';
import { sayKnown } from '../identity/known.ts';
import { birthDateOf, firstName, lastName } from '../person-steps.ts';
import { type RegistrationAnswers as Answers, formName, identityOf, step } from './answers.ts';
import { channel, email, emailCode, mobile, mobileCode } from './contact-steps.ts';
import { country, identity, kind, nationality } from './identity-steps.ts';

const rules = step({
  name: 'rules',
  schema: z.literal(true),
  gate: true,
  question: (turn) => ({
    text: turn.words.html('registration.rulesAsk', {
      rules: new Html(turn.words.html('rules.registration')),
    }),
    buttons: [[stepButton(formName, 'rules', turn.words.plain('registration.accept'), 'accept')]],
  }),
  answer: async (turn, input) => {
    if (tapped(input)?.verb !== 'accept') return pressButton(turn);
    const text = rulesText('registration', turn.words.language);
    await acceptRules(turn.work, { ...text, chatId: turn.chatId });
    return { do: 'next', value: true };
  },
});

/** As long whatever the password. */
const hidden = '••••••••';

const password = step({
  ...passwordStep((turn) => turn.words.html('registration.passwordAsk')),
  shown: { label: (turn) => turn.words.plain('registration.passwordField'), value: () => hidden },
});

const review = step(
  reviewStep(
    () => registrationForm,
    (turn) => turn.words.html('registration.reviewIntro'),
  ),
);

/** Success is told by the notice, which goes to the chat and to the e-mail address. */
async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const result = await registerAccount(turn.work, await turn.person(), {
    identity: identityOf(answers),
    firstName: answers.firstName,
    lastName: answers.lastName,
    birthDate: answers.birthDate as IsoDate,
    mobile: answers.mobile as Mobile,
    email: answers.email as Email,
    passwordHash: answers.password,
    language: turn.words.language,
  });
  if (result.ok) return { do: 'end' };
  switch (result.reason) {
    case 'mobileNotProven':
      return { do: 'goto', step: 'mobileCode', say: turn.words.html('registration.provenLongAgo') };
    case 'emailNotProven':
      return { do: 'goto', step: 'emailCode', say: turn.words.html('registration.provenLongAgo') };
    case 'rulesNotAccepted':
      return { do: 'goto', step: 'rules', say: turn.words.html('registration.acceptAgain') };
    case 'alreadyRegistered':
      sayKnown(turn, identityOf(answers));
      return { do: 'end' };
    case 'chatHasAccount':
      turn.say(turn.words.html('registration.chatHasAccount'));
      return { do: 'end' };
  }
}

export const registrationForm: Form<Answers> = {
  name: formName,
  version: 1,
  title: (turn) => turn.words.plain('registration.title'),
  steps: stepsOf<Answers>()(
    rules,
    nationality,
    kind,
    country,
    firstName,
    lastName,
    identity,
    birthDateOf(formName),
    mobile,
    email,
    password,
    step(repeatStep()),
    review,
    step(captchaStep(formName)),
    channel,
    mobileCode,
    emailCode,
  ),
  finish,
};
