import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { standBy } from '../../support/bot-process.ts';

/** A process of the bot that is started again whenever it ends, as by whoever runs it for real. */
export class Replica {
  readonly name: string;
  /** Lines of its log, over all its lives. */
  readonly log: string[] = [];
  /** Times that it ended and nobody had wanted it to. */
  collapses = 0;
  readonly #environment: NodeJS.ProcessEnv;
  #running: ChildProcess;
  #next: ChildProcess | undefined;
  #hasStandby = false;
  readonly #wanted = new WeakSet<ChildProcess>();
  #over = false;

  constructor(name: string, environment: NodeJS.ProcessEnv) {
    this.name = name;
    this.#environment = environment;
    this.#running = this.#start();
  }

  /** From now on another one is loaded, and takes its place at once when it ends. */
  haveStandby(): void {
    this.#hasStandby = true;
    this.#next ??= standBy(this.#environment);
  }

  /** Ends it at once, or lets it finish; another takes its place meanwhile. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ended = this.#running;
    this.#wanted.add(ended);
    ended.kill(signal);
    await this.#gone(ended);
  }

  async stop(): Promise<void> {
    this.#over = true;
    this.#next?.kill('SIGKILL');
    if (this.#running.exitCode === null && this.#running.signalCode === null) {
      await this.end('SIGKILL');
    }
  }

  #start(): ChildProcess {
    const started = this.#next ?? standBy(this.#environment);
    this.#next = this.#hasStandby ? standBy(this.#environment) : undefined;
    started.stderr?.on('data', (chunk: Buffer) => {
      this.log.push(...String(chunk).split('\n').filter(Boolean));
    });
    started.once('exit', (code) => {
      if (!this.#wanted.has(started)) {
        this.collapses += 1;
        this.log.push(`${this.name} ended by itself with ${code}`);
      }
      if (!this.#over) this.#running = this.#start();
    });
    started.stdin?.write('\n');
    return started;
  }

  #gone = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
}

export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Hands each request to the next of the replicas. `keepAlive`: over connections that stay, as a
 * balancer does for real; otherwise over a new one each, which no dying replica can hold.
 */
export async function startBalancer(
  ports: readonly number[],
  { keepAlive = false } = {},
): Promise<Balancer> {
  const agent = new Agent({ keepAlive });
  let turn = 0;
  const pass = (
    port: number,
    path: string,
    headers: NodeJS.Dict<string | string[]>,
    body: Buffer,
  ) =>
    new Promise<number>((resolve) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method: 'POST',
          headers: { ...headers, connection: keepAlive ? 'keep-alive' : 'close' },
          agent,
        },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode ?? 502));
          answer.on('error', () => resolve(502));
        },
      );
      outgoing.on('error', () => resolve(502));
      outgoing.end(body);
    });
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      turn += 1;
      const port = ports[turn % ports.length] ?? 0;
      const status = await pass(port, incoming.url ?? '/', incoming.headers, Buffer.concat(chunks));
      response.writeHead(status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    async close() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A Redis of our own, which keeps nothing. */
export class OwnRedis {
  readonly port: number;
  #process: ChildProcess | undefined;

  constructor(port: number) {
    this.port = port;
  }

  async start(): Promise<void> {
    const options = [
      '--port',
      this.port,
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    this.#process = spawn('redis-server', options.map(String), { stdio: 'ignore' });
    while (!(await this.#answers())) await sleep(50);
  }

  async stop(): Promise<void> {
    const stopped = this.#process;
    this.#process = undefined;
    if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return;
    const gone = once(stopped, 'exit');
    stopped.kill('SIGKILL');
    await gone;
  }

  #answers = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
}
