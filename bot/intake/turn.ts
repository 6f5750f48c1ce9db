import type { ChatSession, StoredForm } from '../../core/chats/types.ts';
import { holdingsOf } from '../../core/staff/queries.ts';
import type { Person } from '../../core/staff/types.ts';
import type { Work } from '../../core/work.ts';
import { directed } from '../view/direction.ts';
import { type Words, words } from '../view/language.ts';
import type { Buttons, Reply, Toast } from '../view/message.ts';
import type { Incoming } from './incoming.ts';

type Say = Extract<Reply, { do: 'say' }>;
type Edit = Extract<Reply, { do: 'edit' }>;

type SaveForm = (session: ChatSession, form: Omit<StoredForm, 'revision'>) => Promise<void>;

interface TurnParts extends Pick<Turn, 'work' | 'incoming' | 'session' | 'form' | 'prepared'> {
  readonly saveForm: SaveForm;
}

/**
 * One update being worked on: what came, in whose chat, in which unit of work; and the answers, which
 * are collected as data and sent after the commit.
 */
export class Turn {
  readonly work: Work;
  readonly incoming: Incoming;
  /** As this update changes it. */
  session: ChatSession;
  /** The form that this chat was answering when the update came. */
  readonly form: StoredForm | null;
  /** What was fetched from outside before the unit of work began. */
  readonly prepared: unknown;
  private readonly saving: SaveForm;
  readonly replies: Reply[] = [];
  toastShown: Toast | undefined;
  private loadedPerson: Promise<Person> | undefined;

  constructor(parts: TurnParts) {
    this.saving = parts.saveForm;
    this.work = parts.work;
    this.incoming = parts.incoming;
    this.session = parts.session;
    this.form = parts.form;
    this.prepared = parts.prepared;
  }

  get words(): Words {
    return words[this.session.language ?? 'fa'];
  }

  get chatId(): bigint {
    return this.session.chatId;
  }

  /** Writes the state of a form and makes it the one that the next message answers. */
  async saveForm(form: Omit<StoredForm, 'revision'>): Promise<void> {
    await this.saving(this.session, form);
    this.session = { ...this.session, activeForm: form.form };
  }

  /** The person with the cartables held now. */
  person(): Promise<Person> {
    this.loadedPerson ??= this.loadPerson();
    return this.loadedPerson;
  }

  /** From here on this update's person is the one of that account, with what it holds. */
  signedIn(accountId: number): void {
    this.becomes(accountId);
  }

  /** From here on this update's person is a stranger. */
  signedOut(): void {
    this.becomes(null);
  }

  private becomes(accountId: number | null): void {
    this.session = { ...this.session, accountId };
    this.loadedPerson = undefined;
  }

  private async loadPerson(): Promise<Person> {
    const { accountId, chatId } = this.session;
    const holdings =
      accountId === null ? [] : await holdingsOf(this.work.tx, accountId, this.work.now);
    return { kind: 'person', accountId, chatId, holdings };
  }

  /** Whether the person is told anything by now. */
  get answered(): boolean {
    return this.toastShown !== undefined || this.replies.some((reply) => 'text' in reply);
  }

  say(text: string, extra: Omit<Say, 'do' | 'text'> = {}): void {
    this.replies.push({ do: 'say', text: this.directed(text), ...extra });
  }

  /** Changes a message of this chat. */
  edit(messageId: number, text: string, extra: Omit<Edit, 'do' | 'text' | 'messageId'>): void {
    this.replies.push({ do: 'edit', messageId, text: this.directed(text), ...extra });
  }

  /** Changes the message whose button was tapped; says it anew where there is none. */
  redraw(text: string, buttons: Buttons = []): void {
    const { input, messageId } = this.incoming;
    if (input.kind === 'tap' && messageId !== undefined) {
      this.edit(messageId, text, { buttons });
    } else this.say(text, { buttons });
  }

  /** Takes the buttons away from the message whose button was tapped. */
  dropButtons(): void {
    const { input, messageId } = this.incoming;
    if (input.kind === 'tap' && messageId !== undefined) {
      this.replies.push({ do: 'dropButtons', messageId });
    }
  }

  deleteMessage(): void {
    const { messageId } = this.incoming;
    if (messageId !== undefined) this.replies.push({ do: 'delete', messageId });
  }

  toast(text: string): void {
    this.toastShown = { text: this.directed(text), alert: false };
  }

  alert(text: string): void {
    this.toastShown = { text: this.directed(text), alert: true };
  }

  private directed(text: string): string {
    return directed(text, this.words.language);
  }
}
