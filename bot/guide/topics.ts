import type { StaffRole } from '../../core/staff/types.ts';
import type { GuidePicture } from '../view/message.ts';

/** Who reads a topic. Officers are students as well, or have been asked by one. */
export type Reader = 'stranger' | 'student' | StaffRole;

export interface Topic {
  readonly readers: readonly Reader[];
  readonly picture?: GuidePicture;
  /** The menu's button that does what the topic is about. */
  readonly act?:
    | 'register'
    | 'profile'
    | 'apply'
    | 'status'
    | 'payments'
    | 'inbox'
    | 'cartables'
    | 'settings'
    | 'support';
}

const everybody = ['stranger', 'student'] as const;
const organisers = ['expert', 'organisation', 'administrator'] as const;
const everyOfficer = [
  'unitOfficer',
  'expert',
  'studentDeputy',
  'internationalDeputy',
  'finance',
  'organisation',
  'administrator',
] as const;

/** In the order in which they are offered. The titles and texts are in locales/fa/guide.ts. */
export const topics = {
  start: { readers: everybody, picture: 'path' },
  register: { readers: ['stranger'], picture: 'contact', act: 'register' },
  profile: { readers: ['student'] },
  eligible: { readers: everybody },
  request: { readers: ['student'], act: 'apply' },
  sheba: { readers: ['student'], picture: 'sheba' },
  attachments: { readers: ['student'], picture: 'certificate' },
  next: { readers: ['student'], picture: 'path', act: 'status' },
  hours: { readers: ['student'], act: 'payments' },
  appeal: { readers: ['student'], act: 'status' },
  codes: { readers: everybody },
  account: { readers: everybody, act: 'settings' },
  support: { readers: everybody, act: 'support' },
  forms: { readers: everybody },
  privacy: { readers: everybody },
  unitOfficer: { readers: ['unitOfficer'], act: 'inbox' },
  expert: { readers: ['expert'], act: 'inbox' },
  studentDeputy: { readers: ['studentDeputy'], act: 'inbox' },
  internationalDeputy: { readers: ['internationalDeputy'], act: 'inbox' },
  finance: { readers: ['finance'], act: 'inbox' },
  organisation: { readers: ['organisation'], act: 'inbox' },
  administrator: { readers: ['administrator'], act: 'inbox' },
  inbox: { readers: everyOfficer, act: 'inbox' },
  needs: { readers: ['unitOfficer', 'expert'] },
  reviewing: { readers: ['expert', 'studentDeputy', 'internationalDeputy'] },
  placing: { readers: ['unitOfficer', 'expert', 'studentDeputy'], picture: 'work' },
  paying: { readers: ['finance', 'studentDeputy', 'expert'], picture: 'pay' },
  dates: { readers: ['expert', 'organisation', 'studentDeputy'] },
  setup: { readers: organisers, picture: 'setup' },
  answering: { readers: [...organisers, 'studentDeputy'] },
  announcing: { readers: [...organisers, 'studentDeputy'] },
  numbers: { readers: [...organisers, 'studentDeputy', 'finance'] },
  officers: { readers: everyOfficer, act: 'cartables' },
} as const satisfies Readonly<Record<StaffRole | (string & {}), Topic>>;

export type TopicName = keyof typeof topics;

export const topicNames = Object.keys(topics) as TopicName[];

export const topicOf = (name: TopicName): Topic => topics[name];

export const isTopic = (name: string): name is TopicName => Object.hasOwn(topics, name);

export const isRole = (name: TopicName): name is TopicName & StaffRole =>
  topicOf(name).readers.every((reader) => reader === name);

/** At these steps it is asked why no code comes. */
const codesAt = (...steps: readonly string[]) =>
  Object.fromEntries(steps.map((step) => [step, 'codes' as const]));

/** Forms of officers by what they ask help about. */
const aboutOffice = (forms: Readonly<Partial<Record<TopicName, readonly string[]>>>) =>
  Object.fromEntries(
    Object.entries(forms).flatMap(([topic, names]) =>
      names.map((name) => [name, { topic: topic as TopicName }]),
    ),
  );

/**
 * What a form asks help about: of the form, or of one of its steps. A form that is not here is
 * answered by how forms are filled in.
 */
export const formTopics: Readonly<
  Record<
    string,
    { readonly topic: TopicName; readonly steps?: Readonly<Record<string, TopicName>> }
  >
> = {
  registration: {
    topic: 'register',
    steps: codesAt('channel', 'mobileCode', 'emailCode'),
  },
  signin: { topic: 'account', steps: codesAt('channel', 'mobileCode') },
  recovery: { topic: 'account', steps: codesAt('channel', 'mobileCode', 'emailCode') },
  mobile: { topic: 'account', steps: codesAt('channel', 'mobileCode') },
  email: { topic: 'account', steps: codesAt('emailCode') },
  password: { topic: 'account' },
  leave: { topic: 'privacy' },
  profile: { topic: 'profile', steps: { card: 'profile' } },
  ownstudies: { topic: 'profile' },
  application: {
    topic: 'request',
    steps: { eligibility: 'eligible', sheba: 'sheba', files: 'attachments' },
  },
  track: { topic: 'next' },
  appeal: { topic: 'appeal' },
  sheba: { topic: 'sheba' },
  objection: { topic: 'hours' },
  withdrawal: { topic: 'hours' },
  support: { topic: 'support' },
  ticketwrite: { topic: 'support' },
  invitation: { topic: 'officers', steps: codesAt('channel', 'code') },
  administration: { topic: 'forms', steps: codesAt('channel', 'code') },
  ...aboutOffice({
    inbox: ['bulk', 'remind', 'find'],
    needs: ['need'],
    reviewing: ['reject', 'sendback', 'refute', 'consent', 'appealanswer', 'discretion', 'studies'],
    placing: ['request', 'decline', 'hoursform', 'settle'],
    paying: ['ownerconfirm', 'ownerrefuse', 'payresults', 'resultfix', 'filerefused'],
    dates: ['newterm', 'extendwindow'],
    setup: [
      'records',
      'university',
      'unifix',
      'unit',
      'unitfix',
      'unitsheet',
      'contact',
      'monthlycap',
    ],
    answering: ['caseanswer'],
    announcing: ['announcement', 'annplan'],
    numbers: ['audit'],
    officers: ['nominate', 'seatrefuse', 'delegation'],
  }),
};
