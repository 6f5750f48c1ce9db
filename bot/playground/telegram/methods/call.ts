import type { ApiMethods } from 'grammy/types';
import type { Dialog } from '../dialog.ts';
import type { Parameters } from '../parameters.ts';
import { badRequest, forbidden } from '../refusal.ts';
import type { BotAccount, World } from '../world.ts';

/** One call of a bot, on its way to the method. */
export interface Call {
  world: World;
  bot: BotAccount;
  parameters: Parameters;
  /** Registers what to do when the bot hangs up before the answer. */
  onHangUp: (listener: () => void) => void;
}

export type MethodName = keyof ApiMethods;
type Result<Method extends MethodName> = ReturnType<ApiMethods[Method]>;

/** Does one method and gives exactly what Telegram gives; throws Refusal for what it refuses. */
export type Handler<Method extends MethodName> = (
  call: Call,
) => Result<Method> | Promise<Result<Method>>;

/** The chat that the bot means, where it has one with that person. */
export function dialogOf(call: Call, parameter = 'chat_id'): Dialog {
  if (!call.parameters.has(parameter)) throw badRequest('chat_id is empty');
  const id = call.parameters.integer(parameter);
  const dialog = id === undefined ? undefined : call.bot.dialogs.get(id);
  if (!dialog?.started) throw refuseStranger(call, id);
  return dialog;
}

/** As dialogOf, where the person can receive something. */
export function openDialog(call: Call): Dialog {
  const dialog = dialogOf(call);
  if (dialog.person.deactivated) throw forbidden('user is deactivated');
  if (dialog.blocked) throw forbidden('bot was blocked by the user');
  return dialog;
}

function refuseStranger({ world, bot }: Call, id: number | undefined) {
  const person = id === undefined ? undefined : world.people.get(id);
  if (person?.deactivated) return forbidden('user is deactivated');
  if (person) return forbidden("bot can't initiate conversation with a user");
  if (id === bot.user.id) return forbidden("bot can't send messages to the bot");
  return badRequest('chat not found');
}
