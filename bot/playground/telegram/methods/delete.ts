import type { Dialog } from '../dialog.ts';
import { badRequest } from '../refusal.ts';
import { dialogOf, type Handler } from './call.ts';

/** Seconds after which a bot cannot delete a message any more. */
const DELETABLE_FOR = 48 * 60 * 60;
const MAX_AT_ONCE = 100;

export const deleteMessage: Handler<'deleteMessage'> = (call) => {
  const dialog = dialogOf(call);
  const id = call.parameters.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  if (!dialog.get(id)) throw badRequest('message to delete not found');
  if (!isDeletable(dialog, id)) throw badRequest("message can't be deleted for everyone");
  dialog.remove(id);
  return true;
};

/** Skips those that are not there or too old, as Telegram does. */
export const deleteMessages: Handler<'deleteMessages'> = (call) => {
  const dialog = dialogOf(call);
  const ids = call.parameters.json('message_ids', 'message identifiers');
  if (!Array.isArray(ids) || ids.length === 0) {
    throw badRequest('message identifiers are not specified');
  }
  if (ids.length > MAX_AT_ONCE) throw badRequest('too many message identifiers specified');
  for (const id of ids.map(Number)) if (isDeletable(dialog, id)) dialog.remove(id);
  return true;
};

function isDeletable(dialog: Dialog, messageId: number): boolean {
  const message = dialog.get(messageId);
  return message !== undefined && dialog.seconds() - message.date <= DELETABLE_FOR;
}
