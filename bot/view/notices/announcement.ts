import type { AnnouncementNotice } from '../../../core/announcements/types.ts';
import { reportText } from '../announcement-page.ts';
import { ungrouped } from '../format.ts';
import type { Words } from '../language.ts';
import type { Button } from '../message.ts';
import { type Tellers, told } from './told.ts';

const progress = (id: number, { plain }: Words): Button => ({
  text: plain('announce.buttons.progress'),
  data: `ann:${id}`,
});

/** What whoever wrote an announcement is told of it. */
export const announcementTellers: Tellers<AnnouncementNotice['name']> = {
  announcementBegun: ({ announcementId: id, total: count }, words) => {
    const number = ungrouped(id, words.language);
    return told(words.html('announce.begun', { number, count }), progress(id, words));
  },
  announcementEnded: (ended, words) =>
    told(reportText(ended, words), progress(ended.announcementId, words)),
};
