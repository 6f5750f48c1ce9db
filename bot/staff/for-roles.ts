import { isOfficersCommand, mayUse, rolesFor } from '../guide/commands.ts';
import type { Handler } from '../intake/handler.ts';
import { formatList } from '../view/format.ts';
import { declineTo } from './officer.ts';

/**
 * A command with its arguments read only for officers whose cartables it is for; the others are told
 * at once whose it is, before they write anything in vain.
 */
export function forRoles(command: string, handler: Handler): Handler {
  if (!isOfficersCommand(command)) return handler;
  return async (turn, args) => {
    const person = await turn.person();
    if (person.holdings.length === 0 || mayUse(person, command)) return handler(turn, args);
    const { html, plain, language } = turn.words;
    const roles = rolesFor(command).map((role) => plain(`terms.roles.${role}`));
    const shown = { command: `/${command}`, roles: formatList(roles, language) };
    declineTo(turn, html('staff.commandOf', shown));
  };
}

export const commandsForRoles = (
  commands: Readonly<Record<string, Handler>>,
): Readonly<Record<string, Handler>> =>
  Object.fromEntries(
    Object.entries(commands).map(([command, handler]) => [command, forRoles(command, handler)]),
  );
