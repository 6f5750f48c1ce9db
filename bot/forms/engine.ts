import { dropForm } from '../../core/chats/commands/keep-form.ts';
import { formOf } from '../../core/chats/queries.ts';
import type { StoredForm } from '../../core/chats/types.ts';
import type { Input } from '../intake/incoming.ts';
import type { Preparation } from '../intake/outside.ts';
import type { Turn } from '../intake/turn.ts';
import { fits, longest } from '../sending/long-text.ts';
import { Html } from '../view/language.ts';
import type { Buttons } from '../view/message.ts';
import {
  type Answer,
  type AnyForm,
  type FormState,
  type Question,
  stepButton,
  tapped,
} from './form.ts';
import { findStep, isNewer, keep, nextStep, readForm, stepBefore } from './state.ts';

type State = FormState<Record<string, unknown>>;

/**
 * Begins a form, or goes on where the person left it. `preset` answers need not be asked: they say
 * what the form is about, so a form left half-finished about something else gives way.
 */
export async function openForm(
  turn: Turn,
  form: AnyForm,
  preset?: Record<string, unknown>,
): Promise<void> {
  const stored = await formOf(turn.work.tx, turn.chatId, form.name);
  if (stored && !preset) return continueForm(turn, form, stored);
  await moveOn(turn, form, preset ?? {});
}

/** Shows the current question of a half-finished form and makes its answer the next message. */
export async function continueForm(turn: Turn, form: AnyForm, stored: StoredForm): Promise<void> {
  if (isNewer(form, stored)) return leaveToNewer(turn, form, stored);
  const { state, changed } = readForm(form, stored);
  if (await endedIfOver(turn, form, state)) return;
  if (changed) {
    turn.say(turn.words.html('forms.changed'));
    return enter(turn, form, state.step, state.answers);
  }
  await save(turn, form, state);
  await ask(turn, form, state);
}

/** Leaves a form for good. */
export async function discardForm(turn: Turn, form: AnyForm): Promise<void> {
  await dropForm(turn.work, turn.chatId, form.name);
  if (turn.session.activeForm === form.name) turn.session = { ...turn.session, activeForm: null };
}

/** Whether the form had nothing left to do: it is said, and the form given up. */
async function endedIfOver(turn: Turn, form: AnyForm, { answers }: State): Promise<boolean> {
  const over = await form.over?.(turn, answers);
  if (!over) return false;
  turn.dropButtons();
  await discardForm(turn, form);
  turn.say(over.say, { buttons: over.buttons });
  return true;
}

/** What the current step needs from outside, to be fetched while no unit of work runs; mostly nothing. */
export function preparationOf(
  form: AnyForm,
  stored: StoredForm,
  input: Input,
  accountId: number | null,
): Preparation | undefined {
  if (isNewer(form, stored)) return undefined;
  const { state, changed } = readForm(form, stored);
  if (changed || (input.kind === 'tap' && input.args[1] !== state.step)) return undefined;
  const { prepare, longestMs } = findStep(form, state.step);
  return prepare && { fetch: (outside) => prepare(outside, input, state, accountId), longestMs };
}

/** Works on what the person did while this form was the one to answer. */
export async function answerForm(
  turn: Turn,
  form: AnyForm,
  stored: StoredForm,
  input: Input,
): Promise<void> {
  // By the step that was asked: a secret is a secret also where its answer is not taken.
  if (asksSecret(form, stored) && input.kind === 'text') turn.deleteMessage();
  if (isNewer(form, stored)) return leaveToNewer(turn, form, stored);
  const { state, changed } = readForm(form, stored);
  if (changed || tapped(input)?.verb === 'open') return continueForm(turn, form, stored);
  if (input.kind === 'tap' && input.args[1] !== state.step) {
    turn.dropButtons();
    return turn.toast(turn.words.plain('forms.alreadyAnswered'));
  }
  if (await endedIfOver(turn, form, state)) return;
  if (await navigate(turn, form, state, input)) return;
  const step = findStep(form, state.step);
  const answer = await step.answer(turn, input, state);
  await apply(turn, form, state, answer);
}

/**
 * What a newer version wrote is neither read nor written here: the next message may come to a process
 * of that version. Where that was taken back it can be given up, and the form begun anew.
 */
