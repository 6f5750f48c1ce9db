import type { Universities } from '../../core/statistics/queries.ts';
import type { StatisticsTopic } from '../../core/statistics/types.ts';
import type { Language } from './language.ts';

/** A button under a message; `data` is at most 64 bytes and comes back when it is tapped. */
export type Button =
  | { readonly text: string; readonly data: string }
  | { readonly text: string; readonly url: string };

export type Buttons = readonly (readonly Button[])[];

/** A picture that is drawn when it is sent, so that a message stays small data. */
export type Picture =
  | { readonly kind: 'captcha'; readonly text: string; readonly seed: number }
  /** How a request stands when it is drawn; `code` without the dash. */
  | { readonly kind: 'request'; readonly code: string; readonly language: Language }
  | { readonly kind: 'guide'; readonly name: GuidePicture; readonly language: Language }
  /** The numbers of a university in a term, as they are when it is drawn. */
  | ({ readonly kind: 'statistics'; readonly topic: StatisticsTopic } & StatisticsPlace);

interface StatisticsPlace {
  readonly universityId: number;
  readonly termId: number;
  readonly language: Language;
}

type SeveralPlaces = Universities & { readonly language: Language };

/** What the guide shows in pictures. */
export type GuidePicture = 'path' | 'contact' | 'sheba' | 'certificate' | 'work' | 'pay' | 'setup';

/** A file that is read from the store, or made, when it is sent. */
export type Document =
  | { readonly kind: 'stored'; readonly key: string; readonly mime: string; readonly name: string }
  | { readonly kind: 'payRun'; readonly exportId: number; readonly name: string }
  | ({ readonly kind: 'statistics'; readonly name: string } & StatisticsPlace)
  /** The numbers of several universities in a term. */
  | ({ readonly kind: 'allStatistics'; readonly name: string } & SeveralPlaces)
  /** Everything that is stored about whoever is signed in in the chat when it is sent. */
  | { readonly kind: 'myData'; readonly name: string };

/**
 * What the bot answers, as data: it is written with the change that causes it and sent after the
 * commit. Texts are HTML.
 */
export type Reply =
  | {
      readonly do: 'say';
      readonly text: string;
      readonly buttons?: Buttons;
      readonly picture?: Picture;
      readonly document?: Document;
      /** A picture or document that the messenger has already, by its id. */
      readonly media?: { readonly kind: 'photo' | 'document'; readonly fileId: string };
      /** Id of an invitation whose link stands below the text; made when it is sent, so that it is kept nowhere. */
      readonly invitation?: string;
      /** Shows a button that shares the person's own phone number. */
      readonly askContact?: string;
      /** Takes that button away again. */
      readonly dropKeyboard?: boolean;
    }
  | {
      readonly do: 'edit';
      readonly messageId: number;
      readonly text: string;
      readonly buttons?: Buttons;
      /** The message is a picture or file: its caption is what changes. */
      readonly caption?: boolean;
    }
  | { readonly do: 'dropButtons'; readonly messageId: number }
  | { readonly do: 'delete'; readonly messageId: number };

/** The short answer to a tap; shown for a moment, or until dismissed. */
export interface Toast {
  readonly text: string;
  readonly alert: boolean;
}
