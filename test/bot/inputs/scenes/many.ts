import { sendBackApplication } from '../../../../core/applications/commands/send-back-application.ts';
import { aCampus, type Campus, done } from '../../../support/scenes.ts';
import { aRequest } from './request.ts';
import { type Asked, oneOf, type Scene, type Stage, shownAgain } from './scene.ts';

const language = (turn: number) => ({ tap: oneOf(['lang:fa', 'lang:en'], turn) });

export async function find(stage: Stage): Promise<Scene> {
  const { turn, database } = stage;
  const { expert } = await aCampus(database);
  const ways = [{ tap: 'find' }, { text: '/find' }];
  return {
    chatId: expert.chatId,
    open: [language(turn), oneOf(ways, turn)],
    anew: true,
    right: { sought: () => ({ text: oneOf(['فرضی', '4001000001', 'AQFY-XMHJ'], turn) }) },
  };
}

/** The first that can be picked, then on; with nothing to pick, something new has come. */
const picks = (comes: () => Promise<unknown>) => async (asked: Asked) => {
  const { form, buttons } = asked;
  if (buttons.length === 0) return shownAgain(asked);
  const own = (verb: string) => buttons.find((data) => data.startsWith(`f:${form}:picked:${verb}`));
  // What was picked and waits no more is not in the list.
  const next = own(own('drop') ? 'done' : 'none') ?? own('add');
  if (next) return { tap: next };
  await comes();
  return { tap: `f:${form}:picked:page:0` };
};

/** Sends where there is a button for it; otherwise what stands against it is gone, and it is picked anew. */
const sends = (free: () => Promise<unknown>) => async (asked: Asked) => {
  const { form, buttons } = asked;
  if (buttons.length === 0) return shownAgain(asked);
  const send = buttons.find((data) => data === `f:${form}:review:send`);
  if (send) return { tap: send };
  await free();
  return { tap: `f:${form}:review:back` };
};

export async function bulk(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const { read } = database.db;
  const campus = await aCampus(database, { seats: { female: 50 } });
  const comes = () => aReady(stage, campus);
  for (let made = 0; made < 2 + (turn % 2) * 8; made++) await comes();
  return {
    chatId: campus.expert.chatId,
    open: [language(turn), { tap: 'bulk:reviewApplication' }],
    anew: true,
    right: {
      picked: picks(comes),
      review: sends(async () => {
        await read.workItem.deleteMany({ where: { closedAt: { not: null } } });
        await comes();
      }),
    },
  };
}

async function aReady({ database }: Stage, campus: Campus): Promise<void> {
  const { id: applicationId } = await aRequest(database, campus);
  await database.db.read.priorityClaim.updateMany({
    where: { applicationId },
    data: { state: 'verified' },
  });
}

export async function remind(stage: Stage): Promise<Scene> {
  const { database, turn } = stage;
  const campus = await aCampus(database);
  const comes = async () => {
    const { id: applicationId } = await aRequest(database, campus);
    const on = { applicationId, note: 'نشانی را درست کنید' };
    await done(database, (work) => sendBackApplication(work, campus.expert, on));
  };
  await comes();
  return {
    chatId: campus.expert.chatId,
    open: [language(turn), { tap: 'remind' }],
    anew: true,
    right: {
      picked: picks(comes),
      review: sends(async () => {
        await database.db.read.application.updateMany({ data: { nudgedAt: null } });
        await database.db.read.workItem.updateMany({ data: { nudgedAt: null } });
      }),
    },
  };
}
