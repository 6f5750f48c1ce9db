import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '../../../bot/playground/mail.ts';
import type { MailFault } from '../../../bot/playground/mail-faults.ts';
import type { Email, EmailGateway } from '../../../bot/sending/email/gateway.ts';
import { smtp } from '../../../bot/sending/email/smtp.ts';
import { InsecureCarrier } from '../../../bot/sending/loopback.ts';

const at = new Date('2024-02-01T08:00:00Z');
const to = 'Sara.Testi@example.org';
const email: Email = {
  to,
  subject: 'نتیجهٔ درخواست همیار دانشجو: می‌توانید ادامه دهید، واحد آموزش در انتظار شما است',
  text: 'سلام سارا،\nکد شما \u2066904217\u2069 است.\n\nمی‌توانید <ادامه> & پایان 🎓',
  direction: 'rtl',
  key: 'msg-17',
};

let mail: MailServer;
let gateway: EmailGateway;

beforeEach(async () => {
  mail = await startMailServer({ now: () => at });
  gateway = adapter(mail.url);
});
afterEach(() => mail.close());

function adapter(url: string, more: { tlsRequired?: boolean; timeoutMs?: number } = {}) {
  const from = 'همیار دانشجو <noreply@uni.example>';
  return smtp({ url, from, now: () => at, timeoutMs: 5_000, ...more });
}

describe('what arrives', () => {
  test('subject and text unchanged, joiners, isolates and an emoji included', async () => {
    expect(await gateway.send(email)).toEqual({ ok: true, providerId: 'msg-17@uni.example' });
    const got = await mail.next(to);
    expect(got).toMatchObject({ from: 'noreply@uni.example', subject: email.subject, at });
    expect(got.text.trimEnd()).toBe(email.text);
    expect(got.headers.get('message-id')).toBe('<msg-17@uni.example>');
    expect(got.headers.get('auto-submitted')).toBe('auto-generated');
    expect(new Date(got.headers.get('date') ?? '')).toEqual(at);
  });

  test('an HTML part that reads from the right, made from the text and escaped', async () => {
    await gateway.send(email);
    const { html } = await mail.next(to);
    expect(html).toContain('<html dir="rtl">');
    expect(html).toContain('سلام سارا،<br>کد شما');
    expect(html).toContain('&lt;ادامه&gt; &amp; پایان');
  });

  test('given HTML is kept, and English reads from the left', async () => {
    await gateway.send({ ...email, html: '<b>Done</b>', direction: 'ltr' });
    expect((await mail.next(to)).html).toMatch(/<html dir="ltr">.*<b>Done<\/b>/s);
  });

  test('lines that are a single dot, and very long ones, survive the protocol', async () => {
    const text = `.\n..\n${'می‌نویسد '.repeat(400)}`.trimEnd();
    await gateway.send({ ...email, text });
    expect((await mail.next(to)).text.trimEnd()).toBe(text);
  });

  test('a subject cannot add a header or a recipient', async () => {
    await gateway.send({ ...email, subject: 'x\r\nBcc: other@example.org\r\n\r\ninjected' });
    const got = await mail.next(to);
    expect([...got.headers.keys()]).not.toContain('bcc');
    expect(got.text.trimEnd()).toBe(email.text);
    expect(mail.inbox('other@example.org')).toEqual([]);
  });
});

test.each(['', 'sara', 'a@b@c', 'a@b, c@d', 'a@b\r\nRCPT TO:<c@d>', 'Sara <a@b>'])(
  'what is not one bare address is refused before any connection: %j',
  async (bad) => {
    mail.faults.add({ kind: 'cut', at: 'greeting' });
    const outcome = await gateway.send({ ...email, to: bad });
    expect(outcome).toEqual({ ok: false, kind: 'refused', reason: 'badAddress', alarm: false });
  },
);

