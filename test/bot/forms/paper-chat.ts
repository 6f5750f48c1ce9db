import { openForm } from '../../../bot/forms/engine.ts';
import type { AnyForm } from '../../../bot/forms/form.ts';
import type { Input } from '../../../bot/intake/incoming.ts';
import { Turn } from '../../../bot/intake/turn.ts';
import { createRouter } from '../../../bot/router.ts';
import type { Reply } from '../../../bot/view/message.ts';
import type { ChatSession, StoredForm } from '../../../core/chats/types.ts';
import type { Work } from '../../../core/work.ts';
import { noOutside } from '../intake/test-bot.ts';

export interface Answered {
  readonly replies: readonly Reply[];
  readonly toast: string | undefined;
  /** The texts of the replies. */
  readonly said: readonly string[];
}

const routerOf = (form: AnyForm, about: Record<string, unknown>) =>
  createRouter({
    commands: {
      open: (turn) => openForm(turn, form),
      about: (turn) => openForm(turn, form, about),
      menu: (turn) => turn.say('menu'),
    },
    taps: { menu: (turn) => turn.say('menu') },
    forms: [form],
  });

/** One chat whose rows lie on paper: thousands of conversations a second go through the engine. */
export class PaperChat {
  row: StoredForm | null = null;
  session: ChatSession = {
    chatId: 1n,
    language: 'en',
    accountId: null,
    activeForm: null,
    captchaWrong: 0,
    captchaBlockedUntil: null,
  };
  /** Data of every button that was ever shown. */
  readonly buttons: string[] = [];
  #router: ReturnType<typeof createRouter>;

  /** `about`: what the form is opened with by /about. */
  constructor(form: AnyForm, about: Record<string, unknown> = {}) {
    this.#router = routerOf(form, about);
  }

  /** From here on it is another process that answers. */
  serve(form: AnyForm): void {
    this.#router = routerOf(form, {});
  }

  async does(input: Input): Promise<Answered> {
    const form = this.session.activeForm === this.row?.form ? this.row : null;
    const incoming = {
      updateId: 1,
      chatId: 1n,
      messageId: 5,
      languageCode: undefined,
      input,
    };
    const look = { accountId: null, form };
    const prepared = await this.#router.preparation(look, incoming)?.fetch(noOutside);
    const turn = new Turn({
      ...{ work: this.#work(), incoming, session: this.session, form, prepared },
      saveForm: async (_session, saved) => {
        this.row = { ...saved, revision: (this.row?.revision ?? -1) + 1 };
        this.session = { ...this.session, activeForm: saved.form };
      },
    });
    await this.#router.handle(turn);
    for (const reply of turn.replies) this.#note(reply);
    const said = turn.replies.flatMap((reply) => ('text' in reply ? [reply.text] : []));
    return { replies: turn.replies, toast: turn.toastShown?.text, said };
  }

  write = (text: string) => this.does({ kind: 'text', text });

  command = (name: string) => this.does({ kind: 'command', name, argument: '' });

  file = (fileId: string) =>
    this.does({ kind: 'file', caption: '', file: { kind: 'photo', fileId, size: undefined } });

  tap = (data: string) => {
    const [name = '', ...args] = data.split(':');
    return this.does({ kind: 'tap', queryId: 'q', name, args });
  };

  get answers(): Record<string, unknown> {
    return (this.row?.content as { answers: Record<string, unknown> } | undefined)?.answers ?? {};
  }

  #note(reply: Reply): void {
    const rows = 'buttons' in reply ? (reply.buttons ?? []) : [];
    for (const button of rows.flat()) if ('data' in button) this.buttons.push(button.data);
  }

  #work(): Work {
    const unexpected = () => {
      throw new Error('the engine asked for more than its row');
    };
    const read = async () => (this.row ? [this.row] : []);
    // A form is left, or left for good.
    const write = async ([statement]: TemplateStringsArray) => {
      if (statement?.includes('DELETE')) this.row = null;
      this.session = { ...this.session, activeForm: null };
    };
    return {
      tx: { $queryRaw: read, $executeRaw: write } as unknown as Work['tx'],
      now: new Date(0),
      random: {} as Work['random'],
      secret: new Uint8Array(),
      record: unexpected,
      send: unexpected,
    };
  }
}
