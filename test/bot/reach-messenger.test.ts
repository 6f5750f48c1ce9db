import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WrongConfiguration } from '../../bot/config.ts';
import { reachMessenger } from '../../bot/reach-messenger.ts';

const me = { id: 1, is_bot: true, first_name: 'Hamyar', username: 'hamyar_bot' };
let server: Server;
let at: string;
let answer: { readonly status: number; readonly body: object };
const warned: object[] = [];
const log = { warn: (line: object) => void warned.push(line) };

beforeEach(async () => {
  warned.length = 0;
  answer = { status: 200, body: { ok: true, result: me } };
  server = createServer((_request, response) => {
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const aBot = (apiRoot: string) => new Bot(`1:${'a'.repeat(35)}`, { client: { apiRoot } });
const refusal = (status: number) => ({ status, body: { ok: false, error_code: status } });

test('a messenger that is out of reach is told at each try, and reached once it is there', async () => {
  answer = refusal(502);
  const bot = aBot(at);
  const reaching = reachMessenger(bot, { at, log: log as never });
  await expect.poll(() => warned.length).toBeGreaterThan(0);
  answer = { status: 200, body: { ok: true, result: me } };
  await reaching;
  expect(bot.botInfo.username).toBe('hamyar_bot');
  expect(warned[0]).toEqual({ attempt: 1, at });
});

test('so is one at which nothing listens yet', async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const bot = aBot(at);
  const reaching = reachMessenger(bot, { at, log: log as never });
  await expect.poll(() => warned.length).toBeGreaterThan(0);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await reaching;
  expect(bot.botInfo.username).toBe('hamyar_bot');
});

test.each([401, 404])(
  'a token that it does not know (%i) is told at once, without the token',
  async (status) => {
    answer = refusal(status);
    const failure = await reachMessenger(aBot(at), { at, log: log as never }).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(WrongConfiguration);
    expect(failure.message).toContain('BOT_TOKEN');
    expect(failure.message).not.toContain('aaaa');
    expect(warned).toEqual([]);
  },
);
