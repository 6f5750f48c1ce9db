import { type Context, Scenes, session, Telegraf } from 'telegraf';
import { asked, keyboardOf, openStore, readSettings, type Said, serve } from './peer.ts';
import { filed, notRight, type Question, questions } from './questions.ts';

// The form as a wizard of telegraf, its sessions in PostgreSQL.

interface Wizard extends Context {
  said: Said[];
  session: Scenes.WizardSession;
  scene: Scenes.SceneContextScene<Wizard, Scenes.WizardSessionData>;
  wizard: Scenes.WizardContextWizard<Wizard>;
}

const settings = readSettings();
const { token, apiRoot, secret } = settings;
const store = await openStore<Scenes.WizardSession>('wizard', settings);

/** Takes the answer to one question and asks the next; files the form after the last. */
function stepOf(question: Question, next: Question | undefined) {
  return async (context: Wizard): Promise<void> => {
    const given = question.schema.safeParse(inputOf(context));
    if (!given.success) return void context.said.push({ text: notRight });
    const answers = context.wizard.state as Record<string, string>;
    answers[question.name] = given.data;
    if (next) {
      context.said.push(asked(next));
      context.wizard.next();
      return;
    }
    await store.file(context.chat?.id ?? 0, answers);
    context.said.push({ text: filed });
    await context.scene.leave();
  };
}

function inputOf({ message, callbackQuery }: Wizard): string | undefined {
  if (callbackQuery) return 'data' in callbackQuery ? callbackQuery.data : undefined;
  return message && 'text' in message ? message.text : undefined;
}

const [first] = questions;
const form = new Scenes.WizardScene<Wizard>(
  'form',
  async (context) => {
    if (first) context.said.push(asked(first));
    context.wizard.next();
  },
  ...questions.map((question, index) => stepOf(question, questions[index + 1])),
);

const bot = new Telegraf<Wizard>(token, { telegram: { apiRoot } });

// What was said goes out when all below is committed.
bot.use(async (context, next) => {
  context.said = [];
  await next();
  const query = context.callbackQuery && context.answerCbQuery();
  for (const said of context.said) await context.reply(said.text, keyboardOf(said));
  await query;
});
bot.use(session({ store: { get: store.read, set: store.write, delete: store.delete } }));
const stage = new Scenes.Stage<Wizard>([form]);
bot.use(stage.middleware());
bot.command('start', (context) => context.scene.enter('form'));

bot.botInfo = await bot.telegram.getMe();
await serve(settings, bot.webhookCallback('/webhook', { secretToken: secret }));
