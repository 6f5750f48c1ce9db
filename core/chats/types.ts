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
