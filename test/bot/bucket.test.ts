import { afterEach, beforeEach, expect, test } from 'vitest';
import { certificateOf } from '../../bot/playground/journey/certificate.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { type BucketServer, startBucketServer } from '../support/bucket-server.ts';
import { useDatabase } from '../support/database.ts';
import { castOf, play } from '../support/play.ts';

const database = useDatabase();
let bucket: BucketServer;
let bot: RunningBot;

beforeEach(async () => {
  bucket = await startBucketServer();
  const { endpoint, bucket: name, region, accessKey, secretKey } = bucket.options;
  bot = await startBot({
    database,
    environment: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: name,
      S3_REGION: region,
      S3_ACCESS_KEY: accessKey,
      S3_SECRET_KEY: secretKey,
    },
  });
});
afterEach(async () => {
  await bot.stop();
  await bucket.close();
});

const slow = { timeout: 60_000 };

test(
  'a proof goes through a bucket: its outage loses nothing, and the expert sees what was sent',
  slow,
  async () => {
    const cast = castOf(bot, database);
    const { student } = cast;
    await play(cast, { until: 'uploads the proof' });
    bucket.faults.push(503, 503, 503);
    await student.sendPhoto(await certificateOf(cast.about), 'certificate.png');
    await student.sees(student.words.html('errors.storeDown'));
    expect(bucket.objects.size).toBe(0);
    await play(cast, { from: 'uploads the proof', until: 'verifies the proof' });
    expect([...bucket.objects.values()].map(({ type }) => type)).toEqual(['image/png']);
    expect(await database.db.read.storedFile.count()).toBe(1);
  },
);

test(
  'of a proof that the bucket has lost the expert is told, and can decide all the same',
  slow,
  async () => {
    const cast = castOf(bot, database);
    const { expert } = cast;
    await play(cast, { until: 'looks at the proof' });
    bucket.objects.clear();
    const { plain, html } = expert.words;
    await expert.tap(plain('review.proof', { class: plain('terms.priorityClasses.married') }));
    await expert.sees(html('files.lost'));
    await play(cast, { from: 'verifies the proof', until: 'is told of the approval' });
  },
);
