import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { Arrivals, type Inboxes } from './arrivals.ts';
import type { Faults } from './faults.ts';
import { type MailFault, MailFaults } from './mail-faults.ts';
import { type ReadMail, readMail } from './mime.ts';

export type MailMessage = ReadMail & {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly at: Date;
};

export type MailServer = Inboxes<MailMessage> & {
  /** For the real SMTP adapter. */
  readonly url: string;
  readonly faults: Faults<MailFault>;
  close(): Promise<void>;
};

export type MailServerOptions = {
  readonly now: () => Date;
  /** 0, a free port, if not given. */
  readonly port?: number;
};

/**
 * Made-up mailboxes behind an SMTP server on 127.0.0.1: every address exists and nothing is passed on.
 * Mailboxes are named by the address, in any case. Offers neither log-in nor TLS.
 */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const arrivals = new Arrivals<MailMessage>();
  const faults = new MailFaults();
  const server = smtpServer(faults, mailboxes(arrivals, options.now));
  faults.watch(server);
  const port = await listen(server, options.port ?? 0);
  return {
    url: `smtp://127.0.0.1:${port}`,
    inbox: (address) => arrivals.inbox(address.toLowerCase()),
    next: (address, withinMs) => arrivals.next(address.toLowerCase(), withinMs),
    onArrival: (listener) => arrivals.onArrival(listener),
    faults: faults.ordered,
    close: () => close(server, faults),
  };
}

type Keep = (raw: Buffer, session: SMTPServerSession) => void;

function mailboxes(arrivals: Arrivals<MailMessage>, now: () => Date): Keep {
  let lastId = 0;
  return (raw, { envelope }) => {
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    for (const { address } of envelope.rcptTo) {
      lastId += 1;
      const to = address.toLowerCase();
      arrivals.deliver(to, { ...readMail(raw), id: lastId, from, to, at: now() });
    }
  };
}

function smtpServer(faults: MailFaults, keep: Keep): SMTPServer {
  return new SMTPServer({
    name: 'localhost',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onConnect(session, done) {
      faults.begin(session);
      faults.meet('greeting', session, done);
    },
    onRcptTo(_address, session, done) {
      faults.meet('recipient', session, done);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () =>
        faults.meet('body', session, (refusal) => {
          if (refusal !== undefined) return done(refusal);
          keep(Buffer.concat(chunks), session);
          faults.meet('kept', session, done);
        }),
      );
    },
    onClose(session) {
      faults.end(session);
    },
  });
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A client that breaks off is what faults are for, and no fault of the server's.
      server.on('error', () => undefined);
      const address = server.server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Held connections are dropped: a closing playground waits for nobody. */
function close(server: SMTPServer, faults: MailFaults): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    faults.dropAll();
  });
}
