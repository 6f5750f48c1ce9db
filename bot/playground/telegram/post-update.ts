import { Agent, request } from 'node:http';
import type { Update } from 'grammy/types';

export interface WebhookAnswer {
  status: number;
  body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });
/** As long as Telegram waits for a webhook, in milliseconds. */
const TIMEOUT = 60_000;

/** Sends one update to a webhook. Rejects where the connection fails. */
export function postUpdate(url: string, secret: string, update: Update): Promise<WebhookAnswer> {
  const body = Buffer.from(JSON.stringify(update));
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': body.length,
  };
  if (secret !== '') headers['x-telegram-bot-api-secret-token'] = secret;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers, agent, timeout: TIMEOUT }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    call.on('timeout', () => call.destroy(new Error('Read timeout expired')));
    call.on('error', reject);
    call.end(body);
  });
}
