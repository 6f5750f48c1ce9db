import { inChat } from './api.js';
import { piecesOf } from './format.js';
import { html } from './html.js';
import { showToast, state, update } from './state.js';

/** @import { WireEntity } from '../host/wire.ts' */
/** @import { Piece } from './format.js' */

const tags = /** @type {Record<string, string>} */ ({
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
});

/**
 * A message's text with its formatting. Each paragraph has its own direction.
 *
 * @param {{ chat: number, text: string, entities: readonly WireEntity[] }} props
 */
export function FormattedText({ chat, text, entities }) {
  const pieces = piecesOf(text, entities);
  return html`<div class="text" dir="auto">${pieces.map((piece) => show(chat, piece))}</div>`;
}

/** @param {number} chat @param {Piece} piece @returns {unknown} */
function show(chat, piece) {
  if (typeof piece === 'string') return piece;
  const { entity, pieces } = piece;
  const within = pieces.map((one) => show(chat, one));
  const tag = tags[entity.type];
  if (tag) return html`<${tag}>${within}</${tag}>`;
  const text = flat(piece);
  switch (entity.type) {
    case 'code':
      return html`<code ...${asButton(() => copy(chat, text))}>${within}</code>`;
    case 'pre':
      return html`<pre dir="ltr" ...${asButton(() => copy(chat, text))}>${within}</pre>`;
    case 'spoiler':
      return html`<${Spoiler}>${within}</${Spoiler}>`;
    case 'bot_command':
      return html`<a href="#" ...${asLink(() => inChat(chat, { do: 'send', text }))}>${within}</a>`;
    case 'text_link':
      return html`<a href="#" ...${asLink(() => openLink(chat, entity.url ?? ''))}>${within}</a>`;
    case 'url':
      return html`<a href="#" ...${asLink(() => openLink(chat, text))}>${within}</a>`;
    case 'email':
    case 'phone_number':
    case 'mention':
    case 'hashtag':
      return html`<span class="found">${within}</span>`;
    default:
      return within;
  }
}

/** @param {Piece} piece @returns {string} */
const flat = (piece) => (typeof piece === 'string' ? piece : piece.pieces.map(flat).join(''));

/** @param {() => unknown} act */
const asLink = (act) => ({
  /** @param {Event} event */
  onClick: (event) => {
    event.preventDefault();
    act();
  },
});

/** @param {() => unknown} act */
const asButton = (act) => ({
  role: 'button',
  tabIndex: 0,
  onClick: act,
  /** @param {KeyboardEvent} event */
  onKeyDown: (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  },
});

/** @param {{ children?: unknown }} props */
const Spoiler = ({ children }) =>
  html`<span class="spoiler" role="button" tabindex="0" onClick=${reveal} onKeyDown=${reveal}
    >${children}</span
  >`;

/** @param {Event} event */
const reveal = ({ currentTarget }) =>
  currentTarget instanceof Element && currentTarget.classList.add('seen');

/** @param {number} chat @param {string} text */
export async function copy(chat, text) {
  await navigator.clipboard.writeText(text).catch(() => undefined);
  showToast(chat, state.words.say('chat.copied'));
}

/** A link into the bot asks who opens it; any other leads out of the playground. @param {number} chat @param {string} address */
export function openLink(chat, address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isOurs = url?.pathname.toLowerCase() === `/${state.bot.toLowerCase()}`;
  if (isOurs) update({ link: url?.searchParams.get('start') ?? '' });
  else showToast(chat, state.words.say('chat.outside'));
}
