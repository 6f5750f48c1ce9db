import { inChat, tapButton, tapKey } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { MessageActions } from './message-actions.js';
import { draftOf, setDraft, state, update } from './state.js';
import { copy, FormattedText, openLink } from './text.js';

/** @import { WireButton, WireMessage, WirePerson } from '../host/wire.ts' */

/**
 * A message as Telegram shows it, with the buttons below.
 *
 * @param {{ person: WirePerson, message: WireMessage, about: string | undefined }} props
 * `about`: the button that is about to be tapped in the journey
 */
export function Message({ person, message, about }) {
  const { words } = state;
  const { mine, text, entities, file, buttons } = message;
  const alone = file?.kind === 'photo' && text === '';
  return html`<li class=${`message ${mine ? 'mine' : 'its'}`} data-message=${message.id}>
    <div class=${`bubble${alone ? ' alone' : ''}`}>
      <span class="unseen"
        >${mine ? words.say('chat.mine', { name: person.name[words.language] }) : words.say('chat.its')}</span
      >
      ${message.answers && html`<div class="answered" dir="auto">${message.answers}</div>`}
      <${Contents} message=${message} />
      ${text !== '' && html`<${FormattedText} chat=${person.id} text=${text} entities=${entities} />`}
      <span class="time">
        ${message.edited && html`<span>${words.say('chat.edited')} </span>`}
        <time>${words.clock(message.date * 1000)}</time>${mine && html`<span aria-hidden="true"> ✓✓</span>`}
      </span>
      <${MessageActions}
        acts=${[
          ['answer', () => setDraft(person.id, { ...draftOf(person.id), answers: message })],
          ...(mine && !file && !message.contact && text !== ''
            ? [['edit', () => setDraft(person.id, { text, edits: message })]]
            : []),
          ['remove', () => inChat(person.id, { do: 'delete', message: message.id })],
        ]}
      />
    </div>
    ${
      buttons.length > 0 &&
      html`<div class="buttons">
        ${buttons.map(
          (row) => html`<div class="row">
            ${row.map(
              (button) => html`<${InlineButton}
                chat=${person.id}
                message=${message}
                button=${button}
                about=${about === button.text}
              />`,
            )}
          </div>`,
        )}
      </div>`
    }
  </li>`;
}

/** @param {{ chat: number, message: WireMessage, button: WireButton, about: boolean }} props */
function InlineButton({ chat, message, button, about }) {
  const { text, data, url, copy: copied } = button;
  const busy = data !== undefined && state.taps.has(tapKey(chat, message.id, data));
  const act = () => {
    if (data !== undefined) return tapButton(chat, message, button);
    if (url !== undefined) return openLink(chat, url);
    return copied === undefined ? undefined : copy(chat, copied);
  };
  return html`<button
    type="button"
    class=${`inline${about ? ' about' : ''}${busy ? ' busy' : ''}`}
    aria-busy=${busy}
    onClick=${act}
  >
    <span dir="auto">${text}</span>${url !== undefined && html`<span class="out" aria-hidden="true">↗</span>`}
  </button>`;
}

/** What is not text. @param {{ message: WireMessage }} props */
function Contents({ message }) {
  const { say } = state.words;
  const { file, contact, place } = message;
  if (file?.kind === 'photo') return html`<${Photo} message=${message} />`;
  if (file) return html`<${FileCard} file=${file} />`;
  if (contact) {
    return html`<div class="card">
      <span class="round" aria-hidden="true">${contact.name.slice(0, 1)}</span>
      <span class="about-file"
        ><b dir="auto">${contact.name}</b><small dir="ltr">${contact.phone}</small></span
      >
    </div>`;
  }
  if (place) {
    const { latitude, longitude } = place;
    return html`<div class="card">
      <span class="round" aria-hidden="true">📍</span>
      <span class="about-file"
        ><b>${say('chat.place')}</b><small dir="ltr">${latitude}, ${longitude}</small></span
      >
    </div>`;
  }
  return null;
}

/** @param {{ message: WireMessage }} props */
function Photo({ message }) {
  const { file, text } = message;
  if (!file) return null;
  const label = text === '' ? state.words.say('chat.picture') : text;
  return html`<button
    type="button"
    class="photo"
    aria-label=${label}
    onClick=${() => update({ picture: message })}
  >
    <img src=${file.address} alt="" width=${file.width} height=${file.height} />
  </button>`;
}

/** @param {{ file: NonNullable<WireMessage['file']> }} props */
function FileCard({ file }) {
  const { say, size } = state.words;
  const name = file.name || say(file.kind === 'voice' ? 'chat.voice' : 'chat.picture');
  return html`<a
    class="card"
    href=${file.address}
    download=${name}
    aria-label=${say('chat.save', { name })}
  >
    <span class="round"><${Icon} name="file" /></span>
    <span class="about-file"><b dir="auto">${name}</b><small>${size(file.size)}</small></span>
  </a>`;
}