async function leaveToNewer(turn: Turn, form: AnyForm, stored: StoredForm): Promise<void> {
  const { input } = turn.incoming;
  const isOfForm = input.kind === 'tap' && input.name === 'f' && input.args[0] === form.name;
  const verb = isOfForm ? tapped(input)?.verb : undefined;
  if (verb === 'cancel') return askCancel(turn, form, stored);
  if (verb === 'discard') return cancel(turn, form, stored);
  const { html, plain } = turn.words;
  turn.say(html('forms.newer'), {
    buttons: [
      [stepButton(form.name, '-', plain('forms.goOn'), 'open')],
      [stepButton(form.name, stored.step, plain('forms.cancel'), 'cancel')],
    ],
  });
}

/** The step that a form stands at, which another version may have had. */
const stepAsked = (form: AnyForm, { step }: Pick<State, 'step'>) =>
  form.steps.find(({ name }) => name === step);

/** Whether what is written now is a secret, which is deleted as soon as it was read. */
export const asksSecret = (form: AnyForm, stored: StoredForm): boolean =>
  stepAsked(form, stored)?.secret === true;

/** The buttons that every form has. True: the input was one of them. */
async function navigate(turn: Turn, form: AnyForm, state: State, input: Input): Promise<boolean> {
  const verb = tapped(input)?.verb;
  if (verb === 'back') await goBack(turn, form, state);
  else if (verb === 'skip') await skip(turn, form, state);
  else if (verb === 'cancel') offerCancel(turn, form, state);
  else if (verb === 'stay') await continueHere(turn, form, state);
  else if (verb === 'discard') await cancel(turn, form, state);
  else return false;
  return true;
}

async function goBack(turn: Turn, form: AnyForm, state: State): Promise<void> {
  const target = stepBefore(form, state);
  if (!target) return turn.toast(turn.words.plain('forms.noWayBack'));
  turn.dropButtons();
  leave(turn, form, state, { otherwise: turn.words.html('forms.wentBack') });
  await enter(turn, form, target, state.answers);
}

async function skip(turn: Turn, form: AnyForm, state: State): Promise<void> {
  if (!findStep(form, state.step).optional) {
    return turn.toast(turn.words.plain('forms.needed'));
  }
  turn.dropButtons();
  await moveOn(turn, form, keep(form, state, null));
}

/** The person goes elsewhere: the keyboard that the question at hand left behind goes too. */
export function putAside(turn: Turn, form: AnyForm, state: Pick<State, 'step'>): void {
  if (stepAsked(form, state)?.asksContact)
    turn.say(turn.words.html('forms.keptForLater'), { dropKeyboard: true });
}

/** Asks whether a stored form is to be given up. */
export function askCancel(turn: Turn, form: AnyForm, stored: StoredForm): void {
  const answers = isNewer(form, stored) ? {} : readForm(form, stored).state.answers;
  offerCancel(turn, form, { step: stored.step, answers });
}

/** Asks first: one tap must not lose what took many. */
function offerCancel(turn: Turn, form: AnyForm, state: Pick<State, 'step' | 'answers'>): void {
  const { html, plain } = turn.words;
  const button = (text: string, verb: string) => stepButton(form.name, state.step, text, verb);
  turn.say(html('forms.cancelAsk', { form: form.title(turn, state.answers) }), {
    buttons: [
      [button(plain('forms.goOn'), 'stay')],
      [{ text: plain('forms.later'), data: 'menu' }],
      [button(plain('forms.discard'), 'discard')],
    ],
  });
}

async function continueHere(turn: Turn, form: AnyForm, state: State): Promise<void> {
  turn.dropButtons();
  await ask(turn, form, state);
}

async function cancel(turn: Turn, form: AnyForm, state: Pick<State, 'step'>): Promise<void> {
  const { html, plain } = turn.words;
  turn.dropButtons();
  await discardForm(turn, form);
  const said = leave(turn, form, state, { otherwise: html('forms.discarded') });
  turn.say(said ? html('forms.afterwards') : html('forms.discarded'), {
    buttons: [[{ text: plain('menu.open'), data: 'menu' }]],
  });
}

async function apply(
  turn: Turn,
  form: AnyForm,
  state: State,
  answer: Answer<unknown>,
): Promise<void> {
  switch (answer.do) {
    case 'next':
      turn.dropButtons();
      leave(turn, form, state, { say: answer.say, otherwise: turn.words.html('forms.noted') });
      return moveOn(turn, form, keep(form, state, answer.value));
    case 'stay':
      return stay(turn, form, state, answer);
    case 'redraw': {
      const redrawn = { ...state, scratch: answer.scratch };
      await save(turn, form, redrawn);
      return ask(turn, form, redrawn, true);
    }
    case 'goto':
      turn.dropButtons();
      if (answer.say) turn.say(answer.say);
      return enter(turn, form, answer.step, state.answers, state.step);
    case 'end':
      turn.dropButtons();
      return discardForm(turn, form);
  }
}

