import type { Database, Reader } from '../../core/db.ts';
import { exportFileOf } from '../../core/pay/queries.ts';
import { myData } from '../../core/privacy/queries.ts';
import { statisticsOf, universityNumbers } from '../../core/statistics/queries.ts';
import { words } from './language.ts';
import type { Document } from './message.ts';
import { writeCcti } from './sheets/ccti.ts';
import { writeCsv } from './sheets/csv.ts';
import { payRunSheet } from './sheets/pay-run.ts';
import { statisticsSheets, universitiesSheet } from './sheets/statistics.ts';
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
export function createDocumentMaker({
  database: { read },
  now,
}: {
  readonly database: Pick<Database, 'read'>;
  readonly now: () => Date;
}) {
  return (document: Made, chatId: bigint): Promise<Uint8Array> => {
    switch (document.kind) {
      case 'myData':
        return makeMyData(read, chatId);
      case 'payRun':
        return makePayRun(read, document.exportId);
      case 'statistics':
        return makeStatistics(read, document, now());
      case 'allStatistics':
        return makeAllStatistics(read, document, now());
    }
  };
}

async function makeStatistics(
  read: Reader,
  { language, ...place }: Extract<Document, { kind: 'statistics' }>,
  now: Date,
): Promise<Uint8Array> {
  const statistics = await statisticsOf(read, place, now);
  if (!statistics) throw new DocumentGone();
  const author = words[language].plain('finance.file.author');
  return writeXlsx(statisticsSheets(statistics, words[language]), { author, createdAt: now });
}

async function makeAllStatistics(
  read: Reader,
  { language, ids, termId }: Extract<Document, { kind: 'allStatistics' }>,
  now: Date,
): Promise<Uint8Array> {
  const numbers = await universityNumbers(read, { ids, termId }, now);
  const author = words[language].plain('finance.file.author');
  return writeXlsx(universitiesSheet(numbers, words[language]), { author, createdAt: now });
}

async function makePayRun(read: Reader, exportId: number): Promise<Uint8Array> {
  const file = await exportFileOf(read, exportId);
  if (file.format === 'ccti') return writeCcti(file);
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
