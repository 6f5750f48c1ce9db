import { useRef } from 'preact/hooks';
import { inChat, sendFile } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { draftOf, setDraft, state } from './state.js';

/** @import { WireAct, WireHead, WirePerson } from '../host/wire.ts' */

/**
 * Where a person writes, attaches and presses keys.
 *
 * @param {{ person: WirePerson, head: WireHead, isNew: boolean, next: WireAct | undefined }} props
 */
export function Composer({ person, head, isNew, next }) {
  const { say } = state.words;
  const { id } = person;
  if (head.blocked) {
    return html`<button type="button" class="wide" onClick=${() => inChat(id, { do: 'unblock' })}>
      ${say('chat.unblock')}
    </button>`;
  }
  if (isNew && next === undefined) {
    return html`<button
      type="button"
      class="wide"
      onClick=${() => inChat(id, { do: 'send', text: '/start' })}
    >
      ${say('chat.start')}
    </button>`;
  }
  return html`<div class="composer">
    <${Quoted} id=${id} />
    <${Field} person=${person} head=${head} ghost=${ghostOf(next)} />
    ${head.keyboard && html`<${Keys} id=${id} head=${head} next=${next} />`}
  </div>`;
}

/** What is about to be sent in the journey. @param {WireAct | undefined} next */
function ghostOf(next) {
  if (next?.does === 'write') return next.what;
  return next?.does === 'upload' ? `📎 ${next.what}` : undefined;
}

/** The message that is answered or edited. @param {{ id: number }} props */
function Quoted({ id }) {
  const { say } = state.words;
  const { answers, edits, text } = draftOf(id);
  if (!answers && !edits) return null;
  const label = answers
    ? say('chat.answering', { text: (answers.text || '…').slice(0, 60) })
    : say('chat.editing');
  return html`<div class="quoted">
    <span dir="auto">${label}</span>
    <button
      type="button"
      class="plain"
      aria-label=${say('chat.leave')}
      onClick=${() => setDraft(id, { text: edits ? '' : text })}
    >
      <${Icon} name="close" />
    </button>
  </div>`;
}

/** @param {{ person: WirePerson, head: WireHead, ghost: string | undefined }} props */
function Field({ person, head, ghost }) {
  const { say, language } = state.words;
  const { id } = person;
  const draft = draftOf(id);
  const shown = ghost ?? draft.text;
  const send = () => {
    const text = draft.text.trim();
    if (text === '') return;
    setDraft(id, { text: '' });
    if (draft.edits) void inChat(id, { do: 'edit', message: draft.edits.id, text });
    else
      void inChat(id, {
        do: 'send',
        text,
        ...(draft.answers ? { answers: draft.answers.id } : {}),
      });
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  /** @param {Event & { currentTarget: HTMLTextAreaElement }} event */
  const onInput = ({ currentTarget }) => setDraft(id, { ...draft, text: currentTarget.value });
  const typedCommand = /^\/\w*$/.test(draft.text) ? draft.text.slice(1) : undefined;
  const offered = head.commands.filter(
    ({ command }) => typedCommand !== undefined && command.startsWith(typedCommand),
  );
  return html`<form
    class=${`field${ghost === undefined ? '' : ' ghost'}`}
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      send();
    }}
  >
    ${offered.length > 0 && html`<${Offered} id=${id} commands=${offered} />`}
    <${CommandMenu} id=${id} head=${head} />
    <textarea
      rows="1"
      dir="auto"
      aria-label=${`${say('chat.write')}, ${person.name[language]}`}
      placeholder=${head.placeholder ?? say('chat.write')}
      value=${shown}
      readOnly=${ghost !== undefined}
      onInput=${onInput}
      onKeyDown=${onKey}
    ></textarea>
    <${Attach} id=${id} caption=${draft.text} />
    <button type="submit" class="plain send" aria-label=${say('chat.send')} disabled=${shown.trim() === ''}>
      <${Icon} name="send" />
    </button>
  </form>`;
}

/** @param {{ command: string, description: string }} command */
const commandLine = ({ command, description }) =>
  html`<b dir="ltr">/${command}</b><span dir="auto">${description}</span>`;

/** The menu of commands beside the field. @param {{ id: number, head: WireHead }} props */
function CommandMenu({ id, head: { commands } }) {
  if (commands.length === 0) return null;
  return html`<${Menu}
    kind="of-commands"
    label=${state.words.say('chat.commands')}
    face=${html`<${Icon} name="menu" />`}
    items=${commands.map((one) => ({
      key: one.command,
      show: commandLine(one),
      act: () => inChat(id, { do: 'send', text: `/${one.command}` }),
    }))}
  />`;
}

/** Commands that begin with what is written. @param {{ id: number, commands: WireHead['commands'] }} props */
const Offered = ({ id, commands }) =>
  html`<ul class="choices offered" aria-label=${state.words.say('chat.commands')}>
    ${commands.map(
      (one) => html`<li key=${one.command}>
        <button
          type="button"
          onClick=${() => {
            setDraft(id, { text: '' });
            void inChat(id, { do: 'send', text: `/${one.command}` });
          }}
        >
          ${commandLine(one)}
        </button>
      </li>`,
    )}
  </ul>`;

/** @param {{ id: number, caption: string }} props */
function Attach({ id, caption }) {
  const { say } = state.words;
  const photo = useRef(/** @type {HTMLInputElement | null} */ (null));
  const file = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {'photo' | 'document'} as */
  const take = (as) => async (/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => {
    const { currentTarget: input } = event;
    const files = [...(input.files ?? [])];
    input.value = '';
    setDraft(id, { text: '' });
    for (const [index, one] of files.entries())
      await sendFile(id, one, as, index === 0 ? caption : '');
  };
  const items = [
    { key: 'photo', act: () => photo.current?.click() },
    { key: 'document', act: () => file.current?.click() },
    { key: 'certificate', act: () => inChat(id, { do: 'sample', name: 'certificate' }) },
    { key: 'units', act: () => inChat(id, { do: 'sample', name: 'units' }) },
    { key: 'contact', act: () => inChat(id, { do: 'contact' }) },
  ];
  return html`<${Menu}
      kind="of-files"
      label=${say('chat.attach')}
      face=${html`<${Icon} name="attach" />`}
      items=${items.map(({ key, act }) => ({ key, act, show: say(`attach.${key}`) }))}
    />
    <input
      ref=${photo}
      hidden
      type="file"
      accept="image/*"
      multiple
      data-as="photo"
      onChange=${take('photo')}
    />
    <input ref=${file} hidden type="file" multiple data-as="document" onChange=${take('document')} />`;
}

/** The reply keyboard. @param {{ id: number, head: WireHead, next: WireAct | undefined }} props */
const Keys = ({ id, head: { keyboard = [] }, next }) =>
  html`<div class="keys" role="group" aria-label=${state.words.say('chat.keyboard')}>
    ${keyboard.map(
      (row) => html`<div class="row">
        ${row.map(
          ({ text }) => html`<button
            type="button"
            class=${next?.does === 'tap' && next.what === text ? 'about' : ''}
            onClick=${() => inChat(id, { do: 'press', text })}
          >
            <span dir="auto">${text}</span>
          </button>`,
        )}
      </div>`,
    )}
  </div>`;
