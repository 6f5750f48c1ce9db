import { z } from 'zod';
import type { CodeTryRefusal } from '../../core/codes/commands.ts';
import { checkCode, issueCode } from '../../core/codes/commands.ts';
import { liveCode } from '../../core/codes/queries.ts';
import type { CodeChannel, CodePurpose, IssueRefusal } from '../../core/codes/types.ts';
import { compact, digits } from '../../core/text.ts';
import type { Turn } from '../intake/turn.ts';
import { formatClock, formatMobile } from '../view/format.ts';
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

interface CodeStep<Answers extends object, Name extends keyof Answers & string> {
  readonly form: string;
  readonly name: Name;
  readonly when?: (answers: Partial<Answers>) => boolean;
  readonly purpose: CodePurpose;
  readonly address: (answers: Partial<Answers>) => string;
  /** How the first code goes out; a new one goes by whichever the person then chooses. */
  readonly channel: (answers: Partial<Answers>) => CodeChannel;
  /** What happens when the code was right, before the form moves on. */
  readonly afterwards?: (
    turn: Turn,
    state: FormState<Answers>,
  ) => Promise<Answer<true> | undefined>;
}

const scratchSchema = z.object({
  codeId: z.string().optional(),
  channel: z.enum(['sms', 'call', 'email']),
  expiresAt: z.string().optional(),
  refused: z.string().optional(),
});
type Issued = z.infer<typeof scratchSchema>;

/** Sends a one-time code and waits for it. A wrong code keeps the step; a new one can be asked for. */
export function codeStep<Answers extends object, Name extends keyof Answers & string>(
  step: CodeStep<Answers, Name>,
): Step<Answers, Name> {
  const order = async (turn: Turn, state: FormState<Answers>, channel: CodeChannel) => {
    const { purpose, address } = step;
    const { chatId } = turn;
    const result = await issueCode(turn.work, {
      chatId,
      purpose,
      channel,
      address: address(state.answers),
    });
    return result.ok
      ? { codeId: result.codeId, channel, expiresAt: result.expiresAt.toISOString() }
      : { refused: explainIssue(turn, result), channel };
  };

  /** Who went back and came again uses the code that is on its way. */
  const codeUnderWay = async (turn: Turn, { answers }: FormState<Answers>) => {
    const { chatId, work } = turn;
    const sent = { chatId, purpose: step.purpose, address: step.address(answers) };
    const live = await liveCode(work.tx, sent, work.now);
    return (
      live && { codeId: live.id, channel: live.channel, expiresAt: live.expiresAt.toISOString() }
    );
  };

  return {
    name: step.name,
    gate: true,
    ...(step.when ? { when: step.when } : {}),
    schema: z.literal(true) as unknown as z.ZodType<Answers[Name]>,
    enter: async (turn, state): Promise<Scratch> => {
      const issued = await order(turn, state, step.channel(state.answers));
      return 'refused' in issued ? ((await codeUnderWay(turn, state)) ?? issued) : issued;
    },
    question: (turn, state) => ({
      text: askForCode(turn, scratchSchema.parse(state.scratch), step.address(state.answers)),
      buttons: newCodeButtons(turn, step.form, step.name, step.channel(state.answers)),
    }),
    answer: async (turn, input, state) => {
      const issued = scratchSchema.parse(state.scratch);
      const tap = tapped(input);
      if (tap?.verb === 'new') {
        const next = await order(turn, state, channelOf(tap.argument, issued.channel));
        if ('refused' in next) return { do: 'stay', say: next.refused };
        return { do: 'redraw', scratch: next };
      }
      const read = readText(turn, input);
      if ('do' in read) return read;
      const refusal = await tryCode(turn, step.purpose, issued, read.written);
      if (refusal) return { do: 'stay', say: refusal };
      const answer = (await step.afterwards?.(turn, state)) ?? { do: 'next' as const, value: true };
      return answer as Answer<Answers[Name]>;
    },
  };
}

const channelOf = (argument: string, otherwise: CodeChannel): CodeChannel =>
  argument === 'sms' || argument === 'call' || argument === 'email' ? argument : otherwise;

function askForCode(turn: Turn, issued: Issued, address: string): string {
  const { html, language } = turn.words;
  if (issued.refused) return html('codes.askRefused', { why: issued.refused });
  const left = new Date(issued.expiresAt ?? 0).getTime() - turn.work.now.getTime();
  if (left <= 0) return html('codes.expired');
  const values = {
    address: formatMobile(address),
    left: formatClock(Math.ceil(left / 1000), language),
  };
  const texts = { sms: 'codes.askSms', call: 'codes.askCall', email: 'codes.askEmail' } as const;
  return html(texts[issued.channel], values);
}

function newCodeButtons(turn: Turn, form: string, step: string, channel: CodeChannel): Buttons {
  const { plain } = turn.words;
  const button = (text: string, by: CodeChannel) => stepButton(form, step, text, 'new', by);
  if (channel === 'email') return [[button(plain('codes.againEmail'), 'email')]];
  return [[button(plain('codes.againSms'), 'sms')], [button(plain('codes.againCall'), 'call')]];
}

/** Undefined: the code was right. */
async function tryCode(
  turn: Turn,
  purpose: CodePurpose,
  issued: Issued,
  written: string,
): Promise<string | undefined> {
  const { html } = turn.words;
  const typed = digits(compact(written));
  if (!/^\d{6}$/.test(typed)) return html('codes.notSixDigits');
  if (!issued.codeId) return html('codes.expired');
  const { chatId } = turn;
  const result = await checkCode(turn.work, { chatId, purpose, codeId: issued.codeId, typed });
  return result.ok ? undefined : explainTry(turn, result);
}

function explainTry(turn: Turn, refusal: CodeTryRefusal): string {
  const { html } = turn.words;
  if (refusal.reason === 'wrong') return html('codes.wrong', { count: refusal.triesLeft });
  const texts = {
    expired: 'codes.expired',
    dead: 'codes.dead',
    used: 'codes.used',
    unknown: 'codes.expired',
    replaced: 'codes.expired',
  } as const;
  return html(texts[refusal.reason]);
}

function explainIssue(turn: Turn, { reason, secondsLeft }: IssueRefusal): string {
  const left = formatClock(secondsLeft, turn.words.language);
  return turn.words.plain(`codes.${reason}`, { left });
}
