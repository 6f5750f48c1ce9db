import type { Cast } from '../journey/cast.ts';
import { officersInJourney } from '../journey/cast.ts';
import type { Player } from '../journey/player.ts';
import type { Playground } from '../playground.ts';
import type { Change } from '../telegram/changes.ts';
import type { Transcript } from './transcript.ts';

/** Writes down what everybody of the journey sees, as it appears, in the chats, phones and mailboxes. */
export function watch(
  { phones, mail }: Playground,
  cast: Cast,
  transcript: Transcript,
): () => void {
  const players = [cast.student, ...officersInJourney.map((name) => cast[name])];
  const stops = players.map((player) => watchChat(player, transcript));
  const { student } = cast;
  const stopPhones = phones.onArrival((_address, message) => {
    transcript.arrival(student, '☎ SMS', message.kind === 'code' ? message.code : message.text);
  });
  const stopMail = mail.onArrival((_address, { subject, text }) => {
    transcript.arrival(student, '✉ E-mail', `${subject}\n${text.trim()}`);
  });
  return () => {
    for (const stop of [...stops, stopPhones, stopMail]) stop();
  };
}

function watchChat(player: Player, transcript: Transcript): () => void {
  const printed = new Map<number, string>();
  return player.chat.on('change', (change) => {
    if (change.kind === 'answer' && change.detail) transcript.toast(player, change.detail);
    if (change.kind === 'delete') transcript.deleted(player);
    if (change.kind === 'message' || change.kind === 'edit') {
      showMessage(player, transcript, printed, change);
    }
  });
}

/** An edit that only takes buttons away is not worth a line. */
function showMessage(
  player: Player,
  transcript: Transcript,
  printed: Map<number, string>,
  { messageId = 0 }: Change,
): void {
  const message = player.chat.messages.find(({ id }) => id === messageId);
  if (!message || message.mine) return;
  const before = printed.get(messageId);
  printed.set(messageId, message.text);
  if (before === message.text && message.buttons.length === 0) return;
  const isNewKeyboard = !message.edited && message.buttons.length === 0;
  const rows = (isNewKeyboard && player.chat.keyboard?.keyboard) || [];
  const keys = rows.flat().map((key) => (typeof key === 'string' ? key : key.text));
  transcript.message(player, message, keys);
}
