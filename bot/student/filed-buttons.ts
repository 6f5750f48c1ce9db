import type { ApplicationStatus } from '../../core/applications/types.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay } from '../view/format.ts';
import type { Button, Buttons } from '../view/message.ts';

/** What a student can do with a request that was filed. */
export function filedButtons({ words }: Turn, status: ApplicationStatus): Buttons {
  const { plain, language } = words;
  const { trackingCode: code, state, canEdit, canWithdraw, appealUntil } = status;
  const mend = state === 'sentBack' ? 'application.mend' : 'application.change';
  const buttons: Button[] = [
    ...(canEdit ? [{ text: plain(mend), data: `revise:${code}` }] : []),
    ...(canWithdraw ? [{ text: plain('status.withdraw'), data: `withdraw:ask:${code}` }] : []),
  ];
  if (appealUntil) {
    const text = plain('status.appeal', { until: formatDay(appealUntil, language) });
    buttons.push({ text, data: `appeal:${code}` });
  }
  return buttons.map((button) => [button]);
}
