import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { InsecureCarrier, isLoopback } from '../loopback.ts';
import { outcomeOfFault } from './fault.ts';
import type { Email, EmailGateway, EmailOutcome } from './gateway.ts';
import { fragmentOf, htmlDocument } from './html.ts';

export type SmtpOptions = {
  /** `smtps://user:password@host:465` or `smtp://…:587`; user and password URL-encoded. */
  readonly url: string;
  /** `Name <address>` or a bare address; its domain is also what the client calls itself. */
  readonly from: string;
  readonly now: () => Date;
  /** With `smtp:`, whether STARTTLS must succeed. True without it, except on loopback. */
  readonly tlsRequired?: boolean;
  /** For connecting, and for each silence of the server; 20 seconds without it. */
  readonly timeoutMs?: number;
};

const DEFAULT_TIMEOUT_MS = 20_000;

/**
 * E-mail by SMTP, one connection a message. Nothing, the password least of all, goes out in clear
 * except to this machine itself.
 *
 * @throws {InsecureCarrier} at once, where the URL is not an SMTP URL; its text does not quote it
 */
export function smtp(options: SmtpOptions): EmailGateway {
  const server = readServer(options);
  return {
    async send(email) {
      if (!isOneAddress(email.to)) {
        return { ok: false, kind: 'refused', reason: 'badAddress', alarm: false };
      }
      const messageId = `${email.key}@${domainOf(options.from)}`;
      const { envelope, body } = await compose(email, options, messageId);
      return deliver(server, envelope, body, messageId);
    },
  };
}

type Server = ReturnType<typeof readServer>;
type Envelope = Parameters<SmtpConnection['send']>[0];

function readServer(options: SmtpOptions) {
  // Not `new URL(url)` alone: what it throws quotes its input, which holds the password.
  if (!URL.canParse(options.url)) throw new InsecureCarrier('SMTP');
  const url = new URL(options.url);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw new InsecureCarrier('SMTP');
  const secure = url.protocol === 'smtps:';
  const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const required = options.tlsRequired ?? !isLoopback(url.hostname);
  return {
    connection: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: !secure && required,
      // The default would be the machine's own name.
      name: domainOf(options.from),
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      dnsTimeout: timeout,
      socketTimeout: timeout,
    },
    login:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

async function compose(email: Email, options: SmtpOptions, messageId: string) {
  const mail = new MailComposer({
    from: options.from,
    to: { name: '', address: email.to },
    subject: email.subject,
    text: email.text,
    html: htmlDocument(email.html ?? fragmentOf(email.text), email.direction),
    messageId: `<${messageId}>`,
    date: options.now(),
    // Base64 has no characters that a relay could wrap or rewrite, isolates and joiners included.
    textEncoding: 'base64',
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { envelope: mail.getEnvelope(), body: await mail.build() };
}

async function deliver(
  server: Server,
  envelope: Envelope,
  body: Buffer,
  messageId: string,
): Promise<EmailOutcome> {
  const connection = new SmtpConnection(server.connection);
  let bodyWentOut = false;
  // It is read from only once the server has said "go ahead" to DATA: the line between the two kinds.
  const source = new Readable({
    read() {
      bodyWentOut = true;
      this.push(body);
      this.push(null);
    },
  });
  try {
    await converse(connection, server, envelope, source);
    connection.quit();
    return { ok: true, providerId: messageId };
  } catch (error) {
    connection.close();
    return outcomeOfFault(error, bodyWentOut);
  }
}

function converse(
  connection: SmtpConnection,
  { login }: Server,
  envelope: Envelope,
  source: Readable,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const then = (next: () => void) => (error?: unknown) => (error ? reject(error) : next());
    const send = () => connection.send(envelope, source, then(resolve));
    // Stays for the connection's life: a fault while quitting is nobody's concern any more.
    connection.on('error', reject);
    connection.connect(then(() => (login ? connection.login(login, then(send)) : send())));
  });
}

/** Also refuses control characters and commas, by which one field could become several. */
function isOneAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[^\s@,;:<>()[\]"\\\p{Cc}]+@[^\s@,;:<>()[\]"\\\p{Cc}]+$/u.test(address)
  );
}

function domainOf(from: string): string {
  return from.replace(/>\s*$/, '').split('@').at(-1) ?? 'localhost';
}
