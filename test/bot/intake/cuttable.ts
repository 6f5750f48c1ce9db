import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server on this machine that a test can cut and mend. */
export interface Line {
  readonly port: number;
  /** Breaks what is connected and refuses what tries to; `reset` as a router does that forgot it. */
  cut(how?: 'closed' | 'reset'): void;
  /** Of what is connected nothing arrives any more, and nobody is told, as where a host has vanished. */
  hush(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function lineTo(host: string, port: number): Promise<Line> {
  const open = new Set<Socket>();
  const hushes = new Set<() => void>();
  let whole = true;
  const hold = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  };
  const server = createServer((near) => {
    hold(near);
    if (!whole) return void near.destroy();
    const far = connect(port, host);
    hold(far);
    near.pipe(far).pipe(near);
    const quiet = () => {
      near.unpipe(far);
      far.unpipe(near);
    };
    hushes.add(quiet);
    near.on('close', () => hushes.delete(quiet));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut: Line['cut'] = (how = 'closed') => {
    whole = false;
    for (const socket of open) how === 'reset' ? socket.resetAndDestroy() : socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    hush() {
      for (const quiet of hushes) quiet();
    },
    mend: () => {
      whole = true;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
