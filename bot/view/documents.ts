import type { Database } from '../../core/db.ts';
import { exportFileOf } from '../../core/pay/queries.ts';
import { words } from './language.ts';
import type { Document } from './message.ts';
import { writeCsv } from './sheets/csv.ts';
import { payRunSheet } from './sheets/pay-run.ts';
import { writeXlsx } from './sheets/xlsx.ts';

type Made = Exclude<Document, { kind: 'stored' }>;

/**
 * Makes the files that are not stored, from what the database holds when they are sent. An export's
 * lines stand still from its run's approval on, so a repeated sending is the same file.
 */
export function createDocumentMaker({ read }: Database): (document: Made) => Promise<Uint8Array> {
  return async ({ exportId }) => {
    const file = await exportFileOf(read, exportId);
    const sheet = payRunSheet(file);
    if (file.format === 'csv') return writeCsv(sheet);
    const author = words.fa.plain('finance.file.author');
    return writeXlsx(sheet, { author, createdAt: file.at });
  };
}
