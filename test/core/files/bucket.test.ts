import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBucket } from '../../../core/files/bucket.ts';
import { type FileStore, FileStoreError } from '../../../core/files/gateway.ts';
import { type BucketServer, startBucketServer } from '../../support/bucket-server.ts';
import { png } from './pictures.ts';

const start = new Date('2024-02-01T08:00:00Z');
let now = start;
let server: BucketServer;
let store: FileStore;

beforeEach(async () => {
  now = start;
  server = await startBucketServer(() => now);
  store = await openBucket(server.options);
});
afterEach(() => server.close());

async function expectFault(work: Promise<unknown>, fault: string): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileStoreError);
  expect((error as FileStoreError).fault).toBe(fault);
  const told = inspect(error, { depth: 5 });
  for (const secret of [
    '127.0.0.1',
    server.options.accessKey,
    server.options.secretKey,
    'hamyar-files',
  ]) {
    expect(told).not.toContain(secret);
  }
}

test('gives back the bytes, addressed by their hash; twice and at once is one object', async () => {
  const bytes = png();
  const kept = await store.put(bytes);
  expect(kept).toMatchObject({ key: kept.sha256, size: bytes.length, mime: 'image/png' });
  await Promise.all(Array.from({ length: 5 }, () => store.put(bytes)));
  expect([...server.objects]).toEqual([
    [
      `${kept.key.slice(0, 2)}/${kept.key}`,
      { bytes: Buffer.from(bytes), type: 'image/png', at: now },
    ],
  ]);
  expect(Buffer.from(await (await openBucket(server.options)).get(kept.key))).toEqual(
    Buffer.from(bytes),
  );
});

test('what was deleted is missing, and deleting it again is no error', async () => {
  const { key } = await store.put(Buffer.from('gone'));
  await store.delete(key);
  server.faults.push(404);
  await store.delete(key);
  await store.delete(key);
  await expectFault(store.get(key), 'missing');
});

test('a key of another form does not reach the store', async () => {
  const before = server.requests.length;
  for (const key of ['', '..', '../secret', 'A'.repeat(64), `${'a'.repeat(63)}?`]) {
    await expectFault(store.get(key), 'missing');
    await expectFault(store.delete(key), 'missing');
  }
  expect(server.requests).toHaveLength(before);
});

test('lists page by page what nobody put for long, and nothing else that lies there', async () => {
  const old = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((text) => store.put(Buffer.from(text))),
  );
  server.objects.set('aa/readme.txt', { bytes: Buffer.from(''), type: '', at: start });
  now = new Date(start.getTime() + 3_600_000);
  const again = await store.put(Buffer.from('a'));
  expect(await store.keysPutBefore(start)).toEqual([]);
  const listed = await store.keysPutBefore(now);
  expect(listed.toSorted()).toEqual(
    old
      .map(({ key }) => key)
      .filter((key) => key !== again.key)
      .toSorted(),
  );
});

test('what was put again since an instant is left when others are deleted', async () => {
  const { key } = await store.put(Buffer.from('sent once more'));
  await store.delete(key, start);
  await store.get(key);
  const later = new Date(start.getTime() + 1);
  await store.delete(key, later);
  await expectFault(store.get(key), 'missing');
  await store.delete(key, later);
});

test('bytes that rotted are not given out, and a new put mends them', async () => {
  const { key } = await store.put(Buffer.from('sound'));
  for (const object of server.objects.values()) object.bytes = Buffer.from('rotten');
  await expectFault(store.get(key), 'damaged');
  await store.put(Buffer.from('sound'));
  expect(Buffer.from(await store.get(key)).toString()).toBe('sound');
});

test('an outage is an outage, and passes', async () => {
  const bytes = Buffer.from('x'.repeat(100_000));
  // Repeated, where that cannot do harm.
  server.faults.push(503, 500);
  const { key } = await store.put(bytes);
  server.faults.push(503, 503, 503);
  await expectFault(store.put(bytes), 'unavailable');
  server.faults.push(507, 507, 507);
  await expectFault(store.put(Buffer.from('more')), 'full');
  server.faults.push('cut');
  await expectFault(store.get(key), 'unavailable');
  server.faults.push('cutWithin');
  await expectFault(store.get(key), 'unavailable');
  server.faults.push('cut');
  await expectFault(store.keysPutBefore(start), 'unavailable');
  server.faults.push('cutAfter');
  await expectFault(store.put(Buffer.from('arrived')), 'unavailable');
  expect(await store.put(Buffer.from('arrived'))).toMatchObject({ size: 7 });
  expect(Buffer.from(await store.get(key))).toEqual(bytes);
  await server.close();
  await expectFault(store.get(key), 'unavailable');
});

test.each([
  ['too many questions', 429],
  ['a question that took too long', 408],
])('%s at the start is an outage as well', async (_what, status) => {
  // As often as it is asked again.
  server.faults.push(status, status, status);
  const opened = await openBucket(server.options);
  server.faults.length = 0;
  expect((await opened.put(Buffer.from('later'))).size).toBe(5);
});

test('a wrong key or bucket is noticed at the start, an outage is not in its way', async () => {
  await expectFault(openBucket({ ...server.options, secretKey: 'another' }), 'unavailable');
  await expectFault(openBucket({ ...server.options, accessKey: 'another' }), 'unavailable');
  await expectFault(openBucket({ ...server.options, bucket: 'another' }), 'missing');
  server.faults.push('cut');
  const opened = await openBucket(server.options);
  expect((await opened.put(Buffer.from('later'))).size).toBe(5);
});
