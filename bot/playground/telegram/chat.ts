import type { Message } from 'grammy/types';
import { type ButtonChoice, findButton, pressedContent } from './buttons.ts';
import type { TapAnswer } from './callback-queries.ts';
import { ChatScreen } from './chat-screen.ts';
import { withoutReply } from './dialog.ts';
import { type MemberStatus, membershipChange } from './membership.ts';
import {
  captionContent,
  type OtherContact,
  otherContact,
  ownContact,
  stickerContent,
  textContent,
  voiceContent,
} from './outgoing.ts';
import { randomDigits } from './random.ts';
import { type SeenMessage, seen } from './seen-message.ts';

export interface SendOptions {
  /** Id of the message that this one answers. */
  replyTo?: number;
}

export interface OutgoingPhoto {
  caption?: string;
  fileName?: string;
}

export interface OutgoingDocument extends OutgoingPhoto {
  mimeType?: string;
}

/**
 * What one person does in the private chat with one bot. The bot may run anywhere: everything
 * it gets, it gets as updates. Throws for what a client does not let a person do, such as
 * sending while the bot is blocked.
 */
export class PersonChat extends ChatScreen {
  #instance: string | undefined;

  /** Sends a text; `/start payload` is one too. */
  send(text: string, { replyTo }: SendOptions = {}): SeenMessage {
    return this.post({ ...textContent(text), ...this.#replyPart(replyTo) });
  }

  /** Presses a key of the reply keyboard; one that asks for the contact shares it. */
  press(text: string): SeenMessage {
    const { keyboard } = this.dialog;
    const content = pressedContent(keyboard, text, ownContact(this.person));
    if (keyboard?.one_time_keyboard) this.dialog.keyboard = undefined;
    return this.post(content);
  }

  /**
   * Taps an inline button, given as the button, its text, or its data; it is looked for from
   * the last message up, or on the message told. The promise gives what the bot answered.
   */
  tap(choice: ButtonChoice, { message }: { message?: number } = {}): Promise<TapAnswer> {
    this.#assertCanSend();
    const onScreen = Array.from(this.dialog.messages()).reverse();
    const { source, data } = findButton(
      message === undefined ? onScreen : onScreen.filter((shown) => shown.message_id === message),
      choice,
    );
    const id = randomDigits(this.world.random, 18);
    const answer = this.world.callbacks.open(id, this.bot.user.id, (given) =>
      this.dialog.tell('answer', { detail: given === 'expired' ? given : given.text }),
    );
    this.#instance ??= randomDigits(this.world.random, 18);
    const place = { message: source, chat_instance: this.#instance };
    const callback_query = { id, from: this.person.user, ...place, data };
    this.world.pushUpdate(this.bot, this.id, { callback_query });
    return answer;
  }

  /** Sends a picture as a photo; its size is read from PNG, JPEG, GIF and WebP. */
  sendPhoto(bytes: Uint8Array, { caption, fileName }: OutgoingPhoto = {}): SeenMessage {
    return this.post({ photo: this.#photo(bytes, fileName), ...captionContent(caption) });
  }

  /** Sends several photos as one album: a message each, one `media_group_id`. */
  sendAlbum(pictures: readonly Uint8Array[], { caption }: OutgoingPhoto = {}): SeenMessage[] {
    const media_group_id = randomDigits(this.world.random, 17);
    return pictures.map((bytes, index) => {
      const own = captionContent(index === 0 ? caption : undefined);
      return this.post({ photo: this.#photo(bytes), media_group_id, ...own });
    });
  }

  sendDocument(bytes: Uint8Array, options: OutgoingDocument = {}): SeenMessage {
    const { fileName = 'file.bin', mimeType, caption } = options;
    const file = this.world.files.add('document', Buffer.from(bytes), fileName, mimeType);
    const document = this.world.files.document(this.bot.user.id, file);
    return this.post({ document, ...captionContent(caption) });
  }

  sendSticker(emoji = '🙂'): SeenMessage {
    return this.post({ sticker: stickerContent(this.world.files, this.bot.user.id, emoji) });
  }

  /** @param duration seconds */
  sendVoice(bytes: Uint8Array = Buffer.from('voice'), duration = 3): SeenMessage {
    return this.post({
      voice: voiceContent(this.world.files, this.bot.user.id, bytes, duration),
    });
  }

  sendLocation(latitude: number, longitude: number): SeenMessage {
    return this.post({ location: { latitude, longitude } });
  }

  /** Shares the person's own contact, or somebody else's. */
  shareContact(other?: OtherContact): SeenMessage {
    return this.post({ contact: other ? otherContact(other) : ownContact(this.person) });
  }

  /** Sends any content that a message may have, for what has no method here. */
  post(content: Partial<Message>): SeenMessage {
    this.#assertCanSend();
    if (!this.dialog.started) {
      this.dialog.started = true;
      this.#tellMembership('left', 'member');
    }
    const message = this.dialog.add(this.person.user, content);
    this.world.pushUpdate(this.bot, this.id, { message });
    return seen(message);
  }

  /** Edits the text of one of the person's own messages. */
  edit(messageId: number, text: string): SeenMessage {
    this.#assertCanSend();
    const message = this.dialog.get(messageId);
    if (message?.from.id !== this.id || message.text === undefined) {
      throw new Error(`message ${messageId} is no text of this person`);
    }
    const { entities: _old, ...rest } = message;
    const edited = { ...rest, ...textContent(text), edit_date: this.dialog.seconds() };
    this.dialog.replace(edited);
    this.world.pushUpdate(this.bot, this.id, { edited_message: edited });
    return seen(edited);
  }

  /** Deletes a message on both sides; bots are not told. */
  delete(messageId: number): void {
    if (!this.dialog.remove(messageId)) throw new Error(`there is no message ${messageId}`);
  }

  block(): void {
    if (this.dialog.blocked) return;
    this.dialog.blocked = true;
    this.dialog.tell('blocked');
    this.#tellMembership('member', 'kicked');
  }

  unblock(): void {
    if (!this.dialog.blocked) return;
    this.dialog.blocked = false;
    this.dialog.tell('unblocked');
    this.#tellMembership('kicked', 'member');
  }

  /** Deletes the person's account, for all bots. */
  deactivate(): void {
    this.world.deactivate(this.person);
  }

  #photo(bytes: Uint8Array, fileName = 'photo.jpg') {
    const file = this.world.files.add('photo', Buffer.from(bytes), fileName);
    return this.world.files.photo(this.bot.user.id, file);
  }

  #replyPart(messageId: number | undefined): Pick<Message, 'reply_to_message'> {
    if (messageId === undefined) return {};
    const original = this.dialog.get(messageId);
    if (!original) throw new Error(`there is no message ${messageId} to answer`);
    return { reply_to_message: withoutReply(original) };
  }

  #assertCanSend(): void {
    const name = this.person.user.first_name;
    if (this.person.deactivated) throw new Error(`the account of ${name} is deactivated`);
    if (this.dialog.blocked) throw new Error(`${name} has blocked the bot: unblock it first`);
  }

  #tellMembership(before: MemberStatus, after: MemberStatus): void {
    const my_chat_member = membershipChange(this.dialog, before, after);
    this.world.pushUpdate(this.bot, this.id, { my_chat_member });
  }
}
