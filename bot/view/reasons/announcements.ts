import type { WriteRefusal } from '../../../core/announcements/commands/write-announcement.ts';
import type { ConfirmRefusal, ContentRefusal } from '../../../core/announcements/types.ts';
import type { Turn } from '../../intake/turn.ts';

/** What is wrong with the words or the audience of an announcement. */
export function explainContent({ words: { html } }: Turn, refusal: ContentRefusal): string {
  if (refusal.reason === 'tooLong') {
    const { length, limit } = refusal;
    return html('announce.form.tooLong', { length, count: limit });
  }
  const texts = {
    noText: 'announce.form.noText',
    outOfReach: 'announce.reasons.outOfReach',
  } as const satisfies Record<Exclude<ContentRefusal['reason'], 'tooLong'>, string>;
  return html(texts[refusal.reason]);
}

/** Why an announcement is not written, confirmed or steered. */
export function explainAnnouncement(turn: Turn, refusal: WriteRefusal | ConfirmRefusal): string {
  switch (refusal.reason) {
    case 'tooLong':
    case 'noText':
    case 'outOfReach':
      return explainContent(turn, refusal);
    default: {
      const texts = {
        notAllowed: 'errors.notAllowed',
        ownCase: 'staff.ownCase',
        samePerson: 'staff.samePerson',
        moved: 'announce.reasons.moved',
        notFound: 'announce.reasons.notFound',
        inThePast: 'announce.reasons.inThePast',
        nobody: 'announce.reasons.nobody',
      } as const satisfies Record<typeof refusal.reason, string>;
      return turn.words.html(texts[refusal.reason]);
    }
  }
}
