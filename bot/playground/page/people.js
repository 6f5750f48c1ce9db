import { html } from './html.js';
import { openChat, shownChats, state } from './state.js';

/** @import { WireMessage, WirePerson } from '../host/wire.ts' */

/** A round with the first letters of the name. @param {{ person: WirePerson }} props */
export function Avatar({ person: { id, name } }) {
  const letters = name[state.words.language]
    .split(' ')
    .map((part) => part.slice(0, 1))
    .slice(0, 2)
    .join('\u200c');
  return html`<span class=${`avatar tint-${id % 7}`} aria-hidden="true">${letters}</span>`;
}

/** How many are new: a figure to the eye, words to the ear. @param {{ count: number }} props */
export const Badge = ({ count }) =>
  html`<span class="badge" aria-hidden="true">${state.words.number(count)}</span
    ><span class="unseen">${state.words.say('people.unread', { count })}</span>`;

/** Everybody, with what was said last. */
export function People() {
  const { say } = state.words;
  const shown = new Set(shownChats().map(({ id }) => id));
  return html`<nav class="people" aria-labelledby="people-title">
    <h2 id="people-title">${say('people.title')}</h2>
    <ul>
      ${state.people.map(
        (person) => html`<li key=${person.id}>
          <${Row} person=${person} isShown=${shown.has(person.id)} />
        </li>`,
      )}
    </ul>
  </nav>`;
}

/** @param {{ person: WirePerson, isShown: boolean }} props */
function Row({ person, isShown }) {
  const { say, language, clock } = state.words;
  const { id, role, name } = person;
  const last = [...(state.chats.get(id)?.messages.values() ?? [])].at(-1);
  const unread = state.unread.get(id) ?? 0;
  return html`<button
    type="button"
    class=${isShown ? 'shown' : ''}
    data-row=${id}
    aria-pressed=${isShown}
    onClick=${() => openChat(id)}
  >
    <${Avatar} person=${person} />
    <span class="who">
      <b><bdi>${name[language]}</bdi></b>
      <span class="role">${say(`roles.${role}`)}</span>
      <span class="last"><bdi>${last ? inShort(last) : say('people.nothingYet')}</bdi></span>
    </span>
    <span class="when">
      ${last && html`<time>${clock(last.date * 1000)}</time>`}
      ${unread > 0 && html`<${Badge} count=${unread} />`}
    </span>
  </button>`;
}

/** @param {WireMessage} message */
function inShort({ text, file, contact }) {
  const { say } = state.words;
  if (text !== '') return text.replaceAll('\n', ' ').slice(0, 60);
  if (file) return say(file.kind === 'photo' ? 'people.picture' : 'people.file');
  return contact ? say('people.contact') : '';
}
