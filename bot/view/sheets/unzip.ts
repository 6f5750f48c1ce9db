import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/** Signatures and fixed lengths of a zip's records. */
const END_RECORD = 0x06054b50;
const END_LENGTH = 22;
const CENTRAL_RECORD = 0x02014b50;
const CENTRAL_LENGTH = 46;
const LOCAL_RECORD = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;

/** An XLSX has a dozen entries or two. */
const MAX_ENTRIES = 1000;

export type Unzipped =
  | { readonly ok: true; readonly entries: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly reason: 'unreadable' | 'tooLarge' };

/**
 * All entries of a zip, unpacked to `maxBytes` in all at most. Sizes that the zip states are not
 * believed: unpacking itself stops at what is left. No encryption, no zip64: a sheet has neither.
 */
export async function unzip(zip: Buffer, maxBytes: number): Promise<Unzipped> {
  const entries = new Map<string, Buffer>();
  let left = maxBytes;
  try {
    for (const entry of listEntries(zip)) {
      const data = await unpack(zip, entry, left);
      left -= data.length;
      entries.set(entry.name, data);
    }
  } catch (error) {
    const full = error instanceof RangeError && 'code' in error && error.code === TOO_LARGE;
    return { ok: false, reason: full ? 'tooLarge' : 'unreadable' };
  }
  return entries.size === 0 ? { ok: false, reason: 'unreadable' } : { ok: true, entries };
}

/** What zlib throws where the output would pass the limit. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly offset: number;
};

function* listEntries(zip: Buffer): Generator<Entry> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + END_LENGTH > zip.length || zip.readUInt32LE(end) !== END_RECORD) {
    throw new RangeError('no end record');
  }
  const count = zip.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new RangeError('too many entries');
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (zip.readUInt32LE(at) !== CENTRAL_RECORD) throw new RangeError('no entry');
    const nameLength = zip.readUInt16LE(at + 28);
    yield {
      name: zip.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength),
      method: zip.readUInt16LE(at + 10),
      packedSize: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    };
    at += CENTRAL_LENGTH + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

async function unpack(zip: Buffer, entry: Entry, maxBytes: number): Promise<Buffer> {
  if (zip.readUInt32LE(entry.offset) !== LOCAL_RECORD) throw new RangeError('no entry data');
  const nameLength = zip.readUInt16LE(entry.offset + 26);
  const start = entry.offset + LOCAL_LENGTH + nameLength + zip.readUInt16LE(entry.offset + 28);
  const packed = zip.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) throw new RangeError('entry cut off');
  if (entry.method === DEFLATED) {
    return inflate(packed, { maxOutputLength: Math.max(1, maxBytes) });
  }
  if (entry.method !== STORED) throw new RangeError('unknown packing');
  if (packed.length > maxBytes) throw Object.assign(new RangeError('full'), { code: TOO_LARGE });
  return packed;
}
