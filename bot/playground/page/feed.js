import { openChat, personOf, showToast, state, update } from './state.js';

/** @import { WireEvent } from '../host/wire.ts' */
/** @import { Chat } from './state.js' */

/** Milliseconds for which Telegram shows that somebody types. */
const typing = 5_000;

/** Who is shown first, as far as there is room. */
const first = ['newStudent', 'expert', 'unitOfficer'];

/** Listens to the playground for as long as the page is open; the browser connects anew by itself. */
export function follow() {
  const source = new EventSource('/events');
  source.onopen = () => update({ connected: true });
  source.onerror = () => update({ connected: false });
  source.onmessage = ({ data }) => take(JSON.parse(data));
}

/** @param {WireEvent} event */
function take(event) {
  switch (event.is) {
    case 'all':
      return takeAll(event);
    case 'message':
      return takeMessage(event);
    case 'gone':
      state.chats.get(event.chat)?.messages.delete(event.id);
      return update();
    case 'head': {
      const chat = state.chats.get(event.head.id);
      if (chat) chat.head = event.head;
      return update();
    }
    case 'action':
      return takeAction(event);
    case 'toast':
      return showToast(event.chat, event.text);
    case 'arrival':
      return update({
        arrivals: [...state.arrivals, event.arrival],
        unreadArrivals: state.view === 'arrivals' ? 0 : state.unreadArrivals + 1,
      });
    case 'stage':
      return takeStage(event.stage);
  }
}

/** @param {Extract<WireEvent, { is: 'all' }>} event */
function takeAll({ bot, people, chats, arrivals, stage }) {
  /** @type {Map<number, Chat>} */
  const all = new Map();
  for (const { messages, ...head } of chats) {
    all.set(head.id, { head, messages: new Map(messages.map((one) => [one.id, one])) });
  }
  const { language } = state.words;
  const begins = first.flatMap((role) => {
    const able = people.filter((one) => one.role === role);
    return (able.find(({ speaks }) => speaks === language) ?? able[0])?.id ?? [];
  });
  const recent = state.known ? state.recent : begins;
  update({ known: true, connected: true, bot, people, chats: all, arrivals, stage, recent });
}

/** @param {Extract<WireEvent, { is: 'message' }>} event */
function takeMessage({ chat: id, message }) {
  const chat = state.chats.get(id);
  if (!chat) return;
  const isNew = !chat.messages.has(message.id);
  chat.messages.set(message.id, message);
  if (!message.mine) state.actions.delete(id);
  if (isNew && !message.mine && !isLookedAt(id)) {
    state.unread.set(id, (state.unread.get(id) ?? 0) + 1);
  }
  update();
}

/** @param {number} id */
const isLookedAt = (id) =>
  state.recent.slice(0, state.room).includes(id) && (state.room > 1 || state.view === 'chat');

/** @param {Extract<WireEvent, { is: 'action' }>} event */
function takeAction({ chat, action }) {
  state.actions.set(chat, { action, until: Date.now() + typing });
  setTimeout(() => update(), typing + 50);
  update();
}

/** Brings who acts next in the journey on the screen. @param {NonNullable<typeof state.stage>} stage */
function takeStage(stage) {
  const before = state.stage?.journey.next;
  const { next } = stage.journey;
  update({ stage });
  if (next && (next.person !== before?.person || next.what !== before.what)) {
    const { view } = state;
    if (personOf(next.person)) openChat(next.person);
    // Who reads an SMS or holds the controls on a small screen is left there.
    if (state.room === 1 && view !== 'people' && view !== 'chat') update({ view });
  }
}
