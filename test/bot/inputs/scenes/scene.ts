import { deriveCode } from '../../../../core/codes/rules.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { nationalId, sheba } from '../../../support/made-up.ts';
import type { Sent } from '../input-chat.ts';
import type { RecordedBot } from '../recorded-bot.ts';

/** What a story is built on. `turn` tells one variant of a scene from another. */
export interface Stage {
  readonly database: TestDatabase;
  readonly bot: RecordedBot;
  readonly turn: number;
}

/** A person before a form, and what leads to its end. */
export interface Scene {
  readonly chatId: bigint;
  /** What opens the form, from any state. */
  readonly open: readonly Sent[];
  /** Opening it begins anew: it is about what the button or command names, or about who has signed in. */
  readonly anew?: boolean | 'signedIn';
  /** What is answered grows wrong with time; then the person begins anew. */
  readonly ages?: boolean;
  /** What was answered before this step leads elsewhere: then the right way is back. */
  readonly astray?: ((asked: Asked) => boolean) | undefined;
  /** Right answers by step, where the usual ones do not do. */
  readonly right?: Rights;
}

/** What a person has before the eyes who is asked something. */
export interface Asked {
  readonly form: string;
  readonly step: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly scratch: Readonly<Record<string, unknown>>;
  /** Data of the buttons below the question. */
  readonly buttons: readonly string[];
  readonly chatId: bigint;
  readonly database: TestDatabase;
  readonly turn: number;
  /** How often the right answer has led nowhere by now. */
  readonly stuck: number;
}

type Right = (asked: Asked) => Sent | Promise<Sent>;
export type Rights = Readonly<Record<string, Right>>;

/** One of several, by the variant of the scene. */
export const oneOf = <Value>(values: readonly Value[], turn: number): Value => {
  const value = values[turn % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

/** A button of this step. */
export const stepTap = ({ form, step }: Asked, rest: string): Sent => ({
  tap: `f:${form}:${step}:${rest}`,
});

/** The question with its buttons, where a tap that nobody offered has taken them away. */
export const shownAgain = ({ form }: Asked): Sent => ({ tap: `f:${form}:-:open` });

export const password = 'Ramz-2040-ye';

const text =
  (written: string): Right =>
  () => ({ text: written });

/** The newest code that this chat can use, as the person reads it; otherwise asks for one. */
const code: Right = async (asked) => {
  const { database, chatId, scratch, stuck } = asked;
  const live = await database.db.read.oneTimeCode.findFirst({
    where: { chatId, usedAt: null, replacedAt: null, expiresAt: { gt: database.clock.now() } },
    orderBy: { issuedAt: 'desc' },
  });
  if (!live || live.id !== scratch['codeId'] || stuck % 2 === 1) {
    return stepTap(asked, `new:${asked.step === 'emailCode' ? 'email' : 'sms'}`);
  }
  return { text: deriveCode(secret, live.id) };
};

const secret = new TextEncoder().encode('the secret of the test installation');

/** Right answers that mean the same in every form that has a step of this name. */
const usual: Rights = {
  firstName: text('نگار'),
  lastName: text('نمونه‌پور'),
  birthDate: text('۱۳۸۰/۰۲/۲۵'),
  mobile: ({ turn }) => ({ text: `0912${String(3_000_000 + turn).padStart(7, '0')}` }),
  email: ({ turn }) => ({ text: `person${turn}@example.test` }),
  password: text(password),
  repeat: text(password),
  captcha: ({ scratch }) => ({ text: String(scratch['text']) }),
  mobileCode: code,
  emailCode: code,
  code,
  review: (asked) => stepTap(asked, 'send'),
  sheba: ({ turn }) => ({ text: sheba(5_000_000 + turn) }),
  note: text('عصرها آزادم'),
  text: text('به این دلیل'),
  reason: text('به این دلیل'),
  reasonText: text('به این دلیل'),
  answer: text('پاسخ این است'),
  minutes: text('۲۰'),
};

const never = /^(back|skip|cancel|stay|discard|open)$/;

/** The first of the step's own buttons, or one of its answers where there are several. */
function pressed(asked: Asked): Sent {
  const start = `f:${asked.form}:${asked.step}:`;
  const own = asked.buttons.filter(
    (data) => data.startsWith(start) && !never.test(data.slice(start.length).split(':')[0] ?? ''),
  );
  if (own.length === 0) return shownAgain(asked);
  return { tap: oneOf([...new Set(own)], asked.turn + asked.stuck) };
}

/** What leads on from the step that is asked. */
export const rightAnswer = async (scene: Scene, asked: Asked): Promise<Sent> =>
  scene.astray?.(asked)
    ? stepTap(asked, 'back')
    : (scene.right?.[asked.step] ?? usual[asked.step] ?? pressed)(asked);

export const someNationalId = (turn: number) => nationalId(8_000_000 + turn);
