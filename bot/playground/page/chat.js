import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { inChat } from './api.js';
import { Composer } from './composer.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Message } from './message.js';
import { Avatar } from './people.js';
import { closeChat, draftOf, setDraft, state, update } from './state.js';

/** @import { WireAct, WireMessage, WirePerson } from '../host/wire.ts' */

/** Pixels from the end within which one is taken to read the newest message. */
const near = 120;

/** One person's chat with the bot. @param {{ person: WirePerson }} props */
export function ChatColumn({ person }) {
  const { words, facts } = state;
  const { say, language } = words;
  const chat = state.chats.get(person.id);
  if (!chat) return null;
  const messages = [...chat.messages.values()];
  const next = nextOf(person);
  const name = person.name[language];
  return html`<section
    class=${`chat${next ? ' acting' : ''}`}
    aria-label=${say('chat.label', { name })}
    data-person=${person.id}
  >
    <${ChatHeader} person=${person} blocked=${chat.head.blocked} />
    ${facts.has(person.id) && html`<${Facts} person=${person} />`}
    <${Log} person=${person} messages=${messages} next=${next} />
    ${chat.head.blocked && html`<p class="note" role="status">${say('chat.blocked')}</p>`}
    ${
      state.toast?.chat === person.id &&
      html`<p class="toast" role="status" dir="auto">${state.toast.text}</p>`
    }
    <${Composer}
      person=${person}
      head=${chat.head}
      isNew=${messages.length === 0}
      next=${next}
    />
  </section>`;
}

/** What this person is about to do in the journey. @param {WirePerson} person @returns {WireAct | undefined} */
function nextOf({ id }) {
  const journey = state.stage?.journey;
  const plays = journey?.state === 'playing' || journey?.state === 'paused';
  return plays && journey.next?.person === id ? journey.next : undefined;
}

/** @param {{ person: WirePerson, blocked: boolean }} props */
function ChatHeader({ person, blocked }) {
  const { say, language } = state.words;
  const { id, role } = person;
  const shown = state.facts.has(id);
  const toggleFacts = () => {
    if (!state.facts.delete(id)) state.facts.add(id);
    update();
  };
  const block = say(blocked ? 'chat.unblock' : 'chat.block');
  return html`<header>
    <${Avatar} person=${person} />
    <h2>
      <span><bdi>${person.name[language]}</bdi></span>
      <small>${actionOf(id) ?? say(`roles.${role}`)}</small>
    </h2>
    <button
      type="button"
      class=${`plain${shown ? ' on' : ''}`}
      aria-expanded=${shown}
      aria-label=${say('chat.facts')}
      title=${say('chat.facts')}
      onClick=${toggleFacts}
    >
      <${Icon} name="card" />
    </button>
    <button
      type="button"
      class=${`plain${blocked ? ' on' : ''}`}
      aria-pressed=${blocked}
      aria-label=${block}
      title=${block}
      onClick=${() => inChat(id, { do: blocked ? 'unblock' : 'block' })}
    >
      <${Icon} name="block" />
    </button>
    <button
      type="button"
      class="plain closes"
      aria-label=${say('chat.close')}
      title=${say('chat.close')}
      onClick=${() => closeChat(id)}
    >
      <${Icon} name="close" />
    </button>
  </header>`;
}

/** What the bot is doing, if anything. @param {number} id */
function actionOf(id) {
  const action = state.actions.get(id);
  if (!action || action.until < Date.now()) return undefined;
  return state.words.say(action.action === 'typing' ? 'chat.typing' : 'chat.uploading');
}

/** What the bot may ask this person. @param {{ person: WirePerson }} props */
function Facts({ person: { id, facts } }) {
  const { say, language } = state.words;
  return html`<div class="facts">
    <p>${say('chat.factsHint')}</p>
    <dl>
      ${facts.map(
        ({ name, shown, typed }) => html`<div>
          <dt>${say(`facts.${name}`)}</dt>
          <dd>
            <button
              type="button"
              onClick=${() => setDraft(id, { ...draftOf(id), text: typed[language] })}
            >
              <bdi>${shown[language]}</bdi>
            </button>
          </dd>
        </div>`,
      )}
    </dl>
  </div>`;
}

/** @param {{ person: WirePerson, messages: readonly WireMessage[], next: WireAct | undefined }} props */
function Log({ person, messages, next }) {
  const { words } = state;
  const log = useRef(/** @type {HTMLElement | null} */ (null));
  const [away, setAway] = useState(false);
  const last = messages.at(-1);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  // Who reads further up stays there, unless the new message is the reader's own.
  useLayoutEffect(() => {
    if (!away || last?.mine) toEnd();
  }, [messages, next, last?.mine, away]);
  // A picture that has come makes the log longer.
  useEffect(() => {
    const { current } = log;
    const grown = () => {
      if (current?.dataset['away'] !== 'true') toEnd();
    };
    current?.addEventListener('load', grown, true);
    return () => current?.removeEventListener('load', grown, true);
  }, []);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {};
    setAway(scrollHeight - scrollTop - clientHeight > near);
  };
  const about = next?.does === 'tap' ? aboutToBeTapped(messages, next.what) : undefined;
  return html`<div class="log" ref=${log} data-away=${away} onScroll=${onScroll} tabindex="0">
    ${
      messages.length === 0 &&
      html`<div class="welcome">
        <b>${words.say('chat.empty')}</b>
        <p>${words.say('chat.emptyText')}</p>
      </div>`
    }
    <ol
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label=${words.say('chat.messages', { name: person.name[words.language] })}
    >
      ${messages.map((message, index) => [
        isOtherDay(messages[index - 1], message) &&
          html`<li class="day" key=${`day ${message.id}`}>${words.day(message.date * 1000)}</li>`,
        html`<${Message}
          key=${message.id}
          person=${person}
          message=${message}
          about=${message.id === about ? next?.what : undefined}
        />`,
      ])}
    </ol>
    ${
      away &&
      html`<button
        type="button"
        class="plain to-end"
        aria-label=${words.say('chat.down')}
        onClick=${toEnd}
      >
        <${Icon} name="down" />
      </button>`
    }
  </div>`;
}

/** @param {readonly WireMessage[]} messages @param {string} text */
const aboutToBeTapped = (messages, text) =>
  messages.findLast(({ buttons }) => buttons.flat().some((button) => button.text === text))?.id;

/** @param {WireMessage | undefined} before @param {WireMessage} message */
const isOtherDay = (before, message) =>
  before === undefined ||
  state.words.day(before.date * 1000) !== state.words.day(message.date * 1000);