describe('faults', () => {
  const cases: [string, MailFault, object, number][] = [
    [
      'mailbox unknown',
      { kind: 'reject', at: 'recipient', reply: 550 },
      { kind: 'refused', reason: 'badAddress', alarm: false },
      0,
    ],
    [
      'greylisted',
      { kind: 'reject', at: 'recipient', reply: 450 },
      { kind: 'retry', reason: 'busy' },
      0,
    ],
    [
      'text refused',
      { kind: 'reject', at: 'body', reply: 554 },
      { kind: 'refused', reason: 'rejected', alarm: true },
      0,
    ],
    [
      'text put off',
      { kind: 'reject', at: 'body', reply: 451 },
      { kind: 'retry', reason: 'busy' },
      0,
    ],
    [
      'cut at the greeting',
      { kind: 'cut', at: 'greeting' },
      { kind: 'retry', reason: 'unreachable' },
      0,
    ],
    [
      'cut at the recipient',
      { kind: 'cut', at: 'recipient' },
      { kind: 'retry', reason: 'unreachable' },
      0,
    ],
    ['cut in the body', { kind: 'cut', at: 'body' }, { kind: 'unknown', reason: 'cutOff' }, 0],
    [
      'cut after it was kept',
      { kind: 'cut', at: 'kept' },
      { kind: 'unknown', reason: 'cutOff' },
      1,
    ],
  ];
  test.each(cases)('%s', async (_, fault, expected, kept) => {
    mail.faults.add(fault);
    expect(await gateway.send(email)).toEqual({ ok: false, ...expected });
    expect(mail.inbox(to)).toHaveLength(kept);
  });

  // Until the letter is on its way it does not matter where the time ran out; after that it does.
  test.each([
    ['greeting', 200, { kind: 'retry', reason: 'unreachable' }],
    ['recipient', 200, { kind: 'retry', reason: 'unreachable' }],
    ['kept', 2_000, { kind: 'unknown', reason: 'timedOut' }],
  ] as const)('silence at %s ends in time', async (place, timeoutMs, expected) => {
    mail.faults.add({ kind: 'silence', at: place });
    const outcome = await adapter(mail.url, { timeoutMs }).send(email);
    expect(outcome).toEqual({ ok: false, ...expected });
  });

  test('nobody listens: certainly not sent', async () => {
    await mail.close();
    expect(await gateway.send(email)).toEqual({ ok: false, kind: 'retry', reason: 'unreachable' });
  });
});

describe('secrets', () => {
  test('without TLS nothing is said but the greeting', async () => {
    const said: string[] = [];
    const url = await plainServer(said);
    const outcome = await adapter(url, { tlsRequired: true }).send(email);
    expect(outcome).toEqual({ ok: false, kind: 'retry', reason: 'noEncryption' });
    expect(said.join('')).toBe('EHLO uni.example\r\nSTARTTLS\r\n');
  });

  test('a certificate that nobody vouches for ends the delivery before the log-in', async () => {
    let loggedIn = false;
    const server = new SMTPServer({
      secure: true,
      disableReverseLookup: true,
      onAuth: (_auth, _session, done) => {
        loggedIn = true;
        done(null, { user: 'user' });
      },
    });
    server.on('error', () => undefined);
    const port = await portOf(server.server);
    const outcome = await adapter(`smtps://user:pass@127.0.0.1:${port}`).send(email);
    await new Promise<void>((resolve) => server.close(resolve));
    expect(outcome).toEqual({ ok: false, kind: 'retry', reason: 'unreachable' });
    expect(loggedIn).toBe(false);
  });

  test('a refused log-in alarms, and shows neither password nor address', async () => {
    const server = new SMTPServer({
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    });
    const port = await portOf(server.server);
    const outcome = await adapter(`smtp://user:s3cret@127.0.0.1:${port}`).send(email);
    await new Promise<void>((resolve) => server.close(resolve));
    expect(outcome).toEqual({ ok: false, kind: 'refused', reason: 'notAllowed', alarm: true });
    expect(inspect(outcome)).not.toMatch(/s3cret|example/);
  });

  test.each(['http://u:s3cret@example.org', 'no url s3cret'])('%s is no SMTP URL', (url) => {
    expect(() => adapter(url)).toThrow(InsecureCarrier);
    expect(() => adapter(url)).not.toThrow(/s3cret/);
  });
});

/** A server without TLS that notes what it hears; by a name, as a server elsewhere would have. */
async function plainServer(said: string[]): Promise<string> {
  const server = createServer((socket: Socket) => {
    socket.write('220 plain\r\n');
    socket.on('data', (chunk) => {
      said.push(chunk.toString());
      socket.write(chunk.toString().startsWith('EHLO') ? '250 plain\r\n' : '502 no\r\n');
    });
    socket.on('close', () => server.close());
  });
  return `smtp://127.0.0.1:${await portOf(server)}`;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
