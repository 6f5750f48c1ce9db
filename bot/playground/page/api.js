import { showToast, state, update } from './state.js';

/** @import { WireAnswer, WireButton, WireMessage, FaultName, Pace } from '../host/wire.ts' */

/** Bytes; what the playground takes. */
const greatest = 20 * 1024 * 1024;

/**
 * Asks the playground to do something; undefined where it refused, which the visitor is told.
 *
 * @param {string} path @param {RequestInit} request @param {number} chat
 * @returns {Promise<any>}
 */
async function ask(path, request, chat) {
  const { say } = state.words;
  try {
    const response = await fetch(path, { method: 'POST', ...request });
    const answer = await response.json();
    if (response.ok) return answer;
    showToast(chat, say('chat.refused', { reason: answer.refused }));
  } catch {
    showToast(chat, say('lost'));
  }
  return undefined;
}

/** @param {string} path @param {object} body @param {number} [chat] */
const post = (path, body, chat = 0) =>
  ask(path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, chat);

/** @param {number} chat @param {{ do: string } & Record<string, unknown>} deed */
export const inChat = (chat, deed) => post(`/chats/${chat}`, deed, chat);

/** @param {{ do: string } & Record<string, unknown>} deed */
export const onStage = (deed) => post('/stage', deed);

/** Taps an inline button and shows what the bot answers. @param {number} chat @param {WireMessage} message @param {WireButton} button */
export async function tapButton(chat, message, button) {
  const { data = '' } = button;
  const key = tapKey(chat, message.id, data);
  if (state.taps.has(key)) return;
  state.taps.add(key);
  update();
  /** @type {WireAnswer | undefined} */
  const answer = await post(`/chats/${chat}/tap`, { message: message.id, data }, chat);
  state.taps.delete(key);
  if (answer?.text && answer.alert) update({ alert: answer.text });
  else if (answer?.text) showToast(chat, answer.text);
  else update();
}

/** @param {number} chat @param {number} message @param {string} data */
export const tapKey = (chat, message, data) => `${chat} ${message} ${data}`;

/** @param {number} chat @param {File} file @param {'photo' | 'document'} as @param {string} caption */
export function sendFile(chat, file, as, caption) {
  const { say } = state.words;
  if (file.size > greatest) {
    showToast(chat, say('chat.tooLarge', { size: greatest / 1024 / 1024 }));
    return Promise.resolve(undefined);
  }
  const query = new URLSearchParams({ name: file.name, as, caption });
  const headers = { 'content-type': 'application/octet-stream' };
  return ask(`/chats/${chat}/files?${query}`, { headers, body: file }, chat);
}

/** Begins with a new university. @param {{ language: string, pace: Pace } | undefined} play */
export async function beginAnew(play) {
  update({ anew: 'going' });
  await onStage({ do: 'anew' });
  update({ anew: undefined, drafts: new Map(), unread: new Map(), unreadArrivals: 0 });
  if (play) await onStage({ do: 'play', ...play });
}

/** @param {FaultName} name @param {boolean} on */
export const setFault = (name, on) => onStage({ do: 'fault', name, on });
