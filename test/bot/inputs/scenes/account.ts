import { hash } from '@node-rs/argon2';
import { nationalId, serial } from '../../../support/made-up.ts';
import { aPerson } from '../../../support/people.ts';
import { quick } from '../recorded-bot.ts';
import { oneOf, type Rights, type Scene, type Stage, stepTap, password as word } from './scene.ts';

const language = (turn: number) => ({ tap: oneOf(['lang:fa', 'lang:en'], turn) });

/** Somebody with an account and a password, by each kind of number in turn. */
async function aHolder({ database, turn }: Stage) {
  const kind = oneOf(['nationalId', 'fida', 'passport'] as const, turn);
  const numbers = {
    nationalId: nationalId(),
    fida: `98${String(serial()).padStart(10, '0')}`,
    passport: `P${String(serial()).padStart(7, '0')}`,
  };
  const person = await aPerson(database, {
    identityKind: kind,
    identityCountry: kind === 'passport' ? 'DE' : 'IR',
    identityNumber: numbers[kind],
    passwordHash: await hash(word, quick),
  });
  const own: Rights = {
    kind: (asked) => stepTap(asked, `pick:${kind}`),
    country: () => ({ text: 'de' }),
    identity: () => ({ text: person.identityNumber }),
    knownPassword: () => ({ text: word }),
    // Another password may have been taken before: then the way leads back to it.
    repeat: (asked) => (asked.stuck > 0 ? stepTap(asked, 'back') : { text: word }),
  };
  return {
    ...person,
    own,
    astray: byAnother({ kind, country: 'DE', identity: person.identityNumber }),
  };
}

/** By the number of nobody, or of somebody else, there is no way in. */
const byAnother =
  (known: Readonly<Record<'kind' | 'country' | 'identity', string>>): Scene['astray'] =>
  ({ step, answers }) => {
    const names = Object.keys(known);
    const before = names.includes(step) ? names.slice(0, names.indexOf(step)) : names;
    return Object.entries(known).some(
      ([name, own]) => before.includes(name) && (answers[name] ?? own) !== own,
    );
  };

/** A stranger's chat: the account is elsewhere. */
const elsewhere = (
  { turn }: Stage,
  tap: string,
  { own, astray }: Awaited<ReturnType<typeof aHolder>>,
): Scene => ({
  chatId: BigInt(900_000 + serial()),
  open: [{ text: '/start' }, language(turn), { tap }],
  right: own,
  astray,
});

export async function signin(stage: Stage): Promise<Scene> {
  return elsewhere(stage, 'signin', await aHolder(stage));
}

/** From a stranger's chat, or from the own one, where the number is known. */
export async function recovery(stage: Stage): Promise<Scene> {
  const holder = await aHolder(stage);
  const { chatId, own } = holder;
  if (stage.turn % 2 === 0) return { ...elsewhere(stage, 'recover', holder), anew: 'signedIn' };
  return { chatId, open: [language(stage.turn), { tap: 'recover' }], anew: true, right: own };
}

/** A form of the settings, which begins anew whenever it is opened. */
async function ofSettings(stage: Stage, verb: string, right: Rights = {}): Promise<Scene> {
  const { chatId, own } = await aHolder(stage);
  const open = [language(stage.turn), { text: '/settings' }, { tap: `settings:${verb}` }];
  return { chatId, open, anew: true, right: { ...own, ...right } };
}

/** Each time another one, since the one that is there already is not taken. */
export const mobile = (stage: Stage): Promise<Scene> =>
  ofSettings(stage, 'mobile', {
    mobile: () => ({ phone: `98912${String(4_000_000 + serial())}`, own: true }),
  });

export const email = (stage: Stage): Promise<Scene> =>
  ofSettings(stage, 'email', { email: () => ({ text: `next${serial()}@example.test` }) });

export const password = (stage: Stage): Promise<Scene> => ofSettings(stage, 'password');

export async function leave(stage: Stage): Promise<Scene> {
  const { chatId, identityNumber, own } = await aHolder(stage);
  const number = () => ({ text: identityNumber.slice(-4) });
  const open = [language(stage.turn), { tap: 'settings:leave' }];
  return { chatId, open, anew: true, right: { ...own, number } };
}
