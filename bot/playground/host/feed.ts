import { playgroundBot } from '../people.ts';
import type { Change } from '../telegram/changes.ts';
import { people } from './company.ts';
import { describeHead, describeMessage } from './describe.ts';
import type { Stage } from './stage.ts';
import type { WireEvent } from './wire.ts';

type Listener = (event: WireEvent) => void;

/** What happens on the stage, told to every open page in the same order. */
export class Feed {
  readonly #stage: Stage;
  readonly #listeners = new Set<Listener>();
  #heads = new Map<number, string>();
  #unwatch: () => void;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#unwatch = this.#watch();
    stage.on('change', () => this.#tell({ is: 'stage', stage: stage.shown }));
    stage.on('anew', () => this.#refresh());
    stage.onArrival((arrival) => this.#tell({ is: 'arrival', arrival }));
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
    return {
      is: 'all',
      bot,
      people,
      chats,
      arrivals: this.#stage.arrivals,
      stage: this.#stage.shown,
    };
  }

  #watch(): () => void {
    return this.#stage.playground.telegram.on('change', this.#onChange);
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
