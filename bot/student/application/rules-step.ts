import { z } from 'zod';
import { acceptRules } from '../../../core/rules/commands.ts';
import { type Answer, stepButton, tapped } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import { Html } from '../../view/language.ts';
import { rulesText } from '../../view/rules.ts';
import { lookUp } from '../look-up.ts';
import { formName, step } from './answers.ts';

/** The rules of Hamyar; what they say of this student is shown right after. */
export const rulesStep = step({
  name: 'rules',
  schema: z.literal(true),
  gate: true,
  question: (turn) => ({
    text: turn.words.html('application.rulesAsk', {
      rules: new Html(turn.words.html('rules.hamyar')),
    }),
    buttons: [[stepButton(formName, 'rules', turn.words.plain('registration.accept'), 'accept')]],
  }),
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
  answer: async (turn, input): Promise<Answer<true>> => {
    if (tapped(input)?.verb !== 'accept') return pressButton(turn);
    const { accountId } = turn.session;
    const text = rulesText('hamyar', turn.words.language);
    await acceptRules(turn.work, { ...text, chatId: turn.chatId, accountId });
    return { do: 'next', value: true };
  },
});
