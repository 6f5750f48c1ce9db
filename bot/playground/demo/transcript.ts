import type { Act, Player } from '../journey/player.ts';
import type { SeenMessage } from '../telegram/seen-message.ts';

/** Prints chats as a person reads them: who says what, with buttons and files. */
export class Transcript {
  readonly #print: (text: string) => void;
  readonly #bot: string;
  #speaker = '';

  constructor(bot: string, print: (text: string) => void) {
    this.#bot = bot;
    this.#print = print;
  }

  heading(text: string): void {
    this.#print(`\n━━ ${text}\n`);
    this.#speaker = '';
  }

  /** What a person does. */
  act(player: Player, act: Act): void {
    this.#speak(player.name);
    this.#print(`  ▸ ${describe(act)}\n`);
  }

  /** What the bot shows to a person; `keys` are those of the reply keyboard that comes with it. */
  message(player: Player, message: SeenMessage, keys: readonly string[] = []): void {
    this.#speak(`${this.#bot} → ${player.name}`);
    const mark = message.edited ? '✎ ' : '';
    const file = message.file ? [`📎 ${fileLabel(message.file)}`] : [];
    const lines = [...file, ...message.text.split('\n').filter((line) => line !== '')];
    this.#print(`${lines.map((line, at) => `  │ ${at === 0 ? mark : ''}${line}`).join('\n')}\n`);
    for (const row of message.buttons) this.#row(row.map(({ text }) => text));
    if (keys.length > 0) this.#row(keys);
  }

  /** What is shown over the screen for a moment. */
  toast(player: Player, text: string): void {
    this.#speak(`${this.#bot} → ${player.name}`);
    this.#print(`  ⓘ ${text}\n`);
  }

  /** A message that was deleted, as passwords are. */
  deleted(player: Player): void {
    this.#speak(`${this.#bot} → ${player.name}`);
    this.#print('  ⌫\n');
  }

  /** An SMS or a letter. */
  arrival(player: Player, carrier: string, text: string): void {
    this.#speak(`${carrier} → ${player.name}`);
    this.#print(`  │ ${text.replaceAll('\n', '\n  │ ')}\n`);
  }

  #row(labels: readonly string[]): void {
    this.#print(`    ${labels.map((label) => `[${label}]`).join(' ')}\n`);
  }

  #speak(speaker: string): void {
    if (this.#speaker !== speaker) this.#print(`${speaker}\n`);
    this.#speaker = speaker;
  }
}

function describe(act: Act): string {
  switch (act.do) {
    case 'write':
      return act.text;
    case 'tap':
      return `[${act.button}]`;
    case 'upload':
      return `📎 ${act.fileName}`;
    case 'else':
      return `(${act.what})`;
  }
}

function fileLabel({ kind, fileName, size, width, height }: NonNullable<SeenMessage['file']>) {
  const kilobytes = `${Math.max(1, Math.round(size / 1024))} kB`;
  if (kind === 'photo') return `picture, ${width} × ${height} (${kilobytes})`;
  return `${fileName ?? kind} (${kilobytes})`;
}
