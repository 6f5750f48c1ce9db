import type { NewOutboxMessage } from '../outbox/types.ts';

/** A form on its way, as it is stored. */
export interface StoredForm {
  readonly form: string;
  readonly version: number;
  readonly step: string;
  /** The form engine's own: answers and scratch. */
  readonly content: unknown;
  readonly revision: number;
}

/** One private chat. While a unit of work holds it, no other works on this chat. */
export interface ChatSession {
  readonly chatId: bigint;
  readonly language: 'fa' | 'en' | null;
  readonly accountId: number | null;
  readonly activeForm: string | null;
  readonly captchaWrong: number;
  readonly captchaBlockedUntil: Date | null;
}

/** A chat that answers a form, as it was found without being locked. */
export interface SeenChat {
  readonly session: ChatSession;
  readonly form: StoredForm;
  /** Changes with every change of the chat's row, and so with every update that is worked on. */
  readonly seen: string;
}

/** What an update comes to that only answers the form at hand. */
export interface FormAnswer {
  readonly updateId: number;
  readonly chat: SeenChat;
  readonly clientLanguage: 'fa' | 'en';
  /** The form as it is from now on; undefined: as it was. */
  readonly form: Omit<StoredForm, 'revision'> | undefined;
  /** For this chat, leased to their writer. */
  readonly replies: readonly NewOutboxMessage[];
}
