import { answer, aStranger, asked } from '../../../core/support/scene.ts';
import { serial } from '../../../support/made-up.ts';
import { anOfficer, aStudent } from '../../../support/people.ts';
import { aCampus } from '../../../support/scenes.ts';
import { oneOf, type Rights, type Scene, type Stage, stepTap } from './scene.ts';

const language = (turn: number) => ({ tap: oneOf(['lang:fa', 'lang:en'], turn) });

/** A file first, in every second variant. */
const rights: Rights = {
  files: (asked) => {
    const files = (asked.scratch['files'] as unknown[] | undefined) ?? [];
    return asked.turn % 2 === 1 || files.length > 0
      ? stepTap(asked, 'done')
      : { file: oneOf(['png', 'jpeg', 'pdf'], asked.turn), as: 'document' };
  },
};

/** A student, or in every third variant a stranger; without any officer who could answer, or with one. */
export async function support({ database, turn }: Stage): Promise<Scene> {
  const { university } = await aCampus(database);
  if (turn % 2 === 0) await anOfficer(database, { role: 'administrator' });
  const { chatId } =
    turn % 3 === 2
      ? await aStranger(database, BigInt(900_000 + serial()))
      : await aStudent(database, { university });
  return {
    chatId,
    open: [language(turn), { text: '/support' }, { tap: 'support:new' }],
    right: rights,
  };
}

/** A ticket that waits, or one that was answered. */
export async function ticketwrite({ database, turn }: Stage): Promise<Scene> {
  const { university, expert } = await aCampus(database);
  const { person, chatId } = await aStudent(database, { university });
  const ticketId = await asked(database, person);
  if (turn % 2 === 1) await answer(database, expert, ticketId);
  return {
    chatId,
    open: [language(turn), { tap: `ticketwrite:${ticketId}` }],
    anew: true,
    right: rights,
  };
}

export async function caseanswer({ database, turn }: Stage): Promise<Scene> {
  const { university, expert } = await aCampus(database);
  const { person } = await aStudent(database, { university });
  const ticketId = await asked(database, person);
  const last = await database.db.read.supportMessage.findFirstOrThrow({ where: { ticketId } });
  return {
    chatId: expert.chatId,
    open: [language(turn), { tap: `caseanswer:${ticketId}:${last.id}` }],
    anew: true,
    right: rights,
  };
}

/** Contact data that nobody has given yet. */
export async function contact({ database, turn }: Stage): Promise<Scene> {
  const { expert } = await aCampus(database);
  return {
    chatId: expert.chatId,
    open: [language(turn), oneOf([{ text: '/contact' }, { tap: 'contact' }], turn)],
    anew: true,
    right: {
      phones: () => ({ text: '۰۲۵-۳۲۱۰۰۰۰۰\n1590' }),
      addressFa: () => ({ text: 'ساختمان نمونه' }),
      addressEn: () => ({ text: 'Sample building' }),
      hoursFa: () => ({ text: 'شنبه تا چهارشنبه' }),
      hoursEn: () => ({ text: 'Saturday to Wednesday' }),
    },
  };
}
