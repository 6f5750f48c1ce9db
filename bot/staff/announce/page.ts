import { showProgressIn } from '../../../core/announcements/commands/deliver-announcement.ts';
import { announcementOf, countReceivers } from '../../../core/announcements/queries.ts';
import { languageFor, mayAnnounce } from '../../../core/announcements/rules.ts';
import { type Announcement, languages } from '../../../core/announcements/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { announcementMessage } from '../../view/announcement.ts';
import { announcementPage } from '../../view/announcement-page.ts';
import { words as allWords } from '../../view/language.ts';
import { declineTo, showPage } from '../officer.ts';
import { describeAudience } from './audience.ts';

/** An announcement that this officer may see to; otherwise says that there is none such. */
export async function ownAnnouncement(turn: Turn, id: number): Promise<Announcement | undefined> {
  const announcement = await announcementOf(turn.work.tx, id);
  const allowed = announcement && mayAnnounce(await turn.person(), announcement).ok;
  if (allowed) return announcement;
  declineTo(turn, turn.words.html('announce.reasons.notFound'));
  return undefined;
}

/** The page of an announcement. The message that shows it is where its progress is drawn from now on. */
export async function showAnnouncement(turn: Turn, id: number): Promise<void> {
  const announcement = await ownAnnouncement(turn, id);
  if (!announcement) return;
  const ahead = announcement.startedAt === null || announcement.recurrence !== null;
  const more = ahead
    ? {
        receivers: await countReceivers(turn.work.tx, announcement),
        audience: await describeAudience(turn, announcement.audience),
      }
    : undefined;
  showPage(turn, announcementPage(announcement, turn.words, undefined, more));
  const { input, messageId } = turn.incoming;
  if (input.kind === 'tap' && input.name !== 'f' && messageId !== undefined) {
    await showProgressIn(turn.work, { id, chatId: turn.chatId, messageId });
  }
}

/** Shows an announcement as its receivers will see it: once for each language in which it is written. */
export async function showPreviews(turn: Turn, id: number): Promise<void> {
  const announcement = await ownAnnouncement(turn, id);
  if (!announcement) return;
  const { topic, texts, media, universityId } = announcement;
  const university = universityId === null ? null : await universityOf(turn.work.tx, universityId);
  const { html, plain } = turn.words;
  const written = languages.filter((language) => languageFor(texts, language) === language);
  for (const language of written) {
    const readers = plain(`announce.languages.${language}`);
    turn.say(
      written.length === 1
        ? html('announce.page.previewAll')
        : html('announce.page.previewHead', { language: readers }),
    );
    const message = announcementMessage({ topic, texts, media, university }, allWords[language]);
    const { text, buttons } = message;
    turn.say(text, { buttons, ...(media ? { media } : {}) });
  }
}
