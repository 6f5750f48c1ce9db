import { useEffect, useRef } from 'preact/hooks';
import { beginAnew, inChat } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Avatar } from './people.js';
import { openChat, state, update } from './state.js';

/**
 * What stands over the page until it is answered. The browser keeps the focus inside, and gives it back.
 *
 * @param {{ kind: string, label: string, close: () => void, children?: unknown }} props
 */
function Dialog({ kind, label, close, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  /** @param {MouseEvent} event */
  const leave = ({ target }) => target === dialog.current && close();
  return html`<dialog
    ref=${dialog}
    class=${kind}
    aria-label=${label}
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      close();
    }}
    onClick=${leave}
  >
    <div class="sheet">${children}</div>
  </dialog>`;
}

/** The dialog that is open, if any. */
export function Dialogs() {
  const { alert, picture, link, anew } = state;
  if (anew) return html`<${Anew} why=${anew} />`;
  if (alert !== undefined) return html`<${Alert} text=${alert} />`;
  if (picture?.file) return html`<${Picture} address=${picture.file.address} />`;
  return link === undefined ? null : html`<${WhoOpens} payload=${link} />`;
}

/** @param {{ text: string }} props */
function Alert({ text }) {
  const close = () => update({ alert: undefined });
  return html`<${Dialog} kind="alert" label=${state.words.say('chat.bot')} close=${close}>
    <h2>${state.words.say('chat.bot')}</h2>
    <p dir="auto" class="lines">${text}</p>
    <div class="answers">
      <button type="button" class="primary" onClick=${close}>${state.words.say('ok')}</button>
    </div>
  </${Dialog}>`;
}

/** @param {{ address: string }} props */
function Picture({ address }) {
  const { say } = state.words;
  const close = () => update({ picture: undefined });
  return html`<${Dialog} kind="picture" label=${say('chat.picture')} close=${close}>
    <img src=${address} alt=${say('chat.picture')} />
    <button type="button" class="plain" aria-label=${say('chat.closePicture')} onClick=${close}>
      <${Icon} name="close" />
    </button>
  </${Dialog}>`;
}

/** A link into the bot: here, unlike on a phone, anybody may open it. @param {{ payload: string }} props */
function WhoOpens({ payload }) {
  const { say, language } = state.words;
  const close = () => update({ link: undefined });
  /** @param {number} id */
  const open = (id) => {
    close();
    openChat(id);
    void inChat(id, { do: 'send', text: `/start ${payload}`.trim() });
  };
  return html`<${Dialog} kind="who" label=${say('link.title')} close=${close}>
    <h2>${say('link.title')}</h2>
    <ul>
      ${state.people.map(
        (person) => html`<li key=${person.id}>
          <button type="button" onClick=${() => open(person.id)}>
            <${Avatar} person=${person} />
            <span class="who"
              ><b><bdi>${person.name[language]}</bdi></b
              ><span class="role">${say(`roles.${person.role}`)}</span></span
            >
          </button>
        </li>`,
      )}
    </ul>
    <div class="answers">
      <button type="button" class="second" onClick=${close}>${say('link.cancel')}</button>
    </div>
  </${Dialog}>`;
}

/** @param {{ why: 'play' | 'only' | 'going' }} props */
function Anew({ why }) {
  const { say, language } = state.words;
  const close = () => why !== 'going' && update({ anew: undefined });
  const pace = state.stage?.journey.pace ?? 'calm';
  const go = () => beginAnew(why === 'play' ? { language, pace } : undefined);
  return html`<${Dialog} kind="anew" label=${say('journey.anewTitle')} close=${close}>
    ${
      why === 'going'
        ? html`<p role="status" class="going">${say('journey.beginning')}</p>`
        : html`<h2>${say('journey.anewTitle')}</h2>
            <p>${say(why === 'play' ? 'journey.anewToPlay' : 'journey.anewText')}</p>
            <div class="answers">
              <button type="button" class="second" onClick=${close}>${say('journey.keep')}</button>
              <button type="button" class="primary" onClick=${go}>
                ${say(why === 'play' ? 'journey.anewAndPlay' : 'journey.anew')}
              </button>
            </div>`
    }
  </${Dialog}>`;
}
