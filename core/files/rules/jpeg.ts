import { checkDimensions, damaged, type PictureCheck } from './picture.ts';

const END = 0xd9;
const SCAN = 0xda;

/**
 * Whether a JPEG is whole: segments that fit, a frame header, then scans with data up to the end
 * marker. What follows the end marker is let be: telephones append moving pictures there. The coded
 * pixels themselves are not decoded.
 */
export function checkJpeg(bytes: Buffer): PictureCheck {
  let dimensions = damaged;
  let scanned = false;
  for (const part of partsOf(bytes)) {
    if (part.code === END) return scanned ? dimensions : damaged;
    if (part.code === SCAN) scanned = true;
    if (isFrame(part.code)) {
      dimensions = dimensionsOf(part.data);
      if (!dimensions.ok) return dimensions;
    }
  }
  return damaged;
}

type Part = { readonly code: number; readonly data: Buffer };

/** The segments, then the end marker; stops before it where the file is cut off or broken. */
function* partsOf(bytes: Buffer): Generator<Part> {
  let at = 2;
  for (;;) {
    const marker = readMarker(bytes, at);
    if (marker === undefined) return;
    if (marker.code === END) return yield { code: END, data: Buffer.alloc(0) };
    const segment = readSegment(bytes, marker.end);
    if (segment === undefined) return;
    const end = marker.code === SCAN ? endOfScan(bytes, segment.end) : segment.end;
    if (marker.code === SCAN && end === segment.end) return;
    yield { code: marker.code, data: segment.data };
    at = end;
  }
}

function dimensionsOf(frame: Buffer): PictureCheck {
  return frame.length < 6 ? damaged : checkDimensions(frame.readUInt16BE(3), frame.readUInt16BE(1));
}

/** A marker is 0xFF, any number of fill bytes 0xFF, and its code. */
function readMarker(
  bytes: Buffer,
  start: number,
): { readonly code: number; readonly end: number } | undefined {
  if (bytes[start] !== 0xff) return undefined;
  let at = start;
  while (bytes[at] === 0xff) at += 1;
  const code = bytes[at];
  return code === undefined ? undefined : { code, end: at + 1 };
}

function readSegment(
  bytes: Buffer,
  at: number,
): { readonly data: Buffer; readonly end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const end = at + bytes.readUInt16BE(at);
  if (end < at + 2 || end > bytes.length) return undefined;
  return { data: bytes.subarray(at + 2, end), end };
}

/** SOF0 to SOF15; 0xC4, 0xC8 and 0xCC within that range are tables. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

/** Where the next marker begins that is neither a stuffed 0xFF nor a restart. */
function endOfScan(bytes: Buffer, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0) {
    const next = bytes[at + 1] ?? 0;
    const withinScan = next === 0x00 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!withinScan) return at;
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return bytes.length;
}
