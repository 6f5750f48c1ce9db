import { useEffect, useRef } from 'preact/hooks';
import { Arrivals } from './arrivals.js';
import { ChatColumn } from './chat.js';
import { Dialogs } from './dialogs.js';
import { Faults } from './faults.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Journey } from './journey.js';
import { Badge, People } from './people.js';
import { setLanguage, shownChats, state, update } from './state.js';

/** @import { View } from './state.js' */

/** Pixels that a chat needs. */
const chatWidth = 295;
const tabs = /** @type {const} */ ([
  ['people', 'people'],
  ['chat', 'chat'],
  ['arrivals', 'phone'],
  ['stage', 'stage'],
]);

/** The whole page, shown anew after each change of the state. */
export function App() {
  const { words, known, connected, view } = state;
  useEffect(() => {
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.language === 'fa' ? 'rtl' : 'ltr';
    document.title = words.say('title');
  }, [words]);
  return html`<div class=${`page view-${view}`}>
    <${TopBar} />
    ${!connected && html`<p class="banner" role="alert">${words.say(known ? 'lost' : 'connecting')}</p>`}
    <div class="parts">
      <${People} />
      <${Chats} />
      <aside>
        <${Faults} />
        <${Arrivals} />
      </aside>
    </div>
    <${Tabs} />
    ${state.toast?.chat === 0 && html`<p class="toast" role="status">${state.toast.text}</p>`}
    <${Dialogs} />
  </div>`;
}

function TopBar() {
  const { say, sayInTheOther, language } = state.words;
  const other = language === 'fa' ? 'en' : 'fa';
  return html`<header class="top">
    <img src="/icon.svg" alt="" width="36" height="36" />
    <h1>${say('name')}<small>${say('about')}</small></h1>
    <${Journey} />
    <button
      type="button"
      class="second language"
      lang=${other}
      title=${say('languageLabel')}
      onClick=${() => setLanguage(other)}
    >
      ${sayInTheOther('languageName')}
    </button>
  </header>`;
}

/** The chats side by side, as many as fit. */
function Chats() {
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      const room = Math.max(1, Math.floor(width / chatWidth));
      if (width > 0 && room !== state.room) update({ room });
    });
    if (main.current) observer.observe(main.current);
    return () => observer.disconnect();
  }, []);
  return html`<main class="chats" ref=${main}>
    ${shownChats().map((person) => html`<${ChatColumn} key=${person.id} person=${person} />`)}
  </main>`;
}

/** What a small screen shows, one at a time. */
function Tabs() {
  const { say } = state.words;
  const unread = {
    people: [...state.unread.values()].reduce((sum, count) => sum + count, 0),
    arrivals: state.unreadArrivals,
    chat: 0,
    stage: 0,
  };
  /** @param {View} view */
  const show = (view) => {
    const seen = view === 'arrivals' ? { unreadArrivals: 0 } : {};
    const [chat] = state.recent;
    if (view === 'chat' && chat !== undefined) state.unread.delete(chat);
    update({ view, ...seen });
  };
  return html`<nav class="tabs" aria-label=${say('tabs.label')}>
    ${tabs.map(
      ([view, icon]) => html`<button
        type="button"
        aria-current=${state.view === view ? 'page' : undefined}
        onClick=${() => show(view)}
      >
        <${Icon} name=${icon} />
        <span>${say(`tabs.${view}`)}</span>
        ${unread[view] > 0 && html`<${Badge} count=${unread[view]} />`}
      </button>`,
    )}
  </nav>`;
}
