import type { ApplicationState } from '../applications/types.ts';
import type { Level } from '../registry/types.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';

/** What announcements are about. What concerns a person's own request is no announcement, and always comes. */
export const topics = ['openings', 'deadlines', 'general'] as const;
export type Topic = (typeof topics)[number];

export const languages = ['fa', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * - `draft`: being written. `scheduled`: confirmed, and begins when its time has come.
 * - `sending`, `paused`: its receivers are known, and each has a row.
 * - `done`: every receiver's row has its end. `cancelled`: what was not sent by then is not sent.
 */
export const announcementStates = [
  'draft',
  'scheduled',
  'sending',
  'paused',
  'cancelled',
  'done',
] as const;
export type AnnouncementState = (typeof announcementStates)[number];

export const recurrences = ['daily', 'weekly', 'monthly'] as const;
export type Recurrence = (typeof recurrences)[number];

/** Text by language; a language without one gets the other. At least one is there. */
export type Texts = { readonly [Of in Language]?: string };

/** A picture or a document, by the messenger's id: it was uploaded once, by whoever sent it to the bot. */
export interface Media {
  readonly kind: 'photo' | 'document';
  readonly fileId: string;
}

/**
 * Who of a topic's subscribers gets it. What is left out does not narrow it.
 * - `units`: whose request names an opening of the unit, or who is placed there.
 * - `states`: of the person's latest request.
 */
export interface Audience {
  readonly universityIds?: readonly number[];
  readonly unitIds?: readonly number[];
  readonly levels?: readonly Level[];
  readonly states?: readonly ApplicationState[];
  readonly languages?: readonly Language[];
}

/** What an announcement says, and to whom. */
export interface Content {
  readonly topic: Topic;
  readonly texts: Texts;
  readonly media: Media | null;
  readonly audience: Audience;
}

/** What became of the receivers. */
export type Counts = {
  readonly total: number;
  readonly sent: number;
  /** They cannot be written to: they have blocked the bot, or are gone. */
  readonly blocked: number;
  readonly failed: number;
  /** The connection broke after the request went out: nobody knows whether it arrived. */
  readonly unknown: number;
};

export interface Announcement extends Content, Counts {
  readonly id: number;
  readonly byId: number;
  /** Null: not of one university. */
  readonly universityId: number | null;
  readonly state: AnnouncementState;
  readonly scheduledAt: Date | null;
  readonly recurrence: Recurrence | null;
  readonly seriesId: number | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** From then on it is not known any more who its receivers were; the counts stay. */
  readonly forgottenAt: Date | null;
}

/** What can be done with an announcement that is written. `drop`: deletes a draft, and nothing else. */
export const steps = ['drop', 'pause', 'resume', 'cancel', 'resendUnknown'] as const;
export type Step = (typeof steps)[number];

/** `moved`: it is not in a state in which this can be done. */
export type SteerRefusal = CanRefusal | Refusal<'notFound' | 'moved'>;

/**
 * `outOfReach`: the audience is larger than the officer's own reach. `noText`: in no language.
 * `tooLong`: for a message, or for what stands below a picture.
 */
export type ContentRefusal =
  | Refusal<'outOfReach' | 'noText'>
  | Refusal<'tooLong', { readonly length: number; readonly limit: number }>;

/** `inThePast`: the time is over already. */
export type ConfirmRefusal = SteerRefusal | Refusal<'inThePast' | 'nobody'>;

export type AnnouncementNotice =
  /** A scheduled one has begun. */
  | { readonly name: 'announcementBegun'; readonly announcementId: number; readonly total: number }
  /** The report. `left`: not sent, because it was cancelled. */
  | ({
      readonly name: 'announcementEnded';
      readonly announcementId: number;
      readonly cancelled: boolean;
      readonly left: number;
      readonly seconds: number;
    } & Counts);
