import { applies } from '../../../bot/forms/state.ts';
import { screens } from '../../../bot/screens.ts';
import { words } from '../../../bot/view/language.ts';
import type { StoredForm } from '../../../core/chats/types.ts';
import { tidyMessage } from '../../../core/support/rules.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { persianFromTheLeft, tornIn } from '../../support/bidi.ts';
import type { TestDatabase } from '../../support/database.ts';
import { InputChat, type Kept, type Sent } from './input-chat.ts';
import type { Heard, RecordedBot } from './recorded-bot.ts';
import { type Asked, rightAnswer, type Scene } from './scenes/scene.ts';
import { faultOfToast, shownOf } from './shown.ts';

const forms = new Map(screens.forms.map((form) => [form.name, form]));

/** What no text of ours says. */
const slips = /\{\{|undefined|NaN|Infinity|null|\[object|Invalid Date|\w+\.\w+Ask\b/;

/** No form asks for more. */
const patience = 60;

/** One thing that was sent, and what became of it. */
export interface Exchange {
  readonly sent: Sent;
  readonly before: Kept;
  readonly heard: Heard;
  readonly after: Kept;
}

/** Something that must never be. The text is the conversation that led there. */
class Broken extends Error {
  override name = 'Broken';
}

/** A person's conversation with the bot; each answer is held against what must always hold. */
export class Conversation {
  readonly chat: InputChat;
  readonly form: string;
  readonly scene: Scene;
  readonly bot: RecordedBot;
  readonly database: TestDatabase;
  readonly turn: number;
  readonly #lines: string[] = [];
  /** What was typed of that, and may be quoted. */
  readonly #typed = new Set<string>();
  #exchanges = 0;
  #kept: Kept | undefined;

  constructor(
    form: string,
    scene: Scene,
    parts: { readonly bot: RecordedBot; readonly database: TestDatabase; readonly turn: number },
  ) {
    this.form = form;
    this.scene = scene;
    this.bot = parts.bot;
    this.database = parts.database;
    this.turn = parts.turn;
    this.chat = new InputChat(parts.bot, parts.database, scene.chatId);
  }

  /** How the chat stands; nothing but what it is sent changes it. */
  async kept(): Promise<Kept> {
    this.#kept ??= await this.chat.kept();
    return this.#kept;
  }

  /** As another version of the form, or nobody at all, would have left it. */
  async rewrite(row: Omit<StoredForm, 'form' | 'revision'>): Promise<void> {
    const { chatId } = this.chat;
    const where = { chatId_form: { chatId, form: this.form } };
    const content = row.content as Prisma.InputJsonObject;
    await this.database.db.read.formState.update({ where, data: { ...row, content } });
    await this.database.db.read.chatSession.update({
      where: { chatId },
      data: { activeForm: this.form },
    });
    this.#kept = undefined;
    this.note(`--- what is kept is now ${row.step} ${short(JSON.stringify(row), 700)}`);
  }

  /** How many inputs were sent. */
  get exchanges(): number {
    return this.#exchanges;
  }

  get transcript(): string {
    return this.#lines.join('\n');
  }

  note(line: string): void {
    this.#lines.push(line);
  }

  fail(what: string): never {
    throw new Broken(`${what}\n\n${this.transcript}\n`);
  }

  async open(): Promise<void> {
    for (const sent of this.scene.open) await this.say(sent);
  }

  /** Sends something and checks what must hold whatever it is. */
  async say(sent: Sent, times = 1): Promise<Exchange> {
    this.note(`person  ${told(sent)}${times > 1 ? ` (${times} times at once)` : ''}`);
    return this.#exchange(sent, () => this.chat.send(sent, times));
  }

  /** As the messenger does that did not hear that an update was taken. */
  async again(back: number): Promise<Exchange | undefined> {
    const update = this.chat.updates.at(-1 - back);
    if (!update) return undefined;
    this.note(`        (update ${update.update_id} is delivered again)`);
    return this.#exchange({ edited: '' }, () => this.chat.again(update));
  }

  /** What is asked now of this form; undefined where nothing is. */
  asked({ activeForm, forms: rows }: Kept, stuck = 0): Asked | undefined {
    const row = activeForm === this.form ? rows.get(this.form) : undefined;
    if (!row) return undefined;
    const { answers, scratch } = row.content as Pick<Asked, 'answers' | 'scratch'>;
    const { form, step } = row;
    const { chatId } = this.chat;
    const buttons = this.chat.buttonsBeside(`f:${form}:${step}:cancel`);
    const { database, turn } = this;
    return { form, step, answers, scratch, buttons, chatId, database, turn, stuck };
  }

  async right(kept: Kept, stuck = 0): Promise<Sent | undefined> {
    const asked = this.asked(kept, stuck);
    return asked && rightAnswer(this.scene, asked);
  }

  /** Gives the right answer to what is asked. */
  async answer(): Promise<Exchange> {
    return this.say((await this.right(await this.kept())) ?? this.fail('nothing is asked'));
  }

  /** Gives right answers until a step is asked, or to the end. */
  async goOn(until?: string): Promise<void> {
    for (let said = 0; said < patience; said += 1) {
      const asked = this.asked(await this.kept());
      if (!asked || asked.step === until) return;
      await this.answer();
    }
    this.fail('right answers lead nowhere');
  }

  async #exchange(sent: Sent, deliver: () => Promise<Heard>): Promise<Exchange> {
    this.#exchanges += 1;
    for (const [typed] of JSON.stringify(sent).matchAll(new RegExp(slips, 'g'))) {
      this.#typed.add(typed);
    }
    for (const line of 'text' in sent ? astrayAsTyped(sent.text) : []) this.#typed.add(line);
    const before = await this.kept();
    const heard = await deliver();
    const after = await this.chat.kept();
    this.#kept = after;
    this.#write(heard, after);
    this.#checkHeard(heard, after);
    this.#checkForms(after);
    return { sent, before, heard, after };
  }

  #write({ replies, notices, toasts, errors }: Heard, after: Kept): void {
    for (const reply of [...replies, ...notices]) {
      if (!('text' in reply)) {
        this.note(`bot     [${reply.do} ${reply.messageId}]`);
        continue;
      }
      this.note(`bot     ${reply.do === 'edit' ? '[drawn anew] ' : ''}${short(reply.text)}`);
      for (const row of reply.buttons ?? []) {
        const buttons = row.map((button) => ('data' in button ? button.data : button.url));
        this.note(`        [${buttons.join(' | ')}]`);
      }
    }
    for (const toast of toasts) if (toast) this.note(`bot     [popup] ${toast.text}`);
    for (const error of errors) this.note(`ERROR   ${error}`);
    const row = after.forms.get(this.form);
    const left = after.activeForm === this.form ? '' : ', left';
    const content = row ? short(JSON.stringify(row.content), 700) : '';
    this.note(`        = ${row ? `${row.step}${left} ${content}` : 'no form'}`);
  }

  #checkHeard(
    { read, duplicate, replies, notices, toasts, errors }: Heard,
    { language }: Kept,
  ): void {
    if (errors.length > 0) this.fail('something went wrong in the bot');
    const said = [...replies, ...notices];
    for (const toast of toasts) {
      const fault = faultOfToast(toast);
      if (fault) this.fail(fault);
    }
    for (const reply of said) if ('text' in reply) this.#checkMessage(reply, language);
    const spoke = said.some((reply) => 'text' in reply) || toasts.some(Boolean);
    if (read && !duplicate && !spoke) this.fail('an input got no answer');
    if (duplicate && (said.length > 0 || toasts.length > 0)) this.fail('an update had two answers');
    if (toasts.length > 1) this.fail('a tap was answered twice');
  }

  #checkMessage(reply: Parameters<typeof shownOf>[0], language: string | null): void {
    if (Object.values(words).some(({ html }) => html('errors.internal') === reply.text)) {
      this.fail('the bot apologised');
    }
    const shown = this.#shown(reply);
    const texts = [shown.text, ...shown.buttons.flat().map(({ text }) => text)];
    const [slip] = texts.flatMap((text) => slips.exec(text)?.[0] ?? []);
    if (slip && !this.#typed.has(slip)) this.fail(`a message says ${slip}`);
    if (language !== 'fa') return;
    const [astray] = persianFromTheLeft(shown.text);
    if (astray && !this.#typed.has(astray)) this.fail(`a line is set from the left: ${astray}`);
    const torn = texts.flatMap(tornIn).filter((piece) => !this.#typed.has(piece));
    if (torn.length > 0) this.fail(`a reader sees ${torn.join(', ')} in another order`);
  }

  #shown(reply: Parameters<typeof shownOf>[0]): ReturnType<typeof shownOf> {
    try {
      return shownOf(reply);
    } catch (error) {
      this.note(JSON.stringify(reply));
      return this.fail(`the messenger does not take a message: ${(error as Error).message}`);
    }
  }

  #checkForms({ activeForm: active, forms: rows }: Kept): void {
    if (active && !rows.has(active)) this.fail(`the form ${active} is answered and is not there`);
    for (const row of rows.values()) this.#checkStep(row);
  }

  #checkStep({ form: name, step: at, content, version }: StoredForm): void {
    const { answers, origin } = content as { answers: Record<string, unknown>; origin?: string };
    const form = forms.get(name) ?? this.fail(`there is no form ${name}`);
    // What a newer version keeps is its own affair.
    if (version > form.version) return;
    const step = form.steps.find((one) => one.name === at);
    if (!step) this.fail(`${name} has no step ${at}`);
    if (!origin && !applies(step, answers)) this.fail(`${name} asks ${at}, which does not apply`);
  }
}

/** What is out of order in a text by itself, whole or after a command: a quotation cannot mend it. */
const tornAsTyped = (text: string): string[] =>
  [text, text.replace(/^\/\S+\s+/, '')].flatMap(tornIn);

/** As well as lines that are set from the left: a message is shown in its own lines, as it is kept. */
const astrayAsTyped = (text: string): string[] => [
  ...tornAsTyped(text),
  ...persianFromTheLeft(tidyMessage(text)),
];

const told = (sent: Sent): string => {
  if ('tap' in sent) return `taps ${JSON.stringify(sent.tap)}`;
  return short('text' in sent ? JSON.stringify(sent.text) : JSON.stringify(sent));
};

function short(text: string, most = 160): string {
  const line = text.replaceAll('\n', ' ⏎ ').replaceAll(/[\u2066-\u2069]/g, '');
  return line.length > most ? `${line.slice(0, most)}… (${line.length})` : line;
}
