import { compact } from '../core/text.ts';
import type { Input } from './intake/incoming.ts';
import type { Turn } from './intake/turn.ts';
import { claim } from './staff/setup/administration.ts';
import { openInvitation } from './staff/setup/invitation.ts';
import { openRequest } from './student/status.ts';

/** Answers a link by what stands after the first letter; false where that leads nowhere. */
type Way = (turn: Turn, rest: readonly [string]) => unknown;

/** Where `https://t.me/<bot>?start=<payload>` leads, by the payload's first letter; the rest goes with it. */
const ways: Readonly<Record<string, Way>> = { c: claim, i: openInvitation, r: openRequest };

/** Longer payloads are not the messenger's, and would not fit into a button. */
const payloads = /^[\w-]{2,48}$/;

/** The payload with which a chat was opened. `/claim` is one too: it may be a person's first word. */
export function payloadOf(input: Input): string | undefined {
  if (input.kind !== 'command') return undefined;
  const { name, argument } = input;
  if (name === 'claim') return known(`c${compact(argument)}`);
  return name === 'start' ? known(argument) : undefined;
}

const known = (payload: string): string | undefined =>
  payloads.test(payload) && Object.hasOwn(ways, payload.charAt(0)) ? payload : undefined;

/** False: the payload leads nowhere, and the person is told. */
export async function followLink(turn: Turn, payload: string): Promise<boolean> {
  const way = known(payload) && ways[payload.charAt(0)];
  if (way && (await way(turn, [payload.slice(1)])) !== false) return true;
  turn.say(turn.words.html('start.linkUnknown'));
  return false;
}
