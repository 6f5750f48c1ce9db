import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store with Amazon's S3 interface, as far as ours uses it, which checks signatures as Amazon's does. */
export interface BucketServer {
  readonly options: {
    readonly endpoint: string;
    readonly bucket: string;
    readonly region: string;
    readonly accessKey: string;
    readonly secretKey: string;
  };
  readonly objects: Map<string, { bytes: Buffer; type: string; at: Date }>;
  /** What the next requests meet, in order: a status, or a cut connection before or after the effect. */
  readonly faults: (number | 'cut' | 'cutAfter' | 'cutWithin')[];
  /** Methods and paths, as they came. */
  readonly requests: string[];
  close(): Promise<void>;
}

const region = 'ir-thr-at1';
const accessKey = 'AKIAEXAMPLE';
const secretKey = 'secret+key/of the/store';
const bucket = 'hamyar-files';
/** After the answer to HEAD, its body is left out by the server. */
const asks: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);
/** Objects on one page of a listing. */
const pageLength = 2;

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer =>
  createHmac('sha256', key).update(data).digest();

/** Amazon's Signature Version 4, computed from what came and compared with what was sent along. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!given) return false;
  const [, id, day = '', ofRegion = '', names = '', signature] = given;
  const hash = request.headers['x-amz-content-sha256'];
  const at = String(request.headers['x-amz-date']);
  if (id !== accessKey || ofRegion !== region || !at.startsWith(day) || hash !== sha256(body))
    return false;
  const headers = names
    .split(';')
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const canonical = [
    request.method,
    url.pathname,
    query.join('&'),
    headers.join(''),
    names,
    hash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return hmac(key, text).toString('hex') === signature;
}

export async function startBucketServer(now: () => Date = () => new Date()): Promise<BucketServer> {
  const objects: BucketServer['objects'] = new Map();
  const faults: BucketServer['faults'] = [];
  const requests: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', 'http://store');
    requests.push(`${request.method} ${url.pathname}`);
    const fault = faults.shift();
    const [, named, ...rest] = url.pathname.split('/');
    const status = statusOf(fault, isSigned(request, url, body), named);
    if (fault === 'cut') return void request.socket.destroy();
    if (status !== 200) return void response.writeHead(status).end('<Error/>');
    const name = rest.join('/');
    if (asks.has(request.method)) return give(name, url, response, fault === 'cutWithin');
    change(name, request, body);
    if (fault === 'cutAfter') request.socket.destroy();
    else response.writeHead(request.method === 'DELETE' ? 204 : 200).end();
  }

  function change(name: string, { method, headers }: IncomingMessage, bytes: Buffer): void {
    if (method === 'DELETE') objects.delete(name);
    else objects.set(name, { bytes, type: headers['content-type'] ?? '', at: now() });
  }

  function give(name: string, url: URL, response: ServerResponse, cut: boolean): void {
    if (name === '') {
      return void response.end(listing(objects, url.searchParams.get('continuation-token')));
    }
    const found = objects.get(name);
    if (!found) return void response.writeHead(404).end('<Error/>');
    response.writeHead(200, {
      'content-length': found.bytes.length,
      'last-modified': found.at.toUTCString(),
    });
    if (!cut) return void response.end(found.bytes);
    response.write(found.bytes.subarray(0, found.bytes.length / 2), () => response.destroy());
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    options: { endpoint: `http://127.0.0.1:${port}`, bucket, region, accessKey, secretKey },
    objects,
    faults,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function statusOf(
  fault: BucketServer['faults'][number] | undefined,
  signed: boolean,
  named: string | undefined,
): number {
  if (typeof fault === 'number') return fault;
  if (!signed) return 403;
  return named === bucket ? 200 : 404;
}

/** A page begins after the name that the token says, with signs that a query must escape. */
function listing(objects: BucketServer['objects'], token: string | null): string {
  const names = [...objects.keys()].sort();
  const start = token === null ? 0 : names.indexOf(token.slice('+/=&'.length)) + 1;
  const page = names.slice(start, start + pageLength);
  const last = page.at(-1);
  const more = last !== undefined && start + pageLength < names.length;
  const entries = page.map(
    (name) =>
      `<Contents><Key>${name}</Key><LastModified>${objects.get(name)?.at.toISOString()}</LastModified><Size>1</Size></Contents>`,
  );
  const next = more ? `<NextContinuationToken>+/=&amp;${last}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`;
}
