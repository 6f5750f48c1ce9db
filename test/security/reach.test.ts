import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startPlayground } from '../../bot/playground/playground.ts';

/** Whether anybody listens at another address of this machine, as at those that others can reach. */
const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => resolve(true));
    socket.on('connect', () => socket.destroy());
    socket.on('error', () => resolve(false));
  });

test('nothing of the playground listens for other machines', async () => {
  const { telegram, phones, mail, close } = await startPlayground({ now: () => new Date() });
  try {
    for (const url of [telegram.apiRoot, phones.url, mail.url]) {
      const port = Number(new URL(url).port);
      expect([url, await answers('127.0.0.1', port)]).toEqual([url, true]);
      // Who listens everywhere listens there too.
      expect([url, await answers('127.0.0.2', port)]).toEqual([url, false]);
    }
  } finally {
    await close();
  }
});
