import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PhoneGateway, startPhoneGateway } from '../../../bot/playground/phones.ts';
import { InsecureCarrier } from '../../../bot/sending/loopback.ts';
import type { SmsGateway } from '../../../bot/sending/sms/gateway.ts';
import { kavenegar } from '../../../bot/sending/sms/kavenegar.ts';

const mobile = '+989120000017';
const code = '904217';
const apiKey = 'key/with?odd signs';
const at = new Date('2024-02-01T08:00:00Z');

let phones: PhoneGateway;
let sms: SmsGateway;

beforeEach(async () => {
  phones = await startPhoneGateway({ apiKey, now: () => at });
  sms = adapter(phones.url);
});
afterEach(() => phones.close());

function adapter(baseUrl: string, more: { apiKey?: string; timeoutMs?: number } = {}): SmsGateway {
  return kavenegar({ baseUrl, apiKey, template: 'hamyar-code', timeoutMs: 5_000, ...more });
}

describe('what arrives', () => {
  test.each(['sms', 'call'] as const)('a code by %s, once', async (channel) => {
    const outcome = await sms.sendCode({ mobile, code, channel });
    expect(outcome).toEqual({ ok: true, providerId: '1', channel });
    expect(phones.inbox(mobile)).toEqual([
      { kind: 'code', mobile, channel, template: 'hamyar-code', code, id: 1, at },
    ]);
  });

  test('Persian text, signs of a form and an emoji unchanged', async () => {
    const text = 'درخواست شما ثبت شد & a=b+c% 🎓\nکد: \u2066AB-12\u2069';
    expect(await sms.sendText({ mobile, text })).toMatchObject({ ok: true, channel: 'sms' });
    expect(await phones.next(mobile)).toMatchObject({ kind: 'text', text });
  });

  test('a call that is not possible goes as an SMS, and says so', async () => {
    phones.setCallsPossible(false);
    const outcome = await sms.sendCode({ mobile, code, channel: 'call' });
    expect(outcome).toEqual({ ok: true, providerId: '1', channel: 'sms', fellBack: true });
    expect(phones.inbox(mobile)).toMatchObject([{ channel: 'sms', code }]);
  });

  test('a fall-back that fails too is a failure', async () => {
    phones.faults.add({ kind: 'status', status: 428 });
    phones.faults.add({ kind: 'status', status: 418 });
    const outcome = await sms.sendCode({ mobile, code, channel: 'call' });
    expect(outcome).toEqual({ ok: false, kind: 'refused', reason: 'noCredit', alarm: true });
    expect(phones.inbox(mobile)).toEqual([]);
  });
});

describe('what Kavenegar answers', () => {
  test.each([
    [418, { kind: 'refused', reason: 'noCredit', alarm: true }],
    [451, { kind: 'retry', reason: 'tooMany', retryAfterMs: 60_000 }],
    [409, { kind: 'retry', reason: 'busy', retryAfterMs: 5_000 }],
    [402, { kind: 'retry', reason: 'carrierFailed' }],
    [411, { kind: 'refused', reason: 'badNumber', alarm: false }],
    [431, { kind: 'refused', reason: 'badText', alarm: true }],
    [424, { kind: 'refused', reason: 'badRequest', alarm: true }],
    [429, { kind: 'refused', reason: 'notAllowed', alarm: true }],
    [599, { kind: 'refused', reason: 'badRequest', alarm: true }],
  ])('%i', async (status, expected) => {
    phones.faults.add({ kind: 'status', status });
    const outcome = await sms.sendCode({ mobile, code, channel: 'sms' });
    expect(outcome).toEqual({ ok: false, ...expected });
  });

  test('a wrong key is refused by the gateway and alarms', async () => {
    const outcome = await adapter(phones.url, { apiKey: 'another' }).sendText({
      mobile,
      text: 'x',
    });
    expect(outcome).toEqual({ ok: false, kind: 'refused', reason: 'notAllowed', alarm: true });
  });

  test('HTTP 200 with another status in the body is no success', async () => {
    const outcome = await sentTo((_, response) =>
      response.end('{"return":{"status":418,"message":"x"},"entries":null}'),
    );
    expect(outcome).toMatchObject({ ok: false, reason: 'noCredit' });
  });

  test('status 200 without a message number is not taken for sent', async () => {
    const outcome = await sentTo((_, response) => response.end('{"return":{"status":200}}'));
    expect(outcome).toEqual({ ok: false, kind: 'unknown', reason: 'unreadableAnswer' });
  });
});

