import type { IncomingMessage } from 'node:http';
import { UPLOAD_LIMIT } from './files.ts';
import { parseMultipart } from './multipart.ts';
import { isObject, Parameters } from './parameters.ts';
import { badRequest, tooLarge } from './refusal.ts';

// The form around a file of the greatest size needs some room too.
const BODY_LIMIT = UPLOAD_LIMIT + 64 * 1024;

/** Reads the whole body; refuses more than an upload of 50 MB may take. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
    });
    request.on('error', reject);
    // The rest of too large a body is read and dropped, so that the bot gets to see the answer.
    request.on('end', () => {
      if (size > BODY_LIMIT) reject(tooLarge());
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
  });
}

/** The parameters of a call, from the query and the body in any of the forms that Telegram takes. */
export function readParameters(query: string, contentType: string, body: Buffer): Parameters {
  const inQuery = query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
  if (body.length === 0) return new Parameters(inQuery);
  const type = contentType.toLowerCase();
  if (type.startsWith('multipart/form-data')) {
    const form = parseMultipart(body, contentType);
    if (!form) throw badRequest('boundary of multipart/form-data is not specified');
    return new Parameters({ ...inQuery, ...form.values }, form.files);
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const values = Object.fromEntries(new URLSearchParams(body.toString()));
    return new Parameters({ ...inQuery, ...values });
  }
  return new Parameters({ ...inQuery, ...parseJson(body) });
}

function parseJson(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw badRequest("can't parse request body JSON object");
  }
  if (!isObject(value)) throw badRequest('expected a JSON object');
  return value;
}
