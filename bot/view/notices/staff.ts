import type { StaffNotice } from '../../../core/staff/types.ts';
import { Html, type Words } from '../language.ts';
import { showCode } from '../names.ts';
import { type Tellers, told } from './told.ts';

type OfItem = Exclude<StaffNotice, { readonly name: 'cartableVacant' }>;

/** Its kind, and whose it is. */
function whatOf({ kind, of, code }: OfItem, { html, plain }: Words): Html {
  const parts = [
    html('notices.staff.kind', { kind: plain(`staff.kinds.${kind}`) }),
    ...(of === null ? [] : [html('staff.person', { name: of })]),
    ...(code === null ? [] : [showCode(code).html]),
  ];
  return new Html(parts.join(' · '));
}

export const staffTellers: Tellers<StaffNotice['name']> = {
  cartableVacant: ({ role, university }, { html, plain, language }) =>
    told(
      html('notices.staff.vacant', {
        role: plain(`terms.roles.${role}`),
        place: university?.[language] ?? plain('notices.staff.country'),
      }),
      { text: plain('cartables.open'), data: 'cartables' },
    ),
  itemClosed: (notice, words) => {
    const what = whatOf(notice, words);
    return told(
      notice.by === null
        ? words.html('notices.staff.closed', { what })
        : words.html('notices.staff.closedBy', { what, by: notice.by }),
    );
  },
  itemNudged: (notice, words) => {
    const what = whatOf(notice, words);
    const text =
      notice.by === null
        ? words.html('notices.staff.nudgedBySystem', { what })
        : words.html('notices.staff.nudged', { what, by: notice.by });
    return told(text, { text: words.plain('notices.staff.see'), data: `item:${notice.itemId}` });
  },
};
