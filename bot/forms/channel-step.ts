import { z } from 'zod';
import type { Turn } from '../intake/turn.ts';
import type { FormState } from './form.ts';
import { choiceStep } from './steps.ts';

interface Channel {
  channel: 'sms' | 'call';
}

/** How the first code reaches a mobile; a new one goes by whichever the person then chooses. */
export const channelStep = <Answers extends Channel>(
  form: string,
  ask: (turn: Turn, state: FormState<Answers>) => string | Promise<string>,
) =>
  choiceStep<Answers, 'channel'>({
    form,
    name: 'channel',
    schema: z.enum(['sms', 'call']) as unknown as z.ZodType<Answers['channel']>,
    gate: true,
    ask,
    values: ['sms', 'call'],
    show: (turn, value) =>
      turn.words.plain(value === 'sms' ? 'registration.bySms' : 'registration.byCall'),
  });
