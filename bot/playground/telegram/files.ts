import { createHash } from 'node:crypto';
import type { Document, File, PhotoSize } from 'grammy/types';
import { type PictureSize, pictureSize } from './picture-size.ts';
import { badRequest, notFound } from './refusal.ts';

const MEGABYTE = 1024 * 1024;
export const PHOTO_LIMIT = 10 * MEGABYTE;
export const UPLOAD_LIMIT = 50 * MEGABYTE;
const DOWNLOAD_LIMIT = 20 * MEGABYTE;

export type FileKind = 'photo' | 'document' | 'sticker' | 'voice';

export interface StoredFile extends Partial<PictureSize> {
  kind: FileKind;
  uniqueId: string;
  bytes: Buffer;
  fileName: string;
  mimeType: string;
}

/** The files as plain data, without their bytes. */
export interface RememberedFiles {
  readonly count: number;
  readonly all: readonly RememberedFile[];
}

interface RememberedFile extends Omit<StoredFile, 'bytes'> {
  /** Under which ids bots know it. */
  readonly known: readonly {
    readonly fileId: string;
    readonly botId: number;
    readonly path: string;
  }[];
}

const FOLDERS: Record<FileKind, string> = {
  photo: 'photos',
  document: 'documents',
  sticker: 'stickers',
  voice: 'voice',
};
const MIME_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
// The longer side of the pictures that Telegram makes of a photo, smallest first.
const PHOTO_SIDES = [90, 320, 800, 1280];

const digest = (text: string, length: number) =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

/**
 * All files of the playground, in memory. `file_unique_id` names a file for everyone;
 * a `file_id` is good for one bot only.
 */
export class FileStore {
  #count = 0;
  readonly #byId = new Map<string, { botId: number; file: StoredFile; path: string }>();
  readonly #byPath = new Map<string, StoredFile>();

  /** Keeps an upload of either side; a photo's size is read from its bytes. */
  add(kind: FileKind, bytes: Buffer, fileName: string, mimeType?: string): StoredFile {
    this.#count += 1;
    const uniqueId = digest(`${kind}:${this.#count}`, 16);
    const size = kind === 'photo' || kind === 'sticker' ? pictureSize(bytes) : undefined;
    // A copy, so that the rest of a large request does not stay in memory with it.
    const kept = Buffer.from(bytes);
    return {
      kind,
      uniqueId,
      bytes: kept,
      fileName,
      mimeType: mimeType ?? mimeOf(fileName),
      ...size,
    };
  }

  /** The file that the bot means, where it may use it. */
  find(botId: number, fileId: string): StoredFile | undefined {
    const entry = this.#byId.get(fileId);
    return entry?.botId === botId ? entry.file : undefined;
  }

  byFileId(fileId: string): StoredFile | undefined {
    return this.#byId.get(fileId)?.file;
  }

  remember(): RememberedFiles {
    const files = new Map<StoredFile, RememberedFile>();
    for (const [fileId, { botId, file, path }] of this.#byId) {
      const { bytes: _bytes, ...about } = file;
      const known = [...(files.get(file)?.known ?? []), { fileId, botId, path }];
      files.set(file, { ...about, known });
    }
    return { count: this.#count, all: [...files.values()] };
  }

  recall({ count, all }: RememberedFiles, bytesOf: (uniqueId: string) => Buffer): void {
    this.#count = count;
    for (const { known, ...about } of all) {
      const file = { ...about, bytes: bytesOf(about.uniqueId) };
      for (const { fileId, botId, path } of known) {
        this.#byId.set(fileId, { botId, file, path });
        this.#byPath.set(`${botId}/${path}`, file);
      }
    }
  }

  /** The bytes of a file that bots know. Throws where there is none. */
  bytesOf(uniqueId: string): Buffer {
    for (const { file } of this.#byId.values()) if (file.uniqueId === uniqueId) return file.bytes;
    throw new Error(`there is no file ${uniqueId}`);
  }

  document(botId: number, file: StoredFile): Document {
    return {
      file_name: file.fileName,
      mime_type: file.mimeType,
      ...this.#identity(botId, file, ''),
      file_size: file.bytes.length,
    };
  }

  /** The variants of a photo, smallest first; the last one is the picture as it came. */
  photo(botId: number, file: StoredFile): PhotoSize[] {
    const { width = 1280, height = 960 } = file;
    const longer = Math.max(width, height);
    const smaller = PHOTO_SIDES.filter((side) => side < longer).slice(0, 3);
    return [...smaller, longer].map((side) => ({
      ...this.#identity(botId, file, side === longer ? '' : `@${side}`),
      file_size: file.bytes.length,
      width: Math.max(1, Math.round((width * side) / longer)),
      height: Math.max(1, Math.round((height * side) / longer)),
    }));
  }

  /** What getFile answers; refuses foreign ids and more than 20 MB. */
  describe(botId: number, fileId: string): File {
    const entry = this.#byId.get(fileId);
    if (entry?.botId !== botId) {
      throw badRequest('wrong file_id or the file is temporarily unavailable');
    }
    const { file, path } = entry;
    if (file.bytes.length > DOWNLOAD_LIMIT) throw badRequest('file is too big');
    return {
      file_id: fileId,
      file_unique_id: file.uniqueId,
      file_size: file.bytes.length,
      file_path: path,
    };
  }

  download(botId: number, path: string): StoredFile {
    const file = this.#byPath.get(`${botId}/${path}`);
    if (!file || file.bytes.length > DOWNLOAD_LIMIT) throw notFound();
    return file;
  }

  #identity(botId: number, file: StoredFile, variant: string) {
    const uniqueId = variant === '' ? file.uniqueId : digest(file.uniqueId + variant, 16);
    const fileId = `BQAC${digest(`${botId}:${uniqueId}`, 40)}`;
    if (!this.#byId.has(fileId)) this.#publish(botId, fileId, file);
    return { file_id: fileId, file_unique_id: uniqueId };
  }

  #publish(botId: number, fileId: string, file: StoredFile): void {
    const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.fileName)?.[0] ?? '';
    const path = `${FOLDERS[file.kind]}/file_${this.#byId.size}${extension}`;
    this.#byId.set(fileId, { botId, file, path });
    this.#byPath.set(`${botId}/${path}`, file);
  }
}

function mimeOf(fileName: string): string {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return MIME_TYPES[extension] ?? 'application/octet-stream';
}
