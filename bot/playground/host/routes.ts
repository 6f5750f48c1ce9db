import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { PersonChat } from '../telegram/chat.ts';
import type { Assets } from './assets.ts';
import type { Feed } from './feed.ts';
import { sendFile } from './file-answer.ts';
import { guard } from './guard.ts';
import { sampleFile, samples } from './samples.ts';
import type { Stage } from './stage.ts';
import { faultNames, paces, type WireAnswer } from './wire.ts';

export interface HostParts {
  readonly stage: Stage;
  readonly feed: Feed;
  readonly assets: Assets;
  readonly port: () => number;
}

/** The greatest file that the page takes, in bytes: what the bot can fetch. */
const greatest = 20 * 1024 * 1024;

const inChat = z.discriminatedUnion('do', [
  z.object({ do: z.literal('send'), text: z.string(), answers: z.int().optional() }),
  z.object({ do: z.literal('press'), text: z.string() }),
  z.object({ do: z.literal('contact') }),
  z.object({ do: z.literal('edit'), message: z.int(), text: z.string() }),
  z.object({ do: z.literal('delete'), message: z.int() }),
  z.object({ do: z.literal('block') }),
  z.object({ do: z.literal('unblock') }),
  z.object({ do: z.literal('sample'), name: z.enum(samples) }),
]);

const tap = z.object({ message: z.int(), data: z.string() });

const onStage = z.discriminatedUnion('do', [
  z.object({ do: z.literal('bot'), on: z.boolean() }),
  z.object({ do: z.literal('fault'), name: z.enum(faultNames), on: z.boolean() }),
  z.object({ do: z.literal('play'), language: z.enum(['fa', 'en']), pace: z.enum(paces) }),
  z.object({ do: z.literal('pace'), pace: z.enum(paces) }),
  z.object({ do: z.literal('pause') }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('stop') }),
  z.object({ do: z.literal('anew') }),
]);

/** The page, what it is told (`/events`), and what a visitor does in a chat and on the stage. */
export function hostRoutes(parts: HostParts): Hono {
  const { stage, feed, assets, port } = parts;
  const app = new Hono();
  app.use(guard(port, assets.policy));
  // What a client does not let a person do: the page says so, and goes on.
  app.onError((error, context) => context.json({ refused: error.message }, 409));

  app.get('/events', (context) => streamSSE(context, (stream) => tellAll(stream, feed)));
  app.get('/files/:chat/:message/:file', (context) => {
    const { chat, message } = context.req.param();
    return sendFile(context, stage.chats.get(Number(chat)), Number(message));
  });
  app.post('/chats/:chat', async (context) => {
    const chat = chatOf(context, stage);
    await act(chat, inChat.parse(await context.req.json()));
    return context.json({});
  });
  app.post('/chats/:chat/tap', async (context) => {
    const { message, data } = tap.parse(await context.req.json());
    const given = await chatOf(context, stage).tap({ data }, { message });
    const { text, showAlert } = given === 'expired' ? { text: '', showAlert: false } : given;
    return context.json({ text, alert: showAlert } satisfies WireAnswer);
  });
  app.post('/chats/:chat/files', async (context) => {
    await takeFile(context, chatOf(context, stage));
    return context.json({});
  });
  app.post('/stage', async (context) => {
    await change(parts, onStage.parse(await context.req.json()));
    return context.json({});
  });
  app.get('*', (context) => {
    const asset = assets.files.get(context.req.path);
    if (!asset) return context.notFound();
    context.header('cache-control', 'no-cache');
    return context.body(asset.bytes, 200, { 'content-type': asset.type });
  });
  return app;
}

function chatOf({ req }: Context, { chats }: Stage): PersonChat {
  const chat = chats.get(Number(req.param('chat')));
  if (!chat) throw new Error('nobody has this chat');
  return chat;
}

async function act(chat: PersonChat, deed: z.infer<typeof inChat>): Promise<void> {
  switch (deed.do) {
    case 'send':
      chat.send(deed.text, deed.answers === undefined ? {} : { replyTo: deed.answers });
      return;
    case 'press':
      chat.press(deed.text);
      return;
    case 'contact':
      chat.shareContact();
      return;
    case 'edit':
      chat.edit(deed.message, deed.text);
      return;
    case 'delete':
      return chat.delete(deed.message);
    case 'block':
      return chat.block();
    case 'unblock':
      return chat.unblock();
    case 'sample':
      await sampleFile(chat, deed.name);
  }
}

/** The bytes are the body; what they are called stands in the address. */
async function takeFile({ req }: Context, chat: PersonChat): Promise<void> {
  if (Number(req.header('content-length') ?? Number.NaN) > greatest) throw new Error('too large');
  const bytes = Buffer.from(await req.arrayBuffer());
  const { name: fileName = 'file', as, caption = '' } = req.query();
  const more = { fileName, caption };
  if (as === 'photo') chat.sendPhoto(bytes, more);
  else chat.sendDocument(bytes, more);
}

async function change({ stage }: HostParts, deed: z.infer<typeof onStage>): Promise<void> {
  const { performance } = stage;
  switch (deed.do) {
    case 'bot':
      return stage.switchBot(deed.on);
    case 'fault':
      return stage.setFault(deed.name, deed.on);
    case 'play':
      return stage.play(deed.language, deed.pace);
    case 'pace':
      return performance.setPace(deed.pace);
    case 'pause':
      return performance.pause();
    case 'resume':
      return performance.resume();
    case 'stop':
      return performance.stop();
    case 'anew':
      return stage.anew();
  }
}

/** Until the page closes its connection. */
async function tellAll(stream: SSEStreamingApi, feed: Feed): Promise<void> {
  const closed = new Promise<void>((resolve) => stream.onAbort(resolve));
  const stop = feed.follow((event) => {
    stream.writeSSE({ data: JSON.stringify(event) }).catch(() => undefined);
  });
  await closed;
  stop();
}
