import { wordsIn } from './words.js';

/** @import { WireArrival, WireHead, WireMessage, WirePerson, WireStage } from '../host/wire.ts' */
/** @import { Language } from './words.js' */

/**
 * @typedef {object} Chat
 * @property {WireHead} head
 * @property {Map<number, WireMessage>} messages
 */

/**
 * What one writes in a chat and has not sent.
 *
 * @typedef {object} Draft
 * @property {string} text
 * @property {WireMessage} [answers]
 * @property {WireMessage} [edits]
 */

/** @typedef {'people' | 'chat' | 'arrivals' | 'stage'} View */

const remembered = localStorage.getItem('language');
const asked = new URLSearchParams(location.search).get('lang');
const preferred = asked ?? remembered ?? (navigator.language.startsWith('fa') ? 'fa' : 'en');
/** @type {Language} */
const language = preferred === 'fa' ? 'fa' : 'en';

/** All that the page shows: what it was told, and what its visitor has opened. */
export const state = {
  words: wordsIn(language),
  connected: false,
  known: false,
  bot: '',
  /** @type {readonly WirePerson[]} */
  people: [],
  /** @type {Map<number, Chat>} */
  chats: new Map(),
  /** @type {readonly WireArrival[]} */
  arrivals: [],
  /** @type {WireStage | undefined} */
  stage: undefined,

  /** @type {View} what a small screen shows */
  view: 'chat',
  /** @type {readonly number[]} chats by how lately they were used, the last one first */
  recent: [],
  /** Chats that fit side by side. */
  room: 3,
  /** @type {Map<number, Draft>} */
  drafts: new Map(),
  /** @type {Map<number, number>} messages of the bot that were not looked at */
  unread: new Map(),
  unreadArrivals: 0,
  /** @type {Map<number, { action: string, until: number }>} */
  actions: new Map(),
  /** @type {Set<string>} taps that wait for their answer, as chat, message and data */
  taps: new Set(),
  /** @type {{ id: number, chat: number, text: string } | undefined} */
  toast: undefined,
  /** @type {string | undefined} text that one has to take note of */
  alert: undefined,
  /** @type {WireMessage | undefined} */
  picture: undefined,
  /** @type {string | undefined} a link into the bot that somebody is to open */
  link: undefined,
  /** @type {'play' | 'only' | 'going' | undefined} what is asked, or done, about beginning anew */
  anew: undefined,
  /** @type {Set<number>} people whose facts are shown */
  facts: new Set(),
};

/** @type {Set<() => void>} */
const listeners = new Set();
let due = false;

/** Changes the state and shows it, once for all changes of a frame. @param {Partial<typeof state>} [change] */
export function update(change = {}) {
  Object.assign(state, change);
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const listener of listeners) listener();
  });
}

/** @param {() => void} listener @returns {() => void} */
export function onUpdate(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {Language} next */
export function setLanguage(next) {
  localStorage.setItem('language', next);
  update({ words: wordsIn(next) });
}

/** @param {number} id */
export const personOf = (id) => state.people.find((person) => person.id === id);

/** The chats that are shown, in the order of the list of people. */
export function shownChats() {
  const open = new Set(state.recent.slice(0, state.room));
  return state.people.filter(({ id }) => open.has(id));
}

/** Shows a chat, in the place of the one that was left alone for longest. @param {number} id */
export function openChat(id) {
  const others = state.recent.filter((other) => other !== id);
  state.unread.delete(id);
  update({ recent: [id, ...others], view: 'chat' });
}

/** @param {number} id */
export const closeChat = (id) => update({ recent: state.recent.filter((other) => other !== id) });

/** @param {number} id @returns {Draft} */
export const draftOf = (id) => state.drafts.get(id) ?? { text: '' };

/** @param {number} id @param {Draft} draft */
export function setDraft(id, draft) {
  state.drafts.set(id, draft);
  update();
}

let toasts = 0;

/** @param {number} chat 0 where it is no chat's @param {string} text */
export function showToast(chat, text) {
  toasts += 1;
  const id = toasts;
  update({ toast: { id, chat, text } });
  setTimeout(() => {
    if (state.toast?.id === id) update({ toast: undefined });
  }, 3_500);
}