describe('pages and faults of the way', () => {
  test.each([
    [200, { kind: 'unknown', reason: 'unreadableAnswer' }],
    [502, { kind: 'unknown', reason: 'unreadableAnswer' }],
    [403, { kind: 'retry', reason: 'unreachable' }],
    [503, { kind: 'retry', reason: 'unreachable' }],
  ])('an HTML page with %i', async (httpStatus, expected) => {
    phones.faults.add({ kind: 'html', httpStatus });
    expect(await sms.sendText({ mobile, text: 'x' })).toEqual({ ok: false, ...expected });
  });

  test('a proxy that names a pause is heard', async () => {
    phones.faults.add({ kind: 'html', httpStatus: 503, retryAfterSeconds: 7 });
    expect(await sms.sendText({ mobile, text: 'x' })).toMatchObject({ retryAfterMs: 7_000 });
  });

  test('a redirect is not followed: the key stays here', async () => {
    const outcome = await sentTo((_, response) =>
      response
        .writeHead(307, { location: `${phones.url}v1/${encodeURIComponent(apiKey)}/sms/send.json` })
        .end(),
    );
    expect(outcome).toEqual({ ok: false, kind: 'retry', reason: 'unreachable' });
    expect(phones.inbox(mobile)).toEqual([]);
  });

  test('an endless page is given up', async () => {
    const outcome = await sentTo((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    expect(outcome).toEqual({ ok: false, kind: 'unknown', reason: 'unreadableAnswer' });
  });

  test.each(['before', 'after'] as const)('cut %s the effect is unknown', async (when) => {
    phones.faults.add({ kind: 'cut', when });
    const outcome = await sms.sendText({ mobile, text: 'x' });
    expect(outcome).toEqual({ ok: false, kind: 'unknown', reason: 'cutOff' });
    expect(phones.inbox(mobile)).toHaveLength(when === 'after' ? 1 : 0);
  });

  test('no answer in time is unknown, though the message arrived', async () => {
    phones.faults.add({ kind: 'silence', when: 'after' });
    const outcome = await adapter(phones.url, { timeoutMs: 2_000 }).sendText({ mobile, text: 'x' });
    expect(outcome).toEqual({ ok: false, kind: 'unknown', reason: 'timedOut' });
    expect(phones.inbox(mobile)).toHaveLength(1);
  });

  test('an answer that stops half-way is unknown', async () => {
    const outcome = await sentTo((_, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"return":{"status":200', () => response.destroy());
    });
    expect(outcome).toEqual({ ok: false, kind: 'unknown', reason: 'cutOff' });
  });

  test('nobody listens: certainly not sent', async () => {
    await phones.close();
    const outcome = await sms.sendText({ mobile, text: 'x' });
    expect(outcome).toEqual({ ok: false, kind: 'retry', reason: 'unreachable' });
  });

  test('cut during the TLS handshake: certainly not sent', async () => {
    const server = createNetServer((socket) => socket.once('data', () => socket.destroy()));
    const port = await portOf(server);
    const outcome = await adapter(`https://127.0.0.1:${port}`).sendText({ mobile, text: 'x' });
    server.close();
    expect(outcome).toEqual({ ok: false, kind: 'retry', reason: 'unreachable' });
  });
});

describe('secrets', () => {
  test.each(['http://api.example.com/', 'ftp://127.0.0.1/', `no url ${apiKey}`])(
    'a base that would show the key is refused without naming it: %s',
    (baseUrl) => {
      expect(() => adapter(baseUrl)).toThrow(InsecureCarrier);
      expect(() => adapter(baseUrl)).not.toThrow(new RegExp(apiKey.slice(0, 5)));
    },
  );

  test('no outcome of any fault holds key, code or number', async () => {
    phones.faults.add({ kind: 'status', status: 431 });
    phones.faults.add({ kind: 'html', httpStatus: 500 });
    phones.faults.add({ kind: 'cut', when: 'after' });
    const outcomes = [];
    for (let i = 0; i < 3; i += 1)
      outcomes.push(await sms.sendCode({ mobile, code, channel: 'sms' }));
    await phones.close();
    outcomes.push(await sms.sendCode({ mobile, code, channel: 'sms' }));
    const shown = inspect(outcomes, { depth: null });
    for (const secret of [apiKey, encodeURIComponent(apiKey), code, '9120000017']) {
      expect(shown).not.toContain(secret);
    }
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, false, false, false]);
  });
});

/** The outcome of one text sent to a server that answers in its own way. */
async function sentTo(listener: RequestListener) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => listener(request, response));
  });
  const port = await portOf(server);
  try {
    return await adapter(`http://127.0.0.1:${port}`).sendText({ mobile, text: 'x' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function portOf(server: Server | ReturnType<typeof createNetServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
