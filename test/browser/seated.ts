import type { Locator, Page, Request } from 'playwright-core';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import { officersInJourney } from '../../bot/playground/journey/cast.ts';
import { Player } from '../../bot/playground/journey/player.ts';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import { chatOn, patience, write } from './support.ts';

/** The cast with their hands on the page: whatever they do, they do by clicking and typing there. */
export function seatedAt(page: Page, cast: Cast): Cast {
  const seat = ({ name, chat, words }: Player) =>
    new Player({ name, words, chat: handsOn(page, chat), onlooker: {}, patience });
  const officers = officersInJourney.map((who) => [who, seat(cast[who])]);
  return { ...cast, student: seat(cast.student), ...Object.fromEntries(officers) };
}

/** A chat that is read as it is, and acted in through the page. */
function handsOn(page: Page, chat: PersonChat): PersonChat {
  const onPage = () => chatOn(page, chat.id);
  const acts = {
    send: async (text: string) => say(await onPage(), text),
    press: async (key: string) => (await onPage()).locator('.keys').getByText(key).click(),
    tap: async (text: string, { message }: { message: number }) =>
      clickUntilSent(page, button(await onPage(), message, text)),
    sendPhoto: async (bytes: Uint8Array, { fileName }: { fileName: string }) =>
      upload(await onPage(), 'photo', { name: fileName, bytes }),
    sendDocument: async (bytes: Uint8Array, { fileName }: { fileName: string }) =>
      upload(await onPage(), 'document', { name: fileName, bytes }),
  };
  return new Proxy(chat, {
    get(target, key) {
      if (key in acts) return acts[key as keyof typeof acts];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A new chat has a button in the place of the field, which sends the greeting. */
async function say(chat: Locator, text: string): Promise<void> {
  const start = chat.getByRole('button', { name: 'Start', exact: true });
  if (text === '/start' && (await start.isVisible())) await start.click();
  else await write(chat, text);
}

/**
 * A page that moves on between the press and the release of the mouse, as where a picture has just
 * come, gives the button no click; whoever sees that nothing happens clicks again.
 */
async function clickUntilSent(page: Page, wanted: Locator): Promise<void> {
  for (let sent = false; !sent; ) {
    const isTap = (request: Request) => request.url().endsWith('/tap');
    const made = page.waitForRequest(isTap, { timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    await wanted.click();
    sent = await made;
  }
}

const button = (chat: Locator, message: number, text: string): Locator =>
  chat
    .locator(`[data-message="${message}"] .buttons`)
    .getByRole('button', { name: text, exact: true });

async function upload(
  chat: Locator,
  as: 'photo' | 'document',
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
  await chat.locator(`input[data-as="${as}"]`).setInputFiles(file);
}
