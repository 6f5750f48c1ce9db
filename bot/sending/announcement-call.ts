import { type Api, GrammyError, HttpError } from 'grammy';
import type { Delivered } from '../../core/announcements/commands/deliver-announcement.ts';
import type { Media } from '../../core/announcements/types.ts';
import type { Buttons } from '../view/message.ts';
import { inlineKeyboard } from './perform.ts';
import { gone } from './telegram.ts';

/** An announcement as its receivers see it. The text is HTML. */
export interface AnnouncementMessage {
  readonly text: string;
  readonly media: Media | null;
  readonly buttons: Buttons;
}

export interface CallOptions {
  /** For more than the usual rate, which the messenger lets have who pays for it. */
  readonly paid: boolean;
}

/** Sends an announcement to one chat; media by their id, so that nothing is uploaded. Returns the message's id. */
export async function callAnnouncement(
  api: Api,
  chatId: number,
  { text, media, buttons }: AnnouncementMessage,
  { paid }: CallOptions,
): Promise<number> {
  const options = {
    parse_mode: 'HTML',
    reply_markup: inlineKeyboard(buttons),
    ...(paid ? { allow_paid_broadcast: true } : {}),
  } as const;
  if (media === null) {
    const quiet = { link_preview_options: { is_disabled: true } };
    return (await api.sendMessage(chatId, text, { ...options, ...quiet })).message_id;
  }
  const withMedia = { ...options, caption: text };
  const sent =
    media.kind === 'photo'
      ? await api.sendPhoto(chatId, media.fileId, withMedia)
      : await api.sendDocument(chatId, media.fileId, withMedia);
  return sent.message_id;
}

/** `trouble`: it lies with the messenger or the way there; before more is sent one should look. */
export type CallOutcome = Omit<Delivered, 'chatId' | 'chatSeen'> & { readonly trouble?: true };

/** The connection was never made. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * What a failed call means for its receiver. Only what the messenger itself refused, or never got, can
 * be sent again without doubt; after a broken connection or its own fault (5xx) nobody knows.
 */
export function outcomeOfFailure(error: unknown): CallOutcome {
  if (error instanceof HttpError) {
    const { code = '' } = (error.error ?? {}) as { code?: string };
    return neverSent.has(code)
      ? { state: 'pending', error: 'out of reach', trouble: true }
      : { state: 'unknown', error: 'network', trouble: true };
  }
  if (!(error instanceof GrammyError)) return { state: 'failed', error: 'not made' };
  const { error_code: code, description, parameters } = error;
  const word = `status ${code}`;
  if (code === 429) return { state: 'pending', error: 'flood' };
  if (code >= 500) return { state: 'unknown', error: word, trouble: true };
  // The token is not taken: that is nobody's of the receivers.
  if (code === 401 || code === 404) return { state: 'pending', error: word, trouble: true };
  if (parameters.migrate_to_chat_id !== undefined) return { state: 'blocked', error: 'migrated' };
  if (code === 403 || gone.test(description)) return { state: 'blocked', error: word };
  return { state: 'failed', error: word };
}
