import type { Cast } from '../../../bot/playground/journey/cast.ts';
import { chapters } from '../../../bot/playground/journey/journey.ts';
import type { Player } from '../../../bot/playground/journey/player.ts';
import { jalali } from '../../../bot/playground/journey/registering.ts';
import { any } from '../../../bot/playground/journey/screen-text.ts';
import type { MadeUpStudent } from '../../../bot/playground/people.ts';
import { words } from '../../../bot/view/language.ts';
import { filed, hello, questions } from '../peers/questions.ts';

/** What one person does, and has then seen the answer to. */
export type Move = (player: Player, about: MadeUpStudent) => Promise<unknown>;

const { html, plain } = words.fa;

const write =
  (text: string | ((about: MadeUpStudent) => string), answer: string): Move =>
  async (player, about) => {
    await player.write(typeof text === 'string' ? text : text(about));
    await player.sees(answer);
  };

const tap =
  (button: string, answer: string): Move =>
  async (player) => {
    await player.tap(button);
    await player.sees(answer);
  };

/** The first greeting, after which a chat has a language. */
export const greeting: readonly Move[] = [
  write('/start', html('start.askLanguage')),
  tap(plain('start.persian'), html('start.welcome')),
];

/** The fields of the registration up to the password, by text, buttons and contact, then dropped. */
export const fields: readonly Move[] = [
  write('/menu', html('start.welcome')),
  tap(plain('menu.register'), html('registration.rulesAsk', { rules: any })),
  tap(plain('registration.accept'), html('registration.nationalityAsk')),
  tap(plain('registration.iranian'), html('registration.firstNameAsk')),
  write(({ firstName }) => firstName, html('registration.lastNameAsk')),
  write(({ lastName }) => lastName, html('registration.nationalIdAsk')),
  write(({ identityNumber }) => identityNumber, html('registration.birthDateAsk')),
  write(({ birthDate }) => jalali(birthDate), html('registration.mobileAsk')),
  async (player) => {
    await player.shareContact(plain('registration.shareContact'));
    await player.sees(html('registration.emailAsk'));
  },
  write(({ email }) => email, html('registration.passwordAsk')),
  write('/cancel', html('forms.cancelAsk', { form: any })),
  tap(plain('forms.discard'), html('forms.discarded')),
];

/** From the first greeting to the filed request: what a student does alone, without the proof of a marriage. */
export const journey = [
  ...chapters.registering,
  ...chapters.completingProfile,
  ...chapters.applying,
].filter(({ onlyMarried }) => !onlyMarried) satisfies readonly {
  act: (cast: Cast) => Promise<void>;
}[];

/** The form of the peers: `/start`, and 25 answers. */
export const peersForm: readonly Move[] = [
  write('/start', questions[0]?.ask ?? ''),
  ...questions.map(({ choices, sample }, index) => {
    const answer = questions[index + 1]?.ask ?? filed;
    return choices ? tap(sample, answer) : write(sample, answer);
  }),
];

/** As many messages, each answered by one. */
export const greetings: readonly Move[] = peersForm.map(() => write('Hello', hello));
