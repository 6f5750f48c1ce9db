import type { Database } from '../../core/db.ts';
import type { Document } from './message.ts';

type Made = Exclude<Document, { kind: 'stored' }>;

/** Makes the files that are not stored, from what the database holds when they are sent. */
export function createDocumentMaker(_database: Database): (document: Made) => Promise<Uint8Array> {
  return async (document) => {
    throw new Error(`no such document: ${document.kind}`);
  };
}
