import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { guard } from '../../bot/playground/host/guard.ts';

const app = new Hono();
app.use(guard(() => 8642, "default-src 'none'"));
app.all('*', (context) => context.text('let in'));

const own = 'http://127.0.0.1:8642';

/** Status of a request as a browser would send it. */
async function ask(
  headers: Record<string, string>,
  { method = 'GET', path = '/events' } = {},
): Promise<number> {
  const sent = { host: '127.0.0.1:8642', ...headers };
  return (await app.request(`${own}${path}`, { method, headers: sent })).status;
}

describe('the guard of the page', () => {
  test.each([
    ['the page listens to what happens', { 'sec-fetch-site': 'same-origin' }, {}],
    ['the page is opened by its other name', { host: 'localhost:8642' }, { path: '/' }],
    [
      'its address is typed',
      { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
      { path: '/' },
    ],
    [
      'a link elsewhere opens it',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      { path: '/' },
    ],
    ['the page sends', { origin: own, 'sec-fetch-site': 'same-origin' }, { method: 'POST' }],
  ])('lets in: %s', async (_what, headers, request) => {
    expect(await ask(headers, request)).toBe(200);
  });

  test.each([
    ['a name that leads to this machine', { host: 'evil.example:8642' }, {}],
    ['another port of this machine', { host: '127.0.0.1:80' }, {}],
    ['no name at all', { host: '' }, {}],
    ['listening by another page', { origin: 'https://evil.example' }, {}],
    ['listening by another port, whose origin is not named', { 'sec-fetch-site': 'same-site' }, {}],
    ['a picture in another page', { 'sec-fetch-site': 'cross-site' }, { path: '/files/1/1/x' }],
    ['an upload by another page', { origin: 'https://evil.example' }, { method: 'POST' }],
    ['an upload by a sandboxed page', { origin: 'null' }, { method: 'POST' }],
    ['an upload by another name', { origin: 'http://localhost:8642' }, { method: 'POST' }],
    ['an upload by who names no origin', {}, { method: 'POST' }],
    [
      'a deeper link from elsewhere',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      { path: '/files/1/1/x' },
    ],
  ])('refuses: %s', async (_what, headers, request) => {
    expect(await ask(headers, request)).toBe(403);
  });

  test('tells browsers to load nothing from elsewhere, with refusals too', async () => {
    for (const host of ['127.0.0.1:8642', 'evil.example']) {
      const { headers } = await app.request(`${own}/`, { headers: { host } });
      expect(headers.get('content-security-policy')).toBe("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});