/**
 * Says what is to be said between two steps. A question with the contact button leaves a keyboard
 * behind, which only a message can take away: `otherwise`, where nothing is to be said. Returns
 * whether anything was.
 */
function leave(
  turn: Turn,
  form: AnyForm,
  state: Pick<State, 'step'>,
  { say, otherwise }: { readonly say?: string | undefined; readonly otherwise: string },
): boolean {
  const dropKeyboard = stepAsked(form, state)?.asksContact === true;
  const text = say ?? (dropKeyboard ? otherwise : undefined);
  if (text) turn.say(text, dropKeyboard ? { dropKeyboard } : {});
  return text !== undefined;
}

async function stay(
  turn: Turn,
  form: AnyForm,
  state: State,
  answer: Extract<Answer<unknown>, { do: 'stay' }>,
): Promise<void> {
  turn.say(answer.say, answer.buttons ? { buttons: answer.buttons } : {});
  const next = answer.scratch ? { ...state, scratch: answer.scratch } : state;
  if (answer.scratch) await save(turn, form, next);
  if (answer.again) await ask(turn, form, next);
}

/** Goes to the first step without an answer; finishes the form when there is none. */
async function moveOn(turn: Turn, form: AnyForm, answers: Record<string, unknown>): Promise<void> {
  const step = nextStep(form, answers);
  if (step) return enter(turn, form, step.name, answers);
  const finish = await form.finish(turn, answers);
  if (finish.do === 'end') return discardForm(turn, form);
  turn.say(finish.say);
  const review = form.steps.find(({ name }) => name === 'review')?.name;
  await enter(turn, form, finish.step, answers, review);
}

async function enter(
  turn: Turn,
  form: AnyForm,
  name: string,
  answers: Record<string, unknown>,
  origin?: string,
): Promise<void> {
  const step = findStep(form, name);
  if (step.given) return giveUp(turn, form);
  const blank: State = { step: name, answers, scratch: {}, origin };
  const scratch = (await step.enter?.(turn, blank)) ?? {};
  const state = { ...blank, scratch };
  await save(turn, form, state);
  await ask(turn, form, state);
}

/** What the form was about is not known any more. */
async function giveUp(turn: Turn, form: AnyForm): Promise<void> {
  await discardForm(turn, form);
  turn.say(turn.words.html('forms.beginAgain', { form: form.title(turn, {}) }), {
    buttons: [[{ text: turn.words.plain('menu.open'), data: 'menu' }]],
  });
}

async function save(turn: Turn, form: AnyForm, state: State): Promise<void> {
  await turn.saveForm({
    form: form.name,
    version: form.version,
    step: state.step,
    content: {
      answers: state.answers,
      scratch: state.scratch,
      ...(state.origin ? { origin: state.origin } : {}),
    },
  });
}

async function ask(turn: Turn, form: AnyForm, state: State, inPlace = false): Promise<void> {
  const question = await findStep(form, state.step).question(turn, state);
  const text = await belowSubject(turn, form, state, question);
  const buttons = [...(question.buttons ?? []), ...navigation(turn, form, state)];
  if (inPlace && !question.picture) return turn.redraw(text, buttons);
  if (inPlace) turn.dropButtons();
  turn.say(text, { buttons, ...(question.picture ? { picture: question.picture } : {}) });
  // A message holds one keyboard: the contact button needs a message of its own.
  if (question.askContact) {
    turn.say(turn.words.html('forms.contactHint'), { askContact: question.askContact });
  }
}

/** A question below the line that says what the form is about; alone where both are too long for a message. */
async function belowSubject(
  turn: Turn,
  form: AnyForm,
  { answers }: State,
  { text, picture }: Question,
): Promise<string> {
  const about = await form.about?.(turn, answers);
  if (about === undefined) return text;
  const line = turn.words.html('forms.about', {
    form: form.title(turn, answers),
    about: new Html(about),
  });
  const whole = `${line}\n\n${text}`;
  return fits(whole, picture ? longest.caption : longest.text) ? whole : text;
}

function navigation(turn: Turn, form: AnyForm, state: State): Buttons {
  const { plain } = turn.words;
  const button = (text: string, verb: string) => stepButton(form.name, state.step, text, verb);
  const row = [
    ...(stepBefore(form, state) ? [button(plain('forms.back'), 'back')] : []),
    ...(findStep(form, state.step).optional ? [button(plain('forms.skip'), 'skip')] : []),
    button(plain('forms.cancel'), 'cancel'),
  ];
  return [row];
}
