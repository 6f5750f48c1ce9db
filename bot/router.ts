import { leaveForm } from '../core/chats/commands/keep-form.ts';
import { formOf } from '../core/chats/queries.ts';
import { followLink, payloadOf } from './deep-links.ts';
import {
  answerForm,
  askCancel,
  asksSecret,
  continueForm,
  preparationOf,
  putAside,
} from './forms/engine.ts';
import type { AnyForm } from './forms/form.ts';
import { longestText } from './forms/steps.ts';
import type { Handler } from './intake/handler.ts';
import { answersForm, type Input } from './intake/incoming.ts';
import type { Turn } from './intake/turn.ts';
import type { Router } from './intake/work.ts';
import { askLanguage, showMenu } from './student/start.ts';

export interface Screens {
  /** `/name rest`: args are the words of the rest. */
  readonly commands: Readonly<Record<string, Handler>>;
  /** Taps on buttons with `name:arg:arg`. */
  readonly taps: Readonly<Record<string, Handler>>;
  readonly forms: readonly AnyForm[];
}

/** Commands and buttons that answer without leaving the form at hand. */
const besideForms = new Set(['help', 'language']);

/**
 * Who answers what: a command; a button, by the first word of its data; otherwise the form that is
 * being answered; otherwise a hint.
 */
export function createRouter(screens: Screens): Router {
  const forms = new Map(screens.forms.map((form) => [form.name, form]));

  async function handle(turn: Turn): Promise<void> {
    const { input } = turn.incoming;
    if (turn.session.language === null && !choosesLanguage(input)) {
      return askLanguage(turn, payloadOf(input));
    }
    if (input.kind === 'command') return command(turn, input.name, input.argument);
    if (input.kind === 'tap' && input.name !== 'f') return tap(turn, input.name, input.args);
    if (input.kind === 'tap') return formTap(turn, input.args[0] ?? '', input);
    const form = turn.form && forms.get(turn.form.form);
    if (turn.form && form) return answerForm(turn, form, turn.form, input);
    turn.say(turn.words.html('errors.notUnderstood'));
    return showMenu(turn);
  }

  async function command(turn: Turn, name: string, argument: string): Promise<void> {
    const { length } = `/${name} ${argument}`.trim();
    if (length > longestText) {
      // Quoted in an answer, it would be longer than a message can be.
      return turn.say(turn.words.html('forms.tooLong', { length, limit: longestText }));
    }
    if (name === 'cancel') return cancel(turn);
    const handler = Object.hasOwn(screens.commands, name) ? screens.commands[name] : undefined;
    if (!handler) return unknownCommand(turn, name);
    if (!besideForms.has(name)) await stepOut(turn);
    return handler(turn, argument === '' ? [] : argument.split(/\s+/));
  }

  /** Where a password is asked for it was meant as one: then it is deleted, and not quoted. */
  function unknownCommand(turn: Turn, name: string): void {
    const form = turn.form && forms.get(turn.form.form);
    if (turn.form && form && asksSecret(form, turn.form)) {
      turn.deleteMessage();
      turn.say(turn.words.html('errors.secretCommand'));
    } else {
      turn.say(turn.words.html('errors.unknownCommand', { command: `/${name}` }));
    }
  }

  function cancel(turn: Turn): void {
    const form = turn.form && forms.get(turn.form.form);
    if (turn.form && form) askCancel(turn, form, turn.form);
    else turn.say(turn.words.html('forms.nothingToCancel'));
  }

  async function tap(turn: Turn, name: string, args: readonly string[]): Promise<void> {
    const handler = Object.hasOwn(screens.taps, name) ? screens.taps[name] : undefined;
    if (!handler || args.some(isBeyondIds)) {
      return turn.alert(turn.words.plain('errors.oldButton'));
    }
    if (name === 'lang') {
      await handler(turn, args);
      const followed = args[1] !== undefined && (await followLink(turn, args[1]));
      return followed ? undefined : goOn(turn);
    }
    if (!besideForms.has(name)) await stepOut(turn);
    await handler(turn, args);
    // A handler says nothing to what stands in no button of ours.
    if (!turn.answered) turn.alert(turn.words.plain('errors.oldButton'));
  }

  /** What was half-finished is kept; the menu offers it again. */
  async function stepOut(turn: Turn): Promise<void> {
    if (turn.session.activeForm === null) return;
    const form = turn.form && forms.get(turn.form.form);
    if (turn.form && form) putAside(turn, form, turn.form);
    await leaveForm(turn.work, turn.chatId);
    turn.session = { ...turn.session, activeForm: null };
  }

  /** After a change of language: the question at hand again, in the new one; otherwise the menu. */
  async function goOn(turn: Turn): Promise<void> {
    const form = turn.form && forms.get(turn.form.form);
    return turn.form && form ? continueForm(turn, form, turn.form) : showMenu(turn);
  }

  /** A button of a form: of the one at hand, of one left half-finished, or of one that is over. */
  async function formTap(turn: Turn, name: string, input: Input): Promise<void> {
    const form = forms.get(name);
    if (!form || (input.kind === 'tap' && input.args.some(isBeyondIds))) {
      return turn.alert(turn.words.plain('errors.oldButton'));
    }
    if (turn.form?.form === name) return answerForm(turn, form, turn.form, input);
    const stored = await formOf(turn.work.tx, turn.chatId, name);
    turn.dropButtons();
    if (!stored) return turn.toast(turn.words.plain('forms.over'));
    return continueForm(turn, form, stored);
  }

  return {
    handle,
    staysInForm,
    preparation(look, { input }) {
      const form = look.form && forms.get(look.form.form);
      if (!look.form || !form || !answersForm(input)) return undefined;
      return preparationOf(form, look.form, input, look.accountId);
    },
  };
}

/** Larger than any id can be: the database would refuse even to look for it. */
const isBeyondIds = (word: string): boolean => /^\d+$/.test(word) && Number(word) >= 2 ** 31;

const choosesLanguage = (input: Input): boolean => input.kind === 'tap' && input.name === 'lang';

function staysInForm(input: Input): boolean {
  if (answersForm(input)) return true;
  if (input.kind === 'command') return input.name === 'cancel' || besideForms.has(input.name);
  return input.kind === 'tap' && besideForms.has(input.name);
}
