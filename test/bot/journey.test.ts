import { afterEach, expect, test } from 'vitest';
import { type RunningBot, startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { castOf, play } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot | undefined;

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

test.each([
  { language: 'fa', married: true, take: 'polling', rial: 11_250_000 },
  { language: 'en', married: true, take: 'webhook', rial: 11_250_000 },
  { language: 'fa', married: false, take: 'webhook', rial: 7_500_000 },
  { language: 'en', married: false, take: 'polling', rial: 7_500_000 },
] as const)(
  'from the first greeting to the pay, in $language, married: $married, by $take',
  { timeout: 120_000 },
  async ({ language, married, take, rial }) => {
    bot = await startBot({ database, take });
    const cast = castOf(bot, database, { language, married });
    await play(cast);
    expect(cast.notes).toMatchObject({ hours: 37.5, amountRial: rial });
    expect(cast.notes.trackingCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  },
);
