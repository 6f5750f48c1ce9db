import { beginAnnouncement } from '../../core/announcements/commands/begin-announcement.ts';
import {
  abandonDeliveries,
  claimProgress,
  endAnnouncement,
} from '../../core/announcements/commands/deliver-announcement.ts';
import {
  announcementOf,
  announcementsDue,
  announcementsEnding,
  type ProgressPlace,
  progressPlaceOf,
  progressToDraw,
} from '../../core/announcements/queries.ts';
import { doneOf } from '../../core/announcements/rules.ts';
import { languageOf } from '../../core/chats/queries.ts';
import type { NewOutboxMessage } from '../../core/outbox/types.ts';
import type { Tx } from '../../core/work.ts';
import { announcementPage } from '../view/announcement-page.ts';
import { words } from '../view/language.ts';
import type { Reply } from '../view/message.ts';
import type { AnnouncerParts } from './announcer.ts';
import { createBell, onAnnouncements } from './bell.ts';
import { inlineKeyboard } from './perform.ts';
import { startRounds, type Worker } from './rounds.ts';
import { holdIfTold } from './telegram.ts';

const everyMs = 1_000;
const progressEveryMs = 3_000;
/** A million receivers are written down well within it. */
const longestMs = 300_000;

/**
 * Does for announcements what is no sending: begins those whose time has come, gives up what a dead
 * worker left, ends and reports, and draws the progress. Every process may do it at once.
 */
export function startClerk(
  parts: Pick<AnnouncerParts, 'database' | 'log' | 'now' | 'api' | 'gate' | 'figures'>,
): Worker {
  const { database, log, now } = parts;
  const { read } = database;
  const bell = createBell();
  const silence = onAnnouncements(database, bell.ring);

  async function round(): Promise<void> {
    for (const id of await announcementsDue(read, now())) {
      await database.transaction((work) => beginAnnouncement(work, { id }), { longestMs });
    }
    await abandonDeliveries(read, now());
    for (const id of await announcementsEnding(read)) await end(id);
    const before = new Date(now().getTime() - progressEveryMs);
    for (const place of await progressToDraw(read, before)) await draw(place);
  }

  /** The last state of the progress goes with the change, so that it is shown whatever happens. */
  const end = (id: number): Promise<void> =>
    database.transaction(async (work) => {
      const ended = await endAnnouncement(work, { id });
      const place = ended && (await progressPlaceOf(work.tx, id));
      if (!place) return;
      const { messageId, chatId } = place;
      const page = await pageFor(work.tx, place, undefined);
      if (page) work.send(asReply(chatId, { do: 'edit', messageId, ...page }));
    });

  async function draw(place: ProgressPlace): Promise<void> {
    const announcement = await announcementOf(read, place.id);
    if (!announcement) return;
    const at = now();
    const done = doneOf(announcement);
    const claimed = await claimProgress(read, { ...place, now: at, done });
    if (!claimed) return;
    await show(place, rateSince(place, at, done));
    // Whoever paused or ended it meanwhile may have drawn it before this arrived, and nobody will again.
    let { state } = announcement;
    for (;;) {
      const present = await announcementOf(read, place.id);
      if (!present || present.state === state) return;
      state = present.state;
      await show(place, undefined);
    }
  }

  async function show(place: ProgressPlace, rate: number | undefined): Promise<void> {
    const page = await pageFor(read, place, rate);
    if (!page) return;
    const { chatId, messageId } = place;
    const reply_markup = inlineKeyboard(page.buttons);
    // The next drawing shows what this one could not.
    await parts.api
      .editMessageText(Number(chatId), messageId, page.text, { parse_mode: 'HTML', reply_markup })
      .catch(async (error: Error) => {
        log.debug({ error: error.name }, 'a progress was not drawn');
        await holdIfTold(parts, error);
      });
  }

  const rounds = startRounds({
    bell,
    everyMs,
    round,
    failed: (error) =>
      log.warn({ error: error.name }, 'the state of announcements could not be seen to'),
  });
  return {
    async stop() {
      silence();
      await rounds.stop();
    },
  };
}

/** Messages a second since the last drawing; unknown at the first. */
function rateSince({ drawnAt, drawnDone }: ProgressPlace, at: Date, done: number) {
  if (drawnAt === null || drawnAt >= at) return undefined;
  return Math.max(0, done - drawnDone) / ((at.getTime() - drawnAt.getTime()) / 1000);
}

async function pageFor(reader: Tx, { id, chatId }: ProgressPlace, rate: number | undefined) {
  const announcement = await announcementOf(reader, id);
  const language = (await languageOf(reader, chatId)) ?? 'fa';
  return announcement && announcementPage(announcement, words[language], rate);
}

const asReply = (chatId: bigint, reply: Reply): NewOutboxMessage => ({
  kind: 'reply',
  channel: 'telegram',
  chatId,
  payload: { reply } as unknown as NewOutboxMessage['payload'],
});
