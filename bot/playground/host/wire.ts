/** What the page is told, as JSON. Knows nothing of Node, so that the page's own code may name it. */

/** The same in the two languages of the page. */
export interface Both {
  readonly fa: string;
  readonly en: string;
}

export type RoleName =
  | 'newStudent'
  | 'activeStudent'
  | 'internationalStudent'
  | 'lowAverage'
  | 'unitOfficer'
  | 'expert'
  | 'studentDeputy'
  | 'internationalDeputy'
  | 'finance'
  | 'organisation'
  | 'administrator';

/** Something that the bot may ask about a made-up person. */
export interface WireFact {
  readonly name: FactName;
  readonly shown: Both;
  /** What one types for it. */
  readonly typed: Both;
}

export type FactName =
  | 'firstName'
  | 'lastName'
  | 'identityNumber'
  | 'password'
  | 'birthDate'
  | 'mobile'
  | 'email'
  | 'university'
  | 'studentNumber'
  | 'level'
  | 'field'
  | 'startDate'
  | 'gender'
  | 'average'
  | 'sheba';

export interface WirePerson {
  /** Also the id of the chat. */
  readonly id: number;
  readonly role: RoleName;
  readonly name: Both;
  /** In which language this person would be served. */
  readonly speaks: 'fa' | 'en';
  readonly facts: readonly WireFact[];
}

export interface WireEntity {
  readonly type: string;
  /** UTF-16 code units, as `offset` and `length` of the Bot API. */
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

export interface WireButton {
  readonly text: string;
  readonly data?: string;
  readonly url?: string;
  readonly copy?: string;
}

export interface WireFile {
  readonly kind: 'photo' | 'document' | 'sticker' | 'voice';
  /** Where the page gets it. */
  readonly address: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}

export interface WireMessage {
  readonly id: number;
  /** Sent by the person. */
  readonly mine: boolean;
  /** Seconds since 1970. */
  readonly date: number;
  readonly edited: boolean;
  readonly text: string;
  readonly entities: readonly WireEntity[];
  readonly buttons: readonly (readonly WireButton[])[];
  readonly file?: WireFile;
  readonly contact?: { readonly name: string; readonly phone: string };
  readonly place?: { readonly latitude: number; readonly longitude: number };
  /** The message that this one answers, in short. */
  readonly answers?: string;
}

/** All of a chat but its messages. */
export interface WireHead {
  readonly id: number;
  readonly blocked: boolean;
  readonly keyboard?: readonly (readonly { readonly text: string; readonly contact: boolean }[])[];
  readonly placeholder?: string;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
}

/** An SMS, an automatic call or an e-mail. */
export interface WireArrival {
  readonly id: string;
  readonly by: 'sms' | 'call' | 'mail';
  readonly to: string;
  /** Whose phone or mailbox it is; 0 where nobody's. */
  readonly person: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly subject?: string;
  readonly text: string;
  /** Addresses in the text. */
  readonly entities: readonly WireEntity[];
  readonly code?: string;
}

export const faultNames = ['slow', 'limit', 'cut'] as const;
export type FaultName = (typeof faultNames)[number];

export type Chapter =
  | 'registering'
  | 'completingProfile'
  | 'applying'
  | 'reviewing'
  | 'placing'
  | 'paying';

export const paces = ['calm', 'brisk', 'quick'] as const;
export type Pace = (typeof paces)[number];

export interface WireAct {
  readonly person: number;
  readonly does: 'write' | 'tap' | 'upload' | 'else';
  readonly what: string;
}

export interface WireJourney {
  readonly state: 'idle' | 'playing' | 'paused' | 'stopped' | 'done' | 'lost';
  /** Of `chapters`, and how far in all, from 0 to 1. */
  readonly chapter: Chapter;
  readonly progress: number;
  readonly pace: Pace;
  /** What is done next, a moment before it is done. */
  readonly next?: WireAct;
}

export interface WireStage {
  readonly bot: 'on' | 'off' | 'changing';
  readonly faults: readonly FaultName[];
  /** Calls of the bot that met a fault since all was well. */
  readonly struck: number;
  /** Messages and taps of people that the bot has not taken yet. */
  readonly waiting: number;
  readonly journey: WireJourney;
  /** Nobody has written anything: the journey can be played as it is. */
  readonly untouched: boolean;
}

export type WireEvent =
  | {
      readonly is: 'all';
      readonly bot: string;
      readonly people: readonly WirePerson[];
      readonly chats: readonly (WireHead & { readonly messages: readonly WireMessage[] })[];
      readonly arrivals: readonly WireArrival[];
      readonly stage: WireStage;
    }
  | { readonly is: 'message'; readonly chat: number; readonly message: WireMessage }
  | { readonly is: 'gone'; readonly chat: number; readonly id: number }
  | { readonly is: 'head'; readonly head: WireHead }
  | { readonly is: 'action'; readonly chat: number; readonly action: string }
  | { readonly is: 'toast'; readonly chat: number; readonly text: string }
  | { readonly is: 'arrival'; readonly arrival: WireArrival }
  | { readonly is: 'stage'; readonly stage: WireStage };

/** What the bot answered to a tap. */
export interface WireAnswer {
  readonly text: string;
  readonly alert: boolean;
}
