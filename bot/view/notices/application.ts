import { formatDay } from '../format.ts';
import type { Words } from '../language.ts';
import type { Button } from '../message.ts';
import { showCode } from '../names.ts';
import { type Tellers, told } from './told.ts';

type ApplicationNotice =
  | 'applicationFiled'
  | 'applicationApproved'
  | 'applicationRejected'
  | 'applicationSentBack'
  | 'mendReminder'
  | 'internationalAllowed'
  | 'claimRefused'
  | 'appealDecided';

const see = ({ plain }: Words, code: string): Button => ({
  text: plain('notices.application.see'),
  data: `status:${code}`,
});

const appeal = ({ plain, language }: Words, code: string, until: string): Button => ({
  text: plain('status.appeal', { until: formatDay(until, language) }),
  data: `appeal:${code}`,
});

export const applicationTellers: Tellers<ApplicationNotice> = {
  applicationFiled: ({ trackingCode, state }, words) => {
    const key = state === 'awaitingInternational' ? 'filedInternational' : 'filed';
    const code = showCode(trackingCode);
    return {
      ...told(words.html(`notices.application.${key}`, { code }), see(words, trackingCode)),
      picture: { kind: 'request', code: trackingCode, language: words.language },
    };
  },
  applicationApproved: ({ trackingCode }, words) =>
    told(
      words.html('notices.application.approved', { code: showCode(trackingCode) }),
      see(words, trackingCode),
    ),
  applicationRejected: ({ trackingCode, reasonCode, reasonText, appealUntil }, words) =>
    told(
      words.html('notices.application.rejected', {
        code: showCode(trackingCode),
        reason: words.plain(`terms.rejectionReasons.${reasonCode}`),
        text: reasonText,
        until: formatDay(appealUntil, words.language),
      }),
      appeal(words, trackingCode, appealUntil),
      see(words, trackingCode),
    ),
  applicationSentBack: ({ trackingCode, note }, words) =>
    told(
      words.html('notices.application.sentBack', { code: showCode(trackingCode), note }),
      { text: words.plain('application.mend'), data: `revise:${trackingCode}` },
      see(words, trackingCode),
    ),
  mendReminder: ({ trackingCode, note }, words) =>
    told(
      words.html('notices.application.mendReminder', { code: showCode(trackingCode), note }),
      { text: words.plain('application.mend'), data: `revise:${trackingCode}` },
      see(words, trackingCode),
    ),
  internationalAllowed: ({ trackingCode }, words) =>
    told(
      words.html('notices.application.internationalAllowed', { code: showCode(trackingCode) }),
      see(words, trackingCode),
    ),
  claimRefused: ({ trackingCode, class: of, reason }, words) =>
    told(
      words.html('notices.application.claimRefused', {
        class: words.plain(`terms.priorityClasses.${of}`),
        code: showCode(trackingCode),
        reason,
      }),
      see(words, trackingCode),
    ),
  appealDecided: ({ trackingCode, granted, answer }, words) => {
    const key = granted ? 'appealGranted' : 'appealDismissed';
    const code = showCode(trackingCode);
    return told(
      words.html(`notices.application.${key}`, { code, answer }),
      see(words, trackingCode),
    );
  },
};
