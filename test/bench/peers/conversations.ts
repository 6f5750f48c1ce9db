import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
  type VersionedState,
} from '@grammyjs/conversations';
import { Bot, type Context, webhookCallback } from 'grammy';
import { asked, keyboardOf, openStore, readSettings, type Said, serve } from './peer.ts';
import { filed, notRight, questions } from './questions.ts';

// The form as a conversation of grammY's plugin, its state in PostgreSQL.

type Outside = ConversationFlavor<Context & { said: Said[] }>;

const settings = readSettings();
const { token, apiRoot, secret } = settings;
type State = VersionedState<Record<string, never[]>>;
const store = await openStore<State>('conversation', settings);

async function form(conversation: Conversation<Outside, Context>, context: Context): Promise<void> {
  const say = (said: Said) =>
    conversation.external((outside) => {
      outside.said.push(said);
    });
  const answers: Record<string, string> = {};
  for (const question of questions) {
    await say(asked(question));
    for (;;) {
      const { message, callbackQuery } = await conversation.wait();
      const given = question.schema.safeParse(callbackQuery?.data ?? message?.text);
      if (given.success) {
        answers[question.name] = given.data;
        break;
      }
      await say({ text: notRight });
    }
  }
  await conversation.external(() => store.file(context.chatId ?? 0, answers));
  await say({ text: filed });
}

const bot = new Bot<Outside>(token, { client: { apiRoot } });

// What was said goes out when all below is committed.
bot.use(async (context, next) => {
  context.said = [];
  await next();
  const query = context.callbackQuery && context.answerCallbackQuery();
  for (const said of context.said) await context.reply(said.text, keyboardOf(said));
  await query;
});
bot.use(conversations({ storage: store }));
bot.use(createConversation(form));
bot.command('start', (context) => context.conversation.enter('form'));

await bot.init();
await serve(settings, webhookCallback(bot, 'http', { secretToken: secret }));
