import { createServer, type RequestListener } from 'node:http';
import { Pool } from 'pg';
import { z } from 'zod';
import type { Question } from './questions.ts';

/** What a peer is told on its command line, as JSON. */
export interface PeerSettings {
  readonly token: string;
  readonly apiRoot: string;
  readonly databaseUrl: string;
  readonly port: number;
  readonly secret: string;
}

const settings = z.object({
  token: z.string(),
  apiRoot: z.url(),
  databaseUrl: z.string(),
  port: z.number(),
  secret: z.string(),
});

export const readSettings = (): PeerSettings => settings.parse(JSON.parse(process.argv[2] ?? ''));

/** What a peer says; sent only after its state is committed, as ours is. */
export interface Said {
  readonly text: string;
  readonly choices?: readonly string[];
}

export const asked = ({ ask, choices }: Question): Said =>
  choices ? { text: ask, choices } : { text: ask };

/** A button for each choice, below each other. */
export const keyboardOf = ({ choices }: Said) => ({
  ...(choices && {
    reply_markup: {
      inline_keyboard: choices.map((choice) => [{ text: choice, callback_data: choice }]),
    },
  }),
});

/** Serves the webhook, and says on any other address that it is there. */
export function serve({ port }: PeerSettings, webhook: RequestListener): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url === '/webhook') return webhook(request, response);
    response.end('ready');
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

export interface Store<State> {
  read(key: string): Promise<State | undefined>;
  write(key: string, state: State): Promise<void>;
  delete(key: string): Promise<void>;
  /** The answers of a form that is complete, as one row. */
  file(chatId: number, answers: object): Promise<void>;
}

/** One row for each chat, as the session stores of both frameworks keep it; as many connections as ours. */
export async function openStore<State>(
  name: 'conversation' | 'wizard',
  { databaseUrl }: PeerSettings,
): Promise<Store<State>> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  const [sessions, forms] = [`peer_${name}_session`, `peer_${name}_form`];
  await pool.query(`CREATE TABLE ${sessions} ("key" text PRIMARY KEY, "value" text NOT NULL)`);
  await pool.query(
    `CREATE TABLE ${forms} ("id" bigserial PRIMARY KEY, "chatId" bigint NOT NULL,
      "at" timestamptz NOT NULL DEFAULT now(), "answers" jsonb NOT NULL)`,
  );
  return {
    async read(key) {
      const found = await pool.query({
        ...{ name: 'read', text: `SELECT "value" FROM ${sessions} WHERE "key" = $1` },
        values: [key],
      });
      const [row] = found.rows as { value: string }[];
      return row && (JSON.parse(row.value) as State);
    },
    async write(key, state) {
      await pool.query({
        name: 'write',
        text: `INSERT INTO ${sessions} VALUES ($1, $2)
          ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
        values: [key, JSON.stringify(state)],
      });
    },
    async delete(key) {
      await pool.query(`DELETE FROM ${sessions} WHERE "key" = $1`, [key]);
    },
    async file(chatId, answers) {
      const text = `INSERT INTO ${forms} ("chatId", "answers") VALUES ($1, $2)`;
      await pool.query({ name: 'file', text, values: [chatId, JSON.stringify(answers)] });
    },
  };
}
