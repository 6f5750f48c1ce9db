import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { type Ok, ok, type Refusal, refuse } from '../result.ts';
import type { KeptFile } from './gateway.ts';
import { checkJpeg } from './rules/jpeg.ts';
import type { PictureCheck } from './rules/picture.ts';
import { checkPng } from './rules/png.ts';

/** 5 MB, read the generous way: 5 × 1024 × 1024 = 5,242,880 bytes, that size included. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Files for one priority class of one application. */
export const MAX_FILES_PER_CLASS = 5;

export const acceptedMimes = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type AcceptedMime = (typeof acceptedMimes)[number];

/** What can be said of a file before it is fetched. Sizes in bytes. */
export type AnnouncedFileRefusal =
  | Refusal<'tooMany', { readonly limit: number }>
  | Refusal<'empty'>
  | Refusal<'tooLarge', { readonly size: number; readonly limit: number }>;

/**
 * `wrongType`: `detected` is the MIME type by content, undefined where the content is of no known type
 * (plain text, for one). `damaged`: cut off or broken, of a type that would be taken.
 */
export type FileRefusal =
  | AnnouncedFileRefusal
  | Refusal<'wrongType', { readonly detected: string | undefined }>
  | Refusal<'damaged', { readonly mime: AcceptedMime }>
  | Refusal<'tooManyPixels', { readonly width: number; readonly height: number }>;

/**
 * Whether a file of this size may come, `kept` being the files of the class so far. To be asked with the
 * announced size before fetching; `acceptFile` asks it again of what came.
 */
export function acceptAnnounced(file: {
  readonly size: number;
  readonly kept: number;
}): Ok | AnnouncedFileRefusal {
  if (file.kept >= MAX_FILES_PER_CLASS) return refuse('tooMany', { limit: MAX_FILES_PER_CLASS });
  if (file.size === 0) return refuse('empty');
  if (file.size > MAX_FILE_BYTES) {
    return refuse('tooLarge', { size: file.size, limit: MAX_FILE_BYTES });
  }
  return ok();
}

/** Decides by the bytes alone: names and announced types are the sender's word. */
export async function acceptFile(file: {
  readonly bytes: Uint8Array;
  readonly kept: number;
}): Promise<Ok<{ readonly mime: AcceptedMime }> | FileRefusal> {
  const announced = acceptAnnounced({ size: file.bytes.length, kept: file.kept });
  if (!announced.ok) return announced;
  const detected = await mimeOf(file.bytes);
  const mime = acceptedMimes.find((accepted) => accepted === detected);
  if (mime === undefined) return refuse('wrongType', { detected });
  const check = await structureChecks[mime](Buffer.from(file.bytes));
  if (check.ok) return ok({ mime });
  return check.reason === 'damaged' ? refuse('damaged', { mime }) : check;
}

/** The MIME type by content, undefined where it is of no known type. */
export async function mimeOf(bytes: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(bytes))?.mime;
}

/** What a store keeps of these bytes, and under which key. */
export async function describeFile(bytes: Uint8Array): Promise<KeptFile> {
  const sha256 = sha256Of(bytes);
  const mime = (await mimeOf(bytes)) ?? 'application/octet-stream';
  return { key: sha256, sha256, size: bytes.length, mime };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export const isFileKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const structureChecks: Readonly<
  Record<AcceptedMime, (bytes: Buffer) => PictureCheck | Promise<PictureCheck>>
> = { 'image/jpeg': checkJpeg, 'image/png': checkPng, 'application/pdf': checkPdf };

/** Programs append a few bytes after the end mark; more than this means that it is another's. */
const PDF_TAIL_BYTES = 2048;

/** The type's detection has seen the header; a file that was cut off lacks the end mark. */
function checkPdf(bytes: Buffer): PictureCheck {
  const tail = bytes.subarray(-PDF_TAIL_BYTES);
  return tail.includes('%%EOF') ? { ok: true } : { ok: false, reason: 'damaged' };
}
