import { z } from 'zod';
import { checkCode, issueCode } from '../../core/codes/commands.ts';
import { codeOf, liveCode, type ToldCode } from '../../core/codes/queries.ts';
import { codeLimits } from '../../core/codes/rules.ts';
import type { CodeChannel, CodePurpose } from '../../core/codes/types.ts';
import { compact } from '../../core/text.ts';
import type { Turn } from '../intake/turn.ts';
import { newCodeLabels, sayCode, sayNoCode, sayWrong } from '../view/codes.ts';
import { formatMobile } from '../view/format.ts';
import { Html } from '../view/language.ts';
import type { Buttons } from '../view/message.ts';
import {
  type Answer,
  type FormState,
  type Scratch,
  type Step,
  stepButton,
  tapped,
} from './form.ts';
import { readText } from './steps.ts';

/** Where a code goes, when that is not for the person to see. */
export interface Recipient {
  readonly address: string;
  /** What the person sees of it. */
  readonly shown: string;
  /** Nobody reads there: the code is asked for and tried like any other, and goes nowhere. */
  readonly nobody?: boolean;
}

interface CodeStep<Answers extends object, Name extends keyof Answers & string> {
  readonly form: string;
  readonly name: Name;
  readonly when?: (answers: Partial<Answers>) => boolean;
  readonly purpose: CodePurpose;
  readonly address: (
    answers: Partial<Answers>,
    turn: Turn,
  ) => string | Recipient | Promise<Recipient>;
  /** How the first code goes out; a new one to a phone goes by whichever the person then chooses. */
  readonly channel: (answers: Partial<Answers>) => CodeChannel;
  /** What to do when no code comes. */
  readonly note?: (turn: Turn) => string;
  /** The last step of a form, after which more is told than that the code was right. */
  readonly isLast?: boolean;
  /** What happens when the code was right, before the form moves on. */
  readonly afterwards?: (
    turn: Turn,
    state: FormState<Answers>,
  ) => Promise<Answer<true> | undefined>;
}

/** Either a code is on its way, or `refused` says why none is and when one can be had. */
const scratchSchema = z.object({ codeId: z.uuid().optional(), refused: z.string().optional() });
type Issued = z.infer<typeof scratchSchema>;

/** Sends a one-time code and waits for it. A wrong code keeps the step; a new one can be asked for. */
export function codeStep<Answers extends object, Name extends keyof Answers & string>(
  step: CodeStep<Answers, Name>,
): Step<Answers, Name> {
  const { form, name, purpose } = step;

  const recipientOf = async (turn: Turn, { answers }: FormState<Answers>): Promise<Recipient> => {
    const to = await step.address(answers, turn);
    return typeof to === 'string' ? { address: to, shown: formatMobile(to) } : to;
  };

  const order = async (
    turn: Turn,
    state: FormState<Answers>,
    channel: CodeChannel,
  ): Promise<Issued> => {
    const { work, chatId, words } = turn;
    const { address, nobody = false } = await recipientOf(turn, state);
    const what = { chatId, purpose, channel, address };
    const result = await issueCode(work, what, { send: !nobody });
    return result.ok ? { codeId: result.codeId } : { refused: sayNoCode(result, work.now, words) };
  };

  /** Who went back and came again uses the code that is on its way. */
  const codeUnderWay = async (turn: Turn, state: FormState<Answers>): Promise<Scratch> => {
    const { chatId, work } = turn;
    const { address } = await recipientOf(turn, state);
    const sent = { chatId, purpose, address };
    const codeId = await liveCode(work.tx, sent, work.now);
    return codeId === undefined ? {} : { codeId };
  };

  const buttons = (turn: Turn, { answers }: FormState<Answers>): Buttons =>
    channelsOf(step.channel(answers)).map((channel) => [
      stepButton(form, name, turn.words.plain(newCodeLabels[channel]), 'new', channel),
    ]);

  const another = async (
    turn: Turn,
    state: FormState<Answers>,
    channel: CodeChannel,
  ): Promise<Answer<never>> => {
    const issued = await order(turn, state, channel);
    if (issued.refused) return { do: 'stay', say: issued.refused };
    // Drawn in place, "5:00 left" would look as it did, and as if nothing had happened.
    turn.dropButtons();
    return { do: 'stay', say: turn.words.html('codes.another'), scratch: issued, again: true };
  };

  const taken = async (turn: Turn, state: FormState<Answers>): Promise<Answer<Answers[Name]>> => {
    const said = step.isLast ? {} : { say: turn.words.html('codes.right') };
    const right = { do: 'next' as const, value: true as const, ...said };
    return ((await step.afterwards?.(turn, state)) ?? right) as Answer<Answers[Name]>;
  };

  return {
    name,
    gate: true,
    ...(step.when ? { when: step.when } : {}),
    schema: z.literal(true) as unknown as z.ZodType<Answers[Name]>,
    scratch: scratchSchema,
    enter: async (turn, state): Promise<Scratch> => {
      const issued = await order(turn, state, step.channel(state.answers));
      return issued.refused ? { ...issued, ...(await codeUnderWay(turn, state)) } : issued;
    },
    question: async (turn, state) => ({
      text: [
        await askForCode(turn, scratchSchema.parse(state.scratch), await recipientOf(turn, state)),
        ...(step.note ? [step.note(turn)] : []),
      ].join('\n\n'),
      buttons: buttons(turn, state),
    }),
    answer: async (turn, input, state) => {
      const tap = tapped(input);
      const asked = channelsOf(step.channel(state.answers)).find((way) => way === tap?.argument);
      if (tap?.verb === 'new' && asked) return another(turn, state, asked);
      const read = readText(turn, input);
      if ('do' in read) return read;
      const issued = scratchSchema.parse(state.scratch);
      const recipient = await recipientOf(turn, state);
      const wrong = await tryCode(turn, { purpose, issued, recipient }, read.written);
      if (!wrong) return taken(turn, state);
      const more = wrong.lost ? { buttons: buttons(turn, state) } : {};
      return { do: 'stay', say: wrong.text, ...more };
    },
  };
}

/** A phone can be written to and called, whichever was chosen first. */
const channelsOf = (first: CodeChannel): readonly CodeChannel[] =>
  first === 'email' ? ['email'] : ['sms', 'call'];

const codeIn = async ({ work, chatId }: Turn, { codeId }: Issued): Promise<ToldCode | null> =>
  codeId === undefined ? null : codeOf(work.tx, { codeId, chatId });

async function askForCode(turn: Turn, issued: Issued, { shown }: Recipient): Promise<string> {
  const { words, work } = turn;
  if (issued.codeId !== undefined) {
    return sayCode(await codeIn(turn, issued), { shown, now: work.now }, words);
  }
  return words.html('codes.askRefused', { why: new Html(issued.refused ?? '') });
}

/** Undefined: the code was right. `lost`: it cannot be right any more, and a new one is needed. */
async function tryCode(
  turn: Turn,
  { purpose, issued, recipient }: { purpose: CodePurpose; issued: Issued; recipient: Recipient },
  written: string,
): Promise<{ readonly text: string; readonly lost: boolean } | undefined> {
  const { words, work, chatId } = turn;
  const typed = compact(written);
  if (!new RegExp(`^\\d{${codeLimits.digits}}$`).test(typed))
    return { text: words.html('codes.notSixDigits'), lost: false };
  const { codeId } = issued;
  if (codeId === undefined) return { text: await askForCode(turn, issued, recipient), lost: true };
  const result = await checkCode(work, { chatId, purpose, codeId, typed });
  if (result.ok) return undefined;
  return sayWrong(result, await codeIn(turn, issued), work.now, words);
}
