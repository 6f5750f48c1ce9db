import { afterEach, expect } from 'vitest';
import type { Cast, CastOptions } from '../../bot/playground/journey/cast.ts';
import { type BotOptions, type RunningBot, startBot } from './bot.ts';
import type { TestDatabase } from './database.ts';
import { castOf, play } from './play.ts';

/** A bot for each test, and a student who comes to it to register. */
export function useRegistration(database: TestDatabase) {
  let bot: RunningBot | undefined;

  afterEach(async () => {
    await bot?.stop();
    bot = undefined;
  });

  return {
    get bot(): RunningBot {
      if (!bot) throw new Error('no student has come yet');
      return bot;
    },

    /** A student who has come to a step, and has not done it. */
    async studentBefore(
      step: string,
      options: Partial<CastOptions> = {},
      botOptions: Partial<BotOptions> = {},
    ): Promise<Cast> {
      bot = await startBot({ database, seeded: false, ...botOptions });
      const cast = castOf(bot, database, options);
      await play(cast, { until: step });
      return cast;
    },

    /** The rest of the registration as if nothing had gone wrong, and the account with all of it. */
    async finishFrom(step: string, cast: Cast): Promise<void> {
      await play(cast, { from: step, until: 'wants to complete the profile' });
      const { firstName, lastName, identityNumber, email, mobile } = cast.about;
      const accounts = await database.db.read.account.findMany();
      expect(accounts).toMatchObject([
        { firstName, lastName, identityNumber, email, mobile: `+98${mobile.slice(1)}` },
      ]);
      expect(accounts[0]?.birthDate).toEqual(new Date(cast.about.birthDate));
    },
  };
}
