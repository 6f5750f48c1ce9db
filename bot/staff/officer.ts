import { parseTrackingCode } from '../../core/applications/rules.ts';
import type { TrackingCode } from '../../core/applications/types.ts';
import type { Person, StaffRole, WorkItemKind } from '../../core/staff/types.ts';
import { discardForm, openForm } from '../forms/engine.ts';
import type { AnyForm } from '../forms/form.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { alertText } from '../view/plain.ts';
import { inboxButton, wholeInbox } from './inbox-view.ts';

/** What a screen shows. */
export interface Page {
  readonly text: string;
  readonly buttons: Buttons;
}

/** The handler for those who hold a cartable only; others are told that this is not theirs. */
export const forOfficers =
  (handler: (turn: Turn, args: readonly string[]) => Promise<void> | void): Handler =>
  async (turn, args) => {
    const { holdings } = await turn.person();
    if (holdings.length === 0) return declineTo(turn, turn.words.html('staff.notOfficer'));
    return handler(turn, args);
  };

/** A refusal: over the screen where a button was tapped, as a message otherwise. */
export function declineTo(turn: Turn, html: string): void {
  if (turn.incoming.input.kind === 'tap' && turn.incoming.input.name !== 'f') {
    turn.alert(alertText(html));
  } else turn.say(html);
}

/** Good news: for a moment over the screen where a button was tapped, as a message otherwise. */
export function confirmTo(turn: Turn, html: string): void {
  if (turn.incoming.input.kind === 'tap' && turn.incoming.input.name !== 'f') {
    turn.toast(alertText(html));
  } else turn.say(html);
}

/**
 * Says that nothing is done yet: the button was drawn before buttons said what was on their page. The
 * page has to be drawn anew, with one that does.
 */
export const askAnew = (turn: Turn): void => declineTo(turn, turn.words.html('errors.pageRenewed'));

/** Shows a page in the place of the tapped one, or anew after a command or at the end of a form. */
export function showPage(turn: Turn, { text, buttons }: Page): void {
  const { input } = turn.incoming;
  if (input.kind === 'tap' && input.name !== 'f') turn.redraw(text, buttons);
  else turn.say(text, { buttons });
}

/** The page of which a button led here; 0 where a command did. */
export const tappedPage = (turn: Turn): number =>
  turn.incoming.input.kind === 'tap' ? (turn.incoming.messageId ?? 0) : 0;

/** Draws a page anew that a form was opened from; says it where there was none. */
export function showAfterForm(turn: Turn, messageId: number, { text, buttons }: Page): void {
  if (messageId > 0) turn.edit(messageId, text, { buttons });
  else turn.say(text, { buttons });
}

/** Opens a form for a new subject: one left half-finished about another must not go on with it. */
export async function startForm(
  turn: Turn,
  form: AnyForm,
  preset: Record<string, unknown>,
): Promise<void> {
  await discardForm(turn, form);
  await openForm(turn, form, preset);
}

/** A tracking code that no request has. */
export const exampleCode = 'AQFY-XMHJ';

/** What a command that names nothing may be meant for. */
const waitingFor: Readonly<Record<string, WorkItemKind>> = {
  approve: 'reviewApplication',
  reject: 'reviewApplication',
  sendback: 'reviewApplication',
  hours: 'reportHours',
  final: 'approveFinal',
};

/** The tracking code that a command names; otherwise says what is wrong. */
export function codeOf(turn: Turn, command: string, typed = ''): TrackingCode | undefined {
  const { html } = turn.words;
  const example = `/${command} ${exampleCode}`;
  const parsed = parseTrackingCode(typed);
  if (parsed.ok) return parsed.value;
  if (parsed.reason !== 'empty') return void turn.say(html('staff.codeWrong', { example }));
  const waiting = inboxButton(turn.words.plain('staff.toWaiting'), {
    ...wholeInbox,
    kind: Object.hasOwn(waitingFor, command) ? (waitingFor[command] ?? null) : null,
  });
  return void turn.say(html('staff.codeMissing', { example }), { buttons: [[waiting]] });
}

export const holdsRole = ({ holdings }: Person, role: StaffRole): boolean =>
  holdings.some((holding) => holding.role === role);
