import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { readAssets } from './assets.ts';
import { Feed } from './feed.ts';
import { hostRoutes } from './routes.ts';
import type { Stage } from './stage.ts';

export interface Host {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the page of a stage on 127.0.0.1, and nowhere else.
 *
 * @param port any free one takes its place where it is taken
 */
export async function startHost(stage: Stage, port: number): Promise<Host> {
  const assets = await readAssets();
  let taken = port;
  const routes = hostRoutes({ stage, feed: new Feed(stage), assets, port: () => taken });
  const server = createServer(getRequestListener(routes.fetch));
  await listen(server, port).catch(() => listen(server, 0));
  taken = (server.address() as AddressInfo).port;
  return {
    address: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Pages are told of changes for as long as they are open.
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
