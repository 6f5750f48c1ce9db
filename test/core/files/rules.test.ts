import { describe, expect, test } from 'vitest';
import {
  acceptAnnounced,
  acceptFile,
  MAX_FILE_BYTES,
  MAX_FILES_PER_CLASS,
} from '../../../core/files/rules.ts';
import { jpeg, pdf, png, segment } from './pictures.ts';

const accept = (bytes: Uint8Array) => acceptFile({ bytes, kept: 0 });

describe('what is taken', () => {
  test.each([
    ['image/png', png()],
    ['image/png', png({ interlaced: true, width: 3, height: 3, body: Buffer.alloc(15) })],
    ['image/jpeg', jpeg()],
    ['application/pdf', pdf()],
  ])('%s', async (mime, bytes) => {
    expect(await accept(bytes)).toEqual({ ok: true, mime });
  });

  test('a JPEG with a thumbnail inside and a film behind it, as telephones make', async () => {
    const thumbnail = Buffer.concat([
      Buffer.from('Exif\0\0', 'latin1'),
      jpeg({ width: 8, height: 8 }),
    ]);
    const whole = jpeg();
    const film = Buffer.from('ftypmp42, a moving picture');
    const bytes = Buffer.concat([
      whole.subarray(0, 2),
      segment(0xe1, thumbnail),
      whole.subarray(2),
      film,
    ]);
    expect(await accept(bytes)).toEqual({ ok: true, mime: 'image/jpeg' });
  });

  test('exactly 5 MiB, and not one byte more', async () => {
    const bytes = Buffer.concat([pdf(), Buffer.alloc(MAX_FILE_BYTES)]);
    const end = Buffer.from('%%EOF');
    end.copy(bytes, MAX_FILE_BYTES - end.length);
    expect(await accept(bytes.subarray(0, MAX_FILE_BYTES))).toMatchObject({ ok: true });
    expect(await accept(bytes.subarray(0, MAX_FILE_BYTES + 1))).toEqual({
      ok: false,
      reason: 'tooLarge',
      size: 5_242_881,
      limit: 5_242_880,
    });
  });
});

describe('what is not', () => {
  test('the sixth of a class, whatever it is; the fifth is', async () => {
    const bytes = png();
    expect(await acceptFile({ bytes, kept: MAX_FILES_PER_CLASS - 1 })).toMatchObject({ ok: true });
    const sixth = await acceptFile({ bytes, kept: MAX_FILES_PER_CLASS });
    expect(sixth).toEqual({ ok: false, reason: 'tooMany', limit: 5 });
  });

  test('nothing at all', async () => {
    expect(await accept(new Uint8Array())).toEqual({ ok: false, reason: 'empty' });
  });

  test.each([
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'image/gif'],
    [
      'a zip',
      Buffer.from('PK\x03\x04\x14\0\0\0\0\0'.padEnd(40, '\0'), 'latin1'),
      'application/zip',
    ],
    ['a program', Buffer.from('MZ'.padEnd(80, '\0'), 'latin1'), 'application/x-msdownload'],
    ['text that calls itself a picture', Buffer.from('photo.jpg '.repeat(20)), undefined],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), undefined],
  ])('%s', async (_, bytes, detected) => {
    expect(await accept(bytes)).toEqual({ ok: false, reason: 'wrongType', detected });
  });

  test.each([
    ['image/png', png()],
    ['image/jpeg', jpeg()],
    ['application/pdf', pdf()],
  ])('%s that is cut off, wherever', async (mime, bytes) => {
    for (const part of [0.6, 0.8, 0.95]) {
      const outcome = await accept(bytes.subarray(0, Math.floor(bytes.length * part)));
      expect(outcome).toEqual({ ok: false, reason: 'damaged', mime });
    }
  });

  test('a PNG with one wrong byte, or with fewer pixels than it says', async () => {
    const flipped = png();
    flipped.writeUInt8(flipped.readUInt8(45) ^ 1, 45);
    expect(await accept(flipped)).toMatchObject({ reason: 'damaged' });
    const short = png({ width: 40, height: 30, body: Buffer.alloc(41 * 30 - 1) });
    expect(await accept(short)).toMatchObject({ reason: 'damaged' });
    const shortInterlaced = png({ interlaced: true, width: 3, height: 3, body: Buffer.alloc(14) });
    expect(await accept(shortInterlaced)).toMatchObject({ reason: 'damaged' });
  });

  test('a JPEG with an end but no picture', async () => {
    const bytes = Buffer.concat([jpeg().subarray(0, 20), Buffer.from([0xff, 0xd9])]);
    expect(await accept(bytes)).toMatchObject({ reason: 'damaged' });
  });

  test.each([
    ['png', png({ width: 60_000, height: 60_000, body: Buffer.alloc(1000) }), 60_000, 60_000],
    [
      'png, long and thin',
      png({ width: 20_001, height: 1, body: Buffer.alloc(20_002) }),
      20_001,
      1,
    ],
    ['jpeg', jpeg({ width: 65_500, height: 65_500 }), 65_500, 65_500],
    ['jpeg, sides allowed', jpeg({ width: 10_000, height: 5_001 }), 10_000, 5_001],
  ])('a bomb: %s', async (_, bytes, width, height) => {
    expect(await accept(bytes)).toEqual({ ok: false, reason: 'tooManyPixels', width, height });
  });

  test('data that unpacks to far more than the header says is not unpacked', async () => {
    const bytes = png({ width: 10, height: 10, body: Buffer.alloc(300_000_000) });
    expect(bytes.length).toBeLessThan(MAX_FILE_BYTES);
    const before = process.memoryUsage().arrayBuffers;
    expect(await accept(bytes)).toMatchObject({ ok: true });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
});

test('an announced size is enough to refuse before fetching', () => {
  expect(acceptAnnounced({ size: MAX_FILE_BYTES, kept: 4 })).toEqual({ ok: true });
  expect(acceptAnnounced({ size: MAX_FILE_BYTES + 1, kept: 0 })).toMatchObject({
    reason: 'tooLarge',
  });
  expect(acceptAnnounced({ size: 1, kept: 5 })).toMatchObject({ reason: 'tooMany' });
});
