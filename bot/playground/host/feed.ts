import { playgroundBot } from '../people.ts';
import type { PhoneMessage } from '../phones.ts';
import type { Change } from '../telegram/changes.ts';
import { findEntities } from '../telegram/entities.ts';
import { company, describePerson } from './company.ts';
import { describeHead, describeMessage } from './describe.ts';
import type { Stage } from './stage.ts';
import type { WireArrival, WireEvent, WirePerson } from './wire.ts';

type Listener = (event: WireEvent) => void;

/** What happens on the stage, told to every open page in the same order. */
export class Feed {
  readonly #stage: Stage;
  readonly #people: readonly WirePerson[] = company.map((entry) => describePerson(...entry));
  readonly #listeners = new Set<Listener>();
  #arrivals: WireArrival[] = [];
  #heads = new Map<number, string>();
  #unwatch: () => void;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#unwatch = this.#watch();
    stage.on('change', () => this.#tell({ is: 'stage', stage: stage.shown }));
    stage.on('anew', () => this.#refresh());
  }

  /** Calls back first with all that there is, then with each change. Returns what ends it. */
  follow(listener: Listener): () => void {
    listener(this.#all());
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Nothing of before is left. */
  #refresh(): void {
    this.#unwatch();
    this.#arrivals = [];
    this.#heads = new Map();
    this.#unwatch = this.#watch();
    this.#tell(this.#all());
  }

  #all(): WireEvent {
    const chats = [...this.#stage.chats.values()].map((chat) => ({
      ...describeHead(chat),
      messages: chat.messages.map((message) => describeMessage(chat.id, message)),
    }));
    const { username: bot } = playgroundBot;
    const people = this.#people;
    return { is: 'all', bot, people, chats, arrivals: this.#arrivals, stage: this.#stage.shown };
  }

  #watch(): () => void {
    const { telegram, phones, mail } = this.#stage.playground;
    const stops = [
      telegram.on('change', this.#onChange),
      phones.onArrival((to, message) => {
        const who = this.#whose('mobile', `0${to.slice(3)}`);
        this.#arrive({ ...phoneArrival(message), to, person: who });
      }),
      mail.onArrival((to, { id, at, subject, text }) => {
        const code = /\b\d{6}\b/.exec(text)?.[0];
        const about = { id: `mail-${id}`, by: 'mail', at: at.getTime(), subject } as const;
        const who = this.#whose('email', to);
        const rest = { ...asShown(text), ...(code ? { code } : {}) };
        this.#arrive({ ...about, ...rest, to, person: who });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  #whose(fact: 'mobile' | 'email', address: string): number {
    const has = ({ facts }: WirePerson) =>
      facts.some(({ name, typed }) => name === fact && typed.en === address);
    return this.#people.find(has)?.id ?? 0;
  }

  #arrive(arrival: WireArrival): void {
    this.#arrivals.push(arrival);
    this.#tell({ is: 'arrival', arrival });
  }

  #onChange = ({ kind, userId, messageId = 0, detail = '' }: Change): void => {
    if (kind === 'message' || kind === 'edit') this.#tellMessage(userId, messageId);
    if (kind === 'delete') this.#tell({ is: 'gone', chat: userId, id: messageId });
    if (kind === 'action') this.#tell({ is: 'action', chat: userId, action: detail });
    // By hand, the tap's own request brings the answer, and to who tapped only.
    if (kind === 'answer' && detail !== '' && this.#stage.performance.active) {
      this.#tell({ is: 'toast', chat: userId, text: detail });
    }
    this.#tellHeads(userId);
  };

  #tellMessage(chatId: number, messageId: number): void {
    const chat = this.#stage.chats.get(chatId);
    const message = chat?.messages.findLast(({ id }) => id === messageId);
    if (message) {
      this.#tell({ is: 'message', chat: chatId, message: describeMessage(chatId, message) });
    }
  }

  /** Only what is another than what was told before; of all chats where the change is the bot's. */
  #tellHeads(userId: number): void {
    for (const chat of this.#stage.chats.values()) {
      if (userId !== 0 && chat.id !== userId) continue;
      const head = describeHead(chat);
      const told = JSON.stringify(head);
      if (this.#heads.get(chat.id) === told) continue;
      this.#heads.set(chat.id, told);
      this.#tell({ is: 'head', head });
    }
  }

  #tell(event: WireEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function phoneArrival(message: PhoneMessage): Omit<WireArrival, 'to' | 'person'> {
  const { id, channel: by, at } = message;
  const common = { id: `phone-${id}`, by, at: at.getTime() };
  if (message.kind === 'text') return { ...common, ...asShown(message.text) };
  return { ...common, ...asShown(message.code), code: message.code };
}

/** A text with what can be tapped in it. */
const asShown = (text: string): Pick<WireArrival, 'text' | 'entities'> =>
  findEntities({ text: text.trim(), entities: [] });
