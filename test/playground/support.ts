import {
  type LocalTelegram,
  startTelegram,
  type TelegramOptions,
} from '../../bot/playground/telegram/local-telegram.ts';

export const TOKEN = '123456:hamyar';
export const OTHER_TOKEN = '654321:other';

/** A playground with two bots and without rate limits, unless told. */
export function playground(options: Partial<TelegramOptions> = {}): Promise<LocalTelegram> {
  return startTelegram({
    now: () => new Date(),
    limits: 'off',
    bots: [
      { token: TOKEN, username: 'hamyar_bot', name: 'Hamyar' },
      { token: OTHER_TOKEN, username: 'other_bot', name: 'Other' },
    ],
    webhookRetry: { first: 10, max: 40 },
    ...options,
  });
}

/** A clock that stands until it is moved; milliseconds. */
export function handClock(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  return {
    now: () => new Date(time),
    milliseconds: () => time,
    forward: (by: number) => {
      time += by;
    },
  };
}

/** As much of a PNG as says how large it is, filled up to `size` bytes. */
export function png(width: number, height: number, size = 64): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.write('89504e470d0a1a0a0000000d49484452', 0, 'hex');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** A call over plain HTTP, for what no client would send. */
export async function rawCall(
  telegram: LocalTelegram,
  method: string,
  parameters: object = {},
  token = TOKEN,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return { status: response.status, body: await response.json() };
}
