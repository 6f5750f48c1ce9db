import { AwsClient } from 'aws4fetch';
import { type FileKey, type FileStore, FileStoreError, type FileStoreFault } from './gateway.ts';
import { describeFile, isFileKey, sha256Of } from './rules.ts';

export interface BucketOptions {
  /** Of the service; the bucket is named in the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Milliseconds for one question with its repetitions. */
const patience = 30_000;
/** After answers of 5xx and 429; the store does each of our questions twice with one effect. */
const retries = 2;

/**
 * Attachments in a bucket of a store with Amazon's S3 interface, under the same names as on the disk.
 * An object appears whole or not at all, and the store refuses bytes that are not those that were
 * signed.
 *
 * @throws {FileStoreError} `unavailable` where the store does not let this key at the bucket
 */
export async function openBucket(options: BucketOptions): Promise<FileStore> {
  const ask = questions(options);
  const putAt = async (path: string): Promise<Date> => {
    const response = await ask('HEAD', path);
    return new Date(response.headers.get('last-modified') ?? 0);
  };
  await ask('GET', '?list-type=2&max-keys=1').catch((error: FileStoreError) => {
    // A store that is down or throttles now may not when somebody needs it; a wrong key stays wrong.
    if (/status 4(?!08|29)/.test(error.message)) throw error;
  });
  return {
    async put(bytes) {
      const kept = await describeFile(bytes);
      await drain(await ask('PUT', pathOf(kept.key), bytes, kept));
      return kept;
    },

    async get(key) {
      const bytes = await read(await ask('GET', pathOf(key)));
      if (sha256Of(bytes) !== key) throw new FileStoreError('damaged');
      return bytes;
    },

    async delete(key, unlessPutSince) {
      const path = pathOf(key);
      try {
        if (unlessPutSince && (await putAt(path)) >= unlessPutSince) return;
        await drain(await ask('DELETE', path));
      } catch (error) {
        if ((error as FileStoreError).fault !== 'missing') throw error;
      }
    },

    async keysPutBefore(instant) {
      const keys: FileKey[] = [];
      for (let from: string | undefined = ''; from !== undefined; ) {
        const page: Page = readPage(
          Buffer.from(await read(await ask('GET', from || list))).toString(),
        );
        keys.push(...page.objects.filter(({ at }) => at < instant).map(({ key }) => key));
        from = page.next && `${list}&continuation-token=${encodeURIComponent(page.next)}`;
      }
      return keys;
    },
  };
}

const list = '?list-type=2';

/** A key of another form names no object: nothing of it reaches the store. */
function pathOf(key: FileKey): string {
  if (!isFileKey(key)) throw new FileStoreError('missing');
  return `/${key.slice(0, 2)}/${key}`;
}

type Ask = (
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
  path: string,
  bytes?: Uint8Array,
  about?: { readonly sha256: string; readonly mime: string },
) => Promise<Response>;

function questions({ endpoint, bucket, region, accessKey, secretKey }: BucketOptions): Ask {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    retries,
    initRetryMs: 100,
  });
  const root = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  return async (method, path, bytes, about) => {
    const response = await reached(() =>
      client.fetch(`${root}${path}`, {
        method,
        signal: AbortSignal.timeout(patience),
        redirect: 'error',
        ...(bytes ? { body: new Uint8Array(bytes) } : {}),
        headers: {
          'x-amz-content-sha256': about?.sha256 ?? sha256Of(new Uint8Array()),
          ...(about ? { 'content-type': about.mime } : {}),
        },
      }),
    );
    if (response.ok) return response;
    await drain(response);
    throw new FileStoreError(faultOf(response.status), `status ${response.status}`);
  };
}

function faultOf(status: number): FileStoreFault {
  if (status === 404) return 'missing';
  return status === 507 ? 'full' : 'unavailable';
}

/** The errors of a connection quote addresses; ours name only the kind of outage. */
async function reached<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileStoreError) throw error;
    const { cause } = error as { cause?: { code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : (error as Error).name;
    throw new FileStoreError('unavailable', code);
  }
}

const read = (response: Response): Promise<Uint8Array> =>
  reached(async () => new Uint8Array(await response.arrayBuffer()));

/** A connection is free again once its answer was read. */
const drain = (response: Response): Promise<unknown> => read(response);

interface Page {
  readonly objects: readonly { readonly key: FileKey; readonly at: Date }[];
  /** Where the next page begins. */
  readonly next: string | undefined;
}

const object =
  /<Contents>(?=(?:(?!<\/Contents>)[\s\S])*?<Key>([^<]*)<\/Key>)(?=(?:(?!<\/Contents>)[\s\S])*?<LastModified>([^<]*)<\/LastModified>)/g;

/** What we need of a listing: our keys are of digits and letters, whatever else lies in the bucket. */
function readPage(xml: string): Page {
  const objects = [...xml.matchAll(object)]
    .map(([, name = '', at = '']) => ({ key: name.split('/').at(-1) ?? '', at: new Date(at) }))
    .filter(({ key }) => isFileKey(key));
  const token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(xml)?.[1];
  return { objects, next: token?.replaceAll('&amp;', '&') };
}
