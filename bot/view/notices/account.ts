import { formatDay } from '../format.ts';
import type { Words } from '../language.ts';
import type { Button } from '../message.ts';
import { type Tellers, told } from './told.ts';

type AccountNotice =
  | 'codeFellBackToSms'
  | 'codeDelayed'
  | 'codeNotSent'
  | 'codeNotPossible'
  | 'codeUncertain'
  | 'codeTooLate'
  | 'registered'
  | 'activated'
  | 'profileAccepted'
  | 'profileRefused'
  | 'signedInElsewhere'
  | 'passwordChanged'
  | 'mobileChanged'
  | 'mobileShared'
  | 'emailChanged'
  | 'profileDue'
  | 'accountVoided'
  | 'accountErased'
  | 'ruleAllowed'
  | 'universityStarted';

const menu = ({ plain }: Words): Button => ({ text: plain('menu.open'), data: 'menu' });
const profile = ({ plain }: Words): Button => ({ text: plain('menu.profile'), data: 'profile' });
const register = ({ plain }: Words): Button => ({ text: plain('menu.register'), data: 'register' });
const apply = ({ plain }: Words): Button => ({ text: plain('menu.apply'), data: 'apply' });

const recover = ({ plain }: Words): Button => ({ text: plain('menu.recover'), data: 'recover' });

/** A change that somebody else may have made, which a new password undoes. */
const recoverable = ({ name }: { name: 'signedInElsewhere' | 'passwordChanged' }, words: Words) =>
  told(words.html(`notices.account.${name}`), recover(words), menu(words));

const support = ({ plain }: Words): Button => ({ text: plain('menu.support'), data: 'support' });
const settings = ({ plain }: Words): Button => ({ text: plain('menu.settings'), data: 'settings' });

/** One that also turns away the codes of a recovery. */
const guarded = ({ name }: { name: 'mobileChanged' | 'emailChanged' }, words: Words) =>
  told(words.html(`notices.account.${name}`), support(words));

export const accountTellers: Tellers<AccountNotice> = {
  codeFellBackToSms: (_notice, { html }) => told(html('notices.codeFellBackToSms')),
  codeDelayed: (_notice, { html }) => told(html('notices.codeDelayed')),
  codeNotSent: (_notice, { html }) => told(html('notices.codeNotSent')),
  codeNotPossible: (_notice, { html }) => told(html('notices.codeNotPossible')),
  codeUncertain: (_notice, { html }) => told(html('notices.codeUncertain')),
  codeTooLate: (_notice, { html }) => told(html('notices.codeTooLate')),
  registered: (_notice, words) => told(words.html('notices.registered'), profile(words)),
  activated: (_notice, words) => told(words.html('notices.activated'), menu(words)),
  profileAccepted: (_notice, words) => told(words.html('notices.profileAccepted'), menu(words)),
  profileRefused: ({ reason }, words) =>
    told(words.html('notices.profileRefused', { reason }), profile(words)),
  signedInElsewhere: recoverable,
  passwordChanged: recoverable,
  mobileChanged: guarded,
  mobileShared: (_notice, words) =>
    told(words.html('notices.account.mobileShared'), settings(words)),
  emailChanged: guarded,
  profileDue: ({ daysLeft, until }, words) => {
    const values = { count: daysLeft, until: formatDay(until, words.language) };
    return told(words.html('notices.account.profileDue', values), profile(words));
  },
  accountVoided: ({ waits }, words) => {
    const key = waits ? 'accountVoidedWaiting' : 'accountVoided';
    return told(words.html(`notices.account.${key}`), menu(words));
  },
  accountErased: (_notice, words) => told(words.html('notices.account.accountErased'), menu(words)),
  ruleAllowed: ({ ruleId }, words) => {
    const rule = words.plain(`eligibility.rules.${ruleId}`);
    return told(words.html('notices.account.ruleAllowed', { rule }), apply(words));
  },
  universityStarted: ({ university: names, unregistered }, words) => {
    const university = names[words.language];
    return unregistered
      ? told(
          words.html('notices.account.universityStartedRegister', { university }),
          register(words),
        )
      : told(words.html('notices.account.universityStarted', { university }), profile(words));
  },
};
