import { isDeepStrictEqual } from 'node:util';
import { screens } from '../../../bot/screens.ts';
import type { StoredForm } from '../../../core/chats/types.ts';
import { normalise, storable } from '../../../core/text.ts';
import type { Exchange } from './conversation.ts';
import type { Kept, Sent } from './input-chat.ts';

type Answers = Readonly<Record<string, unknown>>;
const answersOf = (row: StoredForm): Answers => (row.content as { answers: Answers }).answers;

/** What kind of input a person sends; a command is no text to a form. */
function kindOf(sent: Sent): 'text' | 'command' | 'tap' | 'file' | 'phone' | 'other' {
  if ('tap' in sent) return 'tap';
  if ('file' in sent) return 'file';
  if ('phone' in sent) return 'phone';
  if ('text' in sent) return /^\/[a-z_]+(@\w+)?(\s|$)/i.test(sent.text) ? 'command' : 'text';
  return 'other';
}

/** The form that an input is an answer to, if it is one to any. */
function meant({ sent, before }: Exchange): string | undefined {
  if ('tap' in sent) return /^f:([^:]*)/.exec(sent.tap)?.[1];
  return kindOf(sent) === 'command' ? undefined : (before.activeForm ?? undefined);
}

/** Whether a form stands as it stood. */
export function isSame(form: string, before: Kept, after: Kept): boolean {
  const [was, is] = [before.forms.get(form), after.forms.get(form)];
  return was?.step === is?.step && isDeepStrictEqual(was?.content, is?.content);
}

interface Circumstances {
  /** What leads on from the question that was asked. */
  readonly right: Sent | undefined;
  /** Opening the form begins it anew. */
  readonly anew: boolean;
}

/**
 * What was answered stays, but for the answer to what was asked and what that one resets. Says what
 * did not stay, or came without being asked for.
 */
export function whatWentWrong(exchange: Exchange, now: Circumstances): string | undefined {
  for (const was of exchange.before.forms.values()) {
    const is = exchange.after.forms.get(was.form);
    const wrong =
      meant(exchange) === was.form
        ? wrongInAnswered(exchange, was, is, now.right)
        : wrongInUntouched(exchange, was, is, now.anew);
    if (wrong) return wrong;
  }
  return undefined;
}

/** Forms with whose end others end: those of a stranger who has an account now, or of who has none any more. */
const endingOthers: Readonly<Record<string, RegExp>> = {
  signin: /^(registration|recovery)$/,
  recovery: /^(registration|signin)$/,
  leave: /./,
};

function endedWithAnother({ before, after }: Exchange, form: string): boolean {
  return Object.entries(endingOthers).some(
    ([other, ends]) => before.forms.has(other) && !after.forms.has(other) && ends.test(form),
  );
}

/** A form that is none of this input's affair. */
function wrongInUntouched(
  exchange: Exchange,
  was: StoredForm,
  is: StoredForm | undefined,
  anew: boolean,
): string | undefined {
  const { after } = exchange;
  if (!is) return endedWithAnother(exchange, was.form) ? undefined : `the form ${was.form} is gone`;
  if (anew && after.activeForm === was.form) return undefined;
  return isDeepStrictEqual(answersOf(was), answersOf(is))
    ? undefined
    : `answers of ${was.form} changed although something else was done`;
}

function wrongInAnswered(
  { sent, before }: Exchange,
  was: StoredForm,
  is: StoredForm | undefined,
  right: Sent | undefined,
): string | undefined {
  const isAsked = before.activeForm === was.form;
  if (isAsked && right && cannotAnswer(sent, right, was.step)) {
    const stays = is?.step === was.step && isDeepStrictEqual(answersOf(is), answersOf(was));
    if (!stays) return `${was.step} was answered by what is no answer to it`;
  }
  if (is) return wrongAnswer(was, answersOf(is));
  return isAsked && mayEnd(sent) ? undefined : `the form ${was.form} is gone`;
}

function wrongAnswer(was: StoredForm, now: Answers): string | undefined {
  const form = screens.forms.find(({ name }) => name === was.form);
  const resets = form?.steps.find(({ name }) => name === was.step)?.resets ?? [];
  const mayGo = new Set<string>([was.step, 'review', ...(resets as string[])]);
  const before = answersOf(was);
  const lost = Object.keys(before).find((name) => !(name in now) && !mayGo.has(name));
  if (lost) return `the answer to ${lost} is lost`;
  const other = Object.keys(now).find(
    (name) => name !== was.step && !isDeepStrictEqual(now[name], before[name]),
  );
  return other && `${other} has an answer that nobody gave now`;
}

const neverEnds = ['back', 'cancel', 'stay', 'open', 'change', 'page', 'another'];

const mayEnd = (sent: Sent): boolean =>
  !('tap' in sent) || !neverEnds.includes(sent.tap.split(':')[3] ?? '');

/** Whether what was sent is of a kind that this step never takes. */
function cannotAnswer(sent: Sent, right: Sent, step: string): boolean {
  const kind = kindOf(sent);
  if (kind === 'tap' || kind === 'command') return false;
  if (kind === 'other' || ('text' in sent && normalise(storable(sent.text)) === '')) return true;
  const takes = new Set<string>([kindOf(right), ...(alsoTakes[step] ?? [])]);
  return !takes.has(kind);
}

/** Steps with more than one way to answer. */
const alsoTakes: Readonly<Record<string, readonly string[]>> = {
  mobile: ['text', 'phone'],
  eligibility: ['text'],
};
