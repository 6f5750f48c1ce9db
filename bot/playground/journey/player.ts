import type { Message } from 'grammy/types';
import type { Words } from '../../view/language.ts';
import type { PersonChat } from '../telegram/chat.ts';
import type { SeenMessage } from '../telegram/seen-message.ts';
import { patternOf } from './screen-text.ts';

/** What a person does in the chat, as an onlooker would tell it. */
export type Act =
  | { readonly do: 'write'; readonly text: string }
  | { readonly do: 'tap'; readonly button: string }
  | { readonly do: 'upload'; readonly fileName: string }
  | { readonly do: 'else'; readonly what: string };

export interface Onlooker {
  /** Before a person acts; the act waits for it. Sets the pace. */
  readonly before?: (player: Player, act: Act) => Promise<void>;
  /** The update is on its way, and the bot has not answered yet. */
  readonly acted?: (player: Player, act: Act) => void;
}

export interface PlayerParts {
  /** As the demo prints it. */
  readonly name: string;
  readonly chat: PersonChat;
  readonly words: Words;
  readonly onlooker: Onlooker;
  /** Milliseconds that this person waits for the bot. */
  readonly patience: number;
}

/** The text of a button, or how to know it. */
export type Which = string | ((text: string) => boolean);

/** A person of the journey: sends, taps and uploads, and waits for what must then be on the screen. */
export class Player {
  readonly name: string;
  readonly chat: PersonChat;
  readonly words: Words;
  readonly #parts: PlayerParts;
  /** The screen as it was when this person last did something. */
  #before = new Map<number, Message>();

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.chat = parts.chat;
    this.words = parts.words;
  }

  write(text: string): Promise<void> {
    return this.#act({ do: 'write', text }, () => this.chat.send(text));
  }

  /** Presses the key of the reply keyboard that shares the own phone number. */
  async shareContact(key: string): Promise<void> {
    const { patience: timeout } = this.#parts;
    await this.chat.until(({ keyboard }) => keyboard !== undefined, { timeout });
    await this.#act({ do: 'tap', button: key }, () => this.chat.press(key));
  }

  /** Taps a button once it is on the screen; the lowest, where several have that text. */
  async tap(which: Which): Promise<void> {
    const seen = await this.seesButton(which);
    await this.#act({ do: 'tap', button: seen.text }, async () => {
      // By now the bot may have shown the page of the button anew, in another message.
      const { message, text } = await this.seesButton(which);
      // The messenger's spinner ends when it ends; a person looks at what appears in the chat.
      void this.chat.tap(text, { message: message.id });
    });
  }

  sendPhoto(bytes: Uint8Array, fileName: string): Promise<void> {
    return this.#act({ do: 'upload', fileName }, () => this.chat.sendPhoto(bytes, { fileName }));
  }

  sendDocument(bytes: Uint8Array, fileName: string, mimeType: string): Promise<void> {
    const send = () => this.chat.sendDocument(bytes, { fileName, mimeType });
    return this.#act({ do: 'upload', fileName }, send);
  }

  /** Anything else that a client lets a person do. */
  perform(what: string, deed: (chat: PersonChat) => unknown): Promise<void> {
    return this.#act({ do: 'else', what }, () => deed(this.chat));
  }

  /**
   * Waits until the bot shows a text, given as HTML with `any` for what is not known: in a message
   * that is new, or was changed, since this person last did something.
   */
  sees(html: string): Promise<SeenMessage> {
    const pattern = patternOf(html);
    return this.#waitFor(({ text }) => pattern.test(text));
  }

  /** Waits for a file of the bot, under a caption if one is given. */
  seesFile(caption?: string): Promise<SeenMessage> {
    const pattern = caption === undefined ? /(?:)/ : patternOf(caption);
    return this.#waitFor(({ file, text }) => file !== undefined && pattern.test(text));
  }

  /** Waits until something on the screen is so. */
  until<Found>(probe: () => Found | undefined | false): Promise<Found> {
    const { patience: timeout } = this.#parts;
    return this.chat.until(probe, { timeout });
  }

  /** Waits for a button, wherever on the screen it is. */
  seesButton(which: Which): Promise<{ message: SeenMessage; text: string }> {
    const { patience: timeout } = this.#parts;
    return this.chat.until(({ messages }) => findButton(messages, which), { timeout });
  }

  /** Whether a button is on the screen now. */
  shows(which: Which): boolean {
    return findButton(this.chat.messages, which) !== undefined;
  }

  #waitFor(isMeant: (message: SeenMessage) => boolean): Promise<SeenMessage> {
    const { patience: timeout } = this.#parts;
    const isNew = ({ mine, id, raw }: SeenMessage) => !mine && this.#before.get(id) !== raw;
    return this.chat.until(
      ({ messages }) => messages.findLast((message) => isNew(message) && isMeant(message)),
      { timeout },
    );
  }

  async #act(act: Act, perform: () => unknown): Promise<void> {
    const { before, acted } = this.#parts.onlooker;
    await before?.(this, act);
    this.#before = new Map(this.chat.messages.map(({ id, raw }) => [id, raw]));
    await perform();
    acted?.(this, act);
  }
}

function findButton(messages: readonly SeenMessage[], which: Which) {
  const isMeant = typeof which === 'string' ? (text: string) => text === which : which;
  for (const message of messages.toReversed()) {
    const button = message.buttons.flat().find(({ text }) => isMeant(text));
    if (button) return { message, text: button.text };
  }
  return undefined;
}
