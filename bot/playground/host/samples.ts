import { readFile } from 'node:fs/promises';
import { certificateOf } from '../journey/certificate.ts';
import type { PersonChat } from '../telegram/chat.ts';
import { company } from './company.ts';

/** Files for visitors who have none at hand. */
export const samples = ['certificate', 'units'] as const;

const table = new URL('../../../prisma/data/qom-1402-capacity.csv', import.meta.url);

/** Sends a made-up certificate as a picture, or the sheet of units and seats as a document. */
export async function sampleFile(chat: PersonChat, name: (typeof samples)[number]): Promise<void> {
  if (name === 'units') {
    chat.sendDocument(await readFile(table), { fileName: 'units.csv', mimeType: 'text/csv' });
    return;
  }
  const [, person] = company.find(([, { telegramId }]) => telegramId === chat.id) ?? [];
  if (!person) throw new Error('nobody has this chat');
  chat.sendPhoto(await certificateOf(person), { fileName: 'certificate.png' });
}
