import { Bot, webhookCallback } from 'grammy';
import { readSettings, serve } from './peer.ts';
import { hello } from './questions.ts';

// The floor: one message for each update, and nothing is kept.
const settings = readSettings();
const bot = new Bot(settings.token, { client: { apiRoot: settings.apiRoot } });
bot.on('message', (context) => context.reply(hello));

await bot.init();
await serve(settings, webhookCallback(bot, 'http', { secretToken: settings.secret }));
