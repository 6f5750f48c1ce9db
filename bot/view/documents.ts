import type { Database, Reader } from '../../core/db.ts';
import { exportFileOf } from '../../core/pay/queries.ts';
import { myData } from '../../core/privacy/queries.ts';
import { words } from './language.ts';
import type { Document } from './message.ts';
import { writeCsv } from './sheets/csv.ts';
import { payRunSheet } from './sheets/pay-run.ts';
import { writeXlsx } from './sheets/xlsx.ts';

type Made = Exclude<Document, { kind: 'stored' }>;

/** There is nothing any more of which the document could be made; nothing is sent. */
export class DocumentGone extends Error {
  override name = 'DocumentGone';
}

/**
 * Makes the files that are not stored, from what the database holds when they are sent. An export's
 * lines stand still from its run's approval on, so a repeated sending is the same file.
 */
export function createDocumentMaker({ read }: Database) {
  return (document: Made, chatId: bigint): Promise<Uint8Array> =>
    document.kind === 'myData' ? makeMyData(read, chatId) : makePayRun(read, document.exportId);
}

async function makePayRun(read: Reader, exportId: number): Promise<Uint8Array> {
  const file = await exportFileOf(read, exportId);
  const sheet = payRunSheet(file);
  if (file.format === 'csv') return writeCsv(sheet);
  const author = words.fa.plain('finance.file.author');
  return writeXlsx(sheet, { author, createdAt: file.at });
}

async function makeMyData(read: Reader, chatId: bigint): Promise<Uint8Array> {
  const data = await myData(read, chatId);
  if (!data) throw new DocumentGone();
  return Buffer.from(JSON.stringify(data, null, 2), 'utf8');
}
