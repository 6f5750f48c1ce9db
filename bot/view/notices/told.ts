import type { Notice, NoticeName } from '../../../core/outbox/types.ts';
import type { Words } from '../language.ts';
import type { Button, Buttons, Document, Picture } from '../message.ts';

/** A notice in words, with a button where something is to be done. */
export interface Told {
  readonly text: string;
  readonly buttons?: Buttons;
  /** These go with the message of the chat, not with the e-mail. */
  readonly picture?: Picture;
  readonly document?: Document;
}

export type Teller<Name extends NoticeName> = (
  notice: Extract<Notice, { name: Name }>,
  words: Words,
) => Told;

export type Tellers<Names extends NoticeName> = { readonly [Name in Names]: Teller<Name> };

export const told = (text: string, ...buttons: readonly Button[]): Told =>
  buttons.length === 0 ? { text } : { text, buttons: buttons.map((button) => [button]) };
