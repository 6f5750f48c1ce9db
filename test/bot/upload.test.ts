import { afterEach, expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { MAX_FILE_BYTES } from '../../core/files/rules.ts';
import { jpeg, pdf } from '../core/files/pictures.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { castOf, play } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot;

afterEach(() => bot.stop());

const step = 'uploads the proof';

async function studentBeforeUpload(): Promise<Cast> {
  bot = await startBot({ database });
  const cast = castOf(bot, database);
  await play(cast, { until: step });
  return cast;
}

const executable = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000, 0x90)]);

const whole = jpeg({ width: 640, height: 480 });
const cutOff = whole.subarray(0, whole.length / 2);

type Deed = Parameters<Player['perform']>[1];
type Explained = (student: Player) => string;

const wrongFiles: readonly (readonly [what: string, deed: Deed, explained: Explained])[] = [
  [
    'a file of more than five megabytes',
    (chat) => chat.sendDocument(Buffer.concat([jpeg(), Buffer.alloc(MAX_FILE_BYTES)])),
    ({ words }) => words.html('files.tooLarge', { size: any, limit: any }),
  ],
  [
    'a program that is called a picture',
    (chat) => chat.sendDocument(executable, { fileName: 'proof.jpg', mimeType: 'image/jpeg' }),
    ({ words }) => words.html('files.wrongType'),
  ],
  [
    'a text that is called a PDF',
    (chat) => chat.sendDocument(Buffer.from('not a PDF'), { fileName: 'proof.pdf' }),
    ({ words }) => words.html('files.wrongType'),
  ],
  [
    'a picture that is cut off',
    (chat) => chat.sendDocument(cutOff, { fileName: 'proof.jpg' }),
    ({ words }) => words.html('files.damaged'),
  ],
  [
    'an empty file',
    (chat) => chat.sendDocument(Buffer.alloc(0), { fileName: 'proof.jpg' }),
    ({ words }) => words.html('files.empty'),
  ],
  ['a sticker', (chat) => chat.sendSticker(), ({ words }) => words.html('forms.sendFile')],
  ['words', (chat) => chat.send('در راه است'), ({ words }) => words.html('forms.sendFile')],
];

test('what is no proof is said to be none, the step stays, and the journey goes on', async () => {
  const cast = await studentBeforeUpload();
  const { student } = cast;
  for (const [what, deed, explained] of wrongFiles) {
    await student.perform(what, deed);
    await student.sees(explained(student));
  }
  expect(await database.db.read.storedFile.count()).toBe(0);
  await student.tap(student.words.plain('application.filesEnough'));
  await student.sees(student.words.html('application.filesNone'));
  await play(cast, { from: step, until: 'is told of the approval' });
});

test('five files are taken, of either kind, whatever they are called; the sixth is not', async () => {
  const { student } = await studentBeforeUpload();
  const { html } = student.words;
  for (const count of [1, 2, 3, 4, 5]) {
    const bytes = count === 3 ? pdf() : jpeg({ width: 64 + count });
    await student.perform('a proof', (chat) =>
      chat.sendDocument(bytes, { fileName: '../../../secret' }),
    );
    await student.sees(html('application.fileReceived', { count }));
  }
  await student.perform('a sixth', (chat) => chat.sendPhoto(jpeg()));
  await student.sees(html('files.tooMany', { limit: 5 }));
  expect(await database.db.read.storedFile.count()).toBe(5);
});

test('an album: each of its pictures is taken', async () => {
  const { student } = await studentBeforeUpload();
  const pictures = [jpeg({ width: 80 }), jpeg({ width: 88 }), jpeg({ width: 96 })];
  await student.perform('an album', (chat) => chat.sendAlbum(pictures));
  await student.sees(student.words.html('application.fileReceived', { count: 3 }));
  expect(await database.db.read.storedFile.count()).toBe(3);
});
