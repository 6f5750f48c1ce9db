import type { Playground } from '../../bot/playground/playground.ts';

const sending = new Set(['sendmessage', 'sendphoto', 'senddocument']);

/** What each chat was sent, in order, by the messenger's own record. */
export function heardBy({ telegram }: Playground): Readonly<Record<string, string[]>> {
  const heard: Record<string, string[]> = {};
  for (const call of telegram.record.calls) {
    if (!sending.has(call.method.toLowerCase()) || !call.effect) continue;
    const { chat_id: chat, text, caption } = call.parameters;
    const said = `${call.method}: ${withoutCode(text ?? caption)}`;
    heard[String(chat)] = [...(heard[String(chat)] ?? []), said];
  }
  return heard;
}

/** Tracking codes are drawn at random; pay runs are numbered on from one test to the next. */
const withoutCode = (text: unknown): string =>
  String(text ?? '')
    .replaceAll(/[0-9A-Z]{4}-[0-9A-Z]{4}/g, '<code>')
    .replaceAll(/\u2068[\d۰-۹]+\u2069/g, '<number>');
