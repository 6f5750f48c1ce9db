import { afterEach, beforeEach, expect, test } from 'vitest';
import { certificateOf } from '../../bot/playground/journey/certificate.ts';
import { startBot } from '../support/bot.ts';
import { type BucketServer, startBucketServer } from '../support/bucket-server.ts';
import { useDatabase } from '../support/database.ts';
import { castOf, play } from '../support/play.ts';

const database = useDatabase();
let bucket: BucketServer;

beforeEach(async () => {
  bucket = await startBucketServer();
});
afterEach(() => bucket.close());

test('a proof goes through a bucket: its outage loses nothing, and the expert sees what was sent', {
  timeout: 60_000,
}, async () => {
  const { endpoint, bucket: name, region, accessKey, secretKey } = bucket.options;
  const bot = await startBot({
    database,
    environment: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: name,
      S3_REGION: region,
      S3_ACCESS_KEY: accessKey,
      S3_SECRET_KEY: secretKey,
    },
  });
  try {
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
  } finally {
    await bot.stop();
  }
});
