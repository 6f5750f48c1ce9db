import type { Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { Faults } from './faults.ts';

/** Where in a delivery: at the greeting, the recipient, the body (not kept yet), or once it is kept. */
type Place = 'greeting' | 'recipient' | 'body' | 'kept';

/**
 * One fault is met by one connection. `cut` drops it, `silence` holds it open, and `reject` is the
 * server's own refusal with its reply code.
 */
export type MailFault =
  | { readonly kind: 'reject'; readonly at: 'recipient' | 'body'; readonly reply: number }
  | { readonly kind: 'cut' | 'silence'; readonly at: Place };

type Session = { readonly id: string; readonly remotePort: number };

/** Hands the ordered faults to connections as they come, and commits each at its place. */
export class MailFaults {
  readonly ordered = new Faults<MailFault>();
  readonly #bySession = new Map<string, MailFault>();
  readonly #sockets = new Map<number, Socket>();

  /** The server's sockets, by the client's port, are what a cut cuts. */
  watch(server: SMTPServer): void {
    server.server.on('connection', (socket: Socket) => {
      const port = socket.remotePort ?? 0;
      this.#sockets.set(port, socket);
      socket.once('close', () => this.#sockets.delete(port));
    });
  }

  begin(session: Session): void {
    const fault = this.ordered.take();
    if (fault !== undefined) this.#bySession.set(session.id, fault);
  }

  end(session: Session): void {
    this.#bySession.delete(session.id);
  }

  /** Goes on with `done()` unless this is the place of the session's fault. */
  meet(at: Place, session: Session, done: (error?: Error) => void): void {
    const fault = this.#bySession.get(session.id);
    if (fault?.at !== at) {
      done();
    } else if (fault.kind === 'cut') {
      this.#sockets.get(session.remotePort)?.destroy();
    } else if (fault.kind === 'reject') {
      done(Object.assign(new Error('refused on order'), { responseCode: fault.reply }));
    }
  }

  dropAll(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }
}
