import type { Dialog, PersonAccount, RememberedDialog } from './dialog.ts';
import type { RememberedFiles } from './files.ts';
import type { RememberedUpdates } from './update-queue.ts';
import type { World } from './world.ts';

/** All that a Telegram knows of its chats, as plain data; the bytes of the files are kept apart. */
export interface TelegramMemory {
  readonly people: readonly PersonAccount[];
  readonly bots: readonly RememberedBot[];
  readonly files: RememberedFiles;
}

interface RememberedBot {
  readonly username: string;
  readonly updates: RememberedUpdates;
  readonly dialogs: readonly RememberedDialog[];
}

export function memoryOf(world: World): TelegramMemory {
  return {
    people: [...world.people.values()],
    bots: Array.from(world.bots(), ({ user, queue, dialogs }) => ({
      username: user.username,
      updates: queue.remember(),
      dialogs: [...dialogs.values()].filter(isUsed).map((dialog) => dialog.remember()),
    })),
    files: world.files.remember(),
  };
}

const isUsed = ({ lastId, started, blocked }: Dialog): boolean => lastId > 0 || started || blocked;

/** Makes a new world what the remembered one was. @param bytesOf the bytes of a file by its unique id */
export function recall(
  world: World,
  memory: TelegramMemory,
  bytesOf: (uniqueId: string) => Buffer,
): void {
  for (const person of memory.people) world.people.set(person.user.id, person);
  world.files.recall(memory.files, bytesOf);
  for (const { username, updates, dialogs } of memory.bots) {
    const bot = world.botByName(username);
    bot.queue.recall(updates);
    for (const remembered of dialogs) {
      const person = world.people.get(remembered.person);
      if (person) world.dialog(bot, person).recall(remembered);
    }
  }
}
