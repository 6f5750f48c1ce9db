import { z } from 'zod';
import { countWrongCaptcha, forgiveCaptcha } from '../../core/chats/commands/note-chat.ts';
import { plain } from '../../core/text.ts';
import type { Random } from '../../core/work.ts';
import type { Turn } from '../intake/turn.ts';
import { captchaAlphabet } from '../view/pictures/captcha.ts';
import { type Answer, type FormState, type Scratch, stepButton, tapped } from './form.ts';
import { readText } from './steps.ts';

const length = 5;
/** Wrong answers to one picture before another is drawn. */
const triesPerPicture = 3;
/** Wrong answers of a chat before it has to wait. */
const triesInAll = 10;
const blockedMs = 60 * 60 * 1000;

const scratchSchema = z.object({ text: z.string(), seed: z.number(), wrong: z.number() });
type Captcha = z.infer<typeof scratchSchema>;

type State = FormState<{ captcha: true }>;

const draw = (random: Random): Captcha => ({
  text: Array.from({ length }, () => captchaAlphabet[random.int(captchaAlphabet.length)]).join(''),
  seed: random.int(2 ** 31),
  wrong: 0,
});

/** A picture of five characters, before anything that costs money or touches others. */
export const captchaStep = (form: string) => ({
  name: 'captcha' as const,
  schema: z.literal(true),
  scratch: scratchSchema,
  gate: true,
  enter: (turn: Turn): Scratch => ({ ...draw(turn.work.random) }),
  question: (turn: Turn, { scratch }: State) => {
    const { text, seed } = scratchSchema.parse(scratch);
    return {
      text: turn.words.html('registration.captchaAsk'),
      picture: { kind: 'captcha' as const, text, seed },
      buttons: [
        [stepButton(form, 'captcha', turn.words.plain('registration.captchaOther'), 'another')],
      ],
    };
  },
  answer: async (
    turn: Turn,
    input: Parameters<typeof tapped>[0],
    state: State,
  ): Promise<Answer<true>> => {
    const blocked = blockedSeconds(turn);
    if (blocked > 0) return { do: 'stay', say: sayBlocked(turn, blocked) };
    if (tapped(input)?.verb === 'another') {
      return { do: 'redraw', scratch: { ...draw(turn.work.random) } };
    }
    const read = readText(turn, input);
    if ('do' in read) return read;
    const captcha = scratchSchema.parse(state.scratch);
    if (plain(read.written).replaceAll(/\s/g, '') !== captcha.text)
      return wrongAnswer(turn, captcha);
    await forgiveCaptcha(turn.work, turn.chatId);
    return { do: 'next', value: true };
  },
});

async function wrongAnswer(turn: Turn, captcha: Captcha): Promise<Answer<true>> {
  const blockedUntil = new Date(turn.work.now.getTime() + blockedMs);
  const { blocked } = await countWrongCaptcha(turn.work, turn.chatId, {
    limit: triesInAll,
    blockedUntil,
  });
  // The picture that is on the screen holds after the wait too.
  if (blocked) return { do: 'stay', say: sayBlocked(turn, blockedMs / 1000) };
  const wrong = captcha.wrong + 1;
  if (wrong < triesPerPicture) {
    const say = turn.words.html('registration.captchaWrong');
    return { do: 'stay', say, scratch: { ...captcha, wrong } };
  }
  const say = turn.words.html('registration.captchaNew');
  return { do: 'stay', say, scratch: { ...draw(turn.work.random) }, again: true };
}

const blockedSeconds = ({ session, work }: Turn): number =>
  Math.ceil(((session.captchaBlockedUntil?.getTime() ?? 0) - work.now.getTime()) / 1000);

const sayBlocked = (turn: Turn, seconds: number): string =>
  turn.words.html('registration.captchaBlocked', {
    minutes: Math.ceil(seconds / 60),
  });
