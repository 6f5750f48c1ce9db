import { Readable } from 'node:stream';
import { crc32, createInflate } from 'node:zlib';
import { checkDimensions, damaged, type PictureCheck } from './picture.ts';

const SIGNATURE_LENGTH = 8;
const HEADER_LENGTH = 13;
/** Length, type and checksum around each chunk's data, in bytes. */
const CHUNK_FRAME = 12;

/** Samples a pixel, by colour type: grey, RGB, palette, grey and alpha, RGBA. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Column and row of the first pixel and the steps between, of the seven passes of an interlaced PNG. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Whether a PNG is whole: each chunk with its checksum up to IEND, and pixel data that unpacks to the
 * size that the header promises. It unpacks in pieces and stops at that size, so memory stays small.
 */
export async function checkPng(bytes: Buffer): Promise<PictureCheck> {
  const chunks = readChunks(bytes);
  const header = chunks?.[0];
  if (chunks === undefined || header?.type !== 'IHDR' || header.data.length !== HEADER_LENGTH) {
    return damaged;
  }
  const dimensions = checkDimensions(header.data.readUInt32BE(0), header.data.readUInt32BE(4));
  if (!dimensions.ok) return dimensions;
  const expected = unpackedSize(header.data);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (expected === undefined || !(await unpacksTo(packed, expected))) return damaged;
  return { ok: true };
}

type Chunk = { readonly type: string; readonly data: Buffer };

/** All chunks up to IEND, or undefined where one is cut off or its checksum is wrong. */
function readChunks(bytes: Buffer): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = SIGNATURE_LENGTH;
  while (at + CHUNK_FRAME <= bytes.length) {
    const end = at + CHUNK_FRAME + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return undefined;
}

/** In bytes, filter bytes included; undefined where the header's colour type is none. */
function unpackedSize(header: Buffer): number | undefined {
  const samplesPerPixel = samples[header.readUInt8(9)];
  if (samplesPerPixel === undefined) return undefined;
  const bitsPerPixel = samplesPerPixel * header.readUInt8(8);
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const rowsOf = (columns: number, rows: number) =>
    columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  if (header.readUInt8(12) === 0) return rowsOf(width, height);
  return passes
    .map(([x, y, dx, dy]) =>
      rowsOf(Math.max(0, Math.ceil((width - x) / dx)), Math.max(0, Math.ceil((height - y) / dy))),
    )
    .reduce((sum, size) => sum + size, 0);
}

async function unpacksTo(packed: readonly Buffer[], expected: number): Promise<boolean> {
  let size = 0;
  try {
    for await (const piece of Readable.from(packed).pipe(createInflate())) {
      size += piece.length;
      if (size >= expected) return true;
    }
  } catch {
    return false;
  }
  return false;
}
