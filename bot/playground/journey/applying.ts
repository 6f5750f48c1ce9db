import { keptDays } from '../../../core/files/schema.ts';
import { madeUpSheba } from '../made-up.ts';
import type { Cast } from './cast.ts';
import { certificateOf } from './certificate.ts';
import { titleOf, wishes } from './openings.ts';
import type { Player } from './player.ts';
import { any } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

/** 6.1 to 6.5: from the rules of Hamyar to a tracking code. */
export const applying: readonly Step[] = stepsOf('student', [
  [
    'opens the menu',
    async ({ student }) => {
      await student.write('/menu');
      await student.seesButton(student.words.plain('menu.apply'));
    },
  ],
  [
    'wants to be an assistant',
    async ({ student }) => {
      await student.tap(student.words.plain('menu.apply'));
      await student.sees(student.words.html('application.rulesAsk', { rules: any }));
    },
  ],
  [
    'accepts the rules of Hamyar',
    async ({ student, about }) => {
      await student.tap(student.words.plain('registration.accept'));
      const { field } = about;
      const level = student.words.plain(`terms.levels.${about.level}`);
      const record = { ...recordOnScreen, field, level };
      await student.sees(student.words.html('application.record', record));
    },
  ],
  [
    'reads that the conditions are met',
    async ({ student }) => {
      await student.tap(student.words.plain('application.proceed'));
      await student.sees(student.words.html('application.worksOutsideAsk'));
    },
  ],
  [
    'works nowhere else',
    async ({ student }) => {
      await student.tap(student.words.plain('forms.no'));
      await student.sees(student.words.html('application.shebaAsk'));
    },
  ],
  [
    'writes the Sheba, in small letters and with spaces',
    async ({ student }) => {
      await student.write(asTyped(madeUpSheba(student.chat.id)));
      await student.sees(student.words.html('application.openingsAsk', { chosen: any }));
    },
  ],
  ['picks the first opening', (cast) => pickOpening(cast, 0)],
  ['picks the second opening', (cast) => pickOpening(cast, 1)],
  [
    'is content with two openings',
    async ({ student }) => {
      await student.tap(student.words.plain('application.chosen'));
      await student.sees(student.words.html('application.classesAsk'));
    },
  ],
  [
    'says which priority class there is',
    async ({ student }) => {
      const name = student.words.plain('terms.priorityClasses.married');
      await student.tap((text) => text.startsWith('⬜️') && text.endsWith(` ${name}`));
      await student.seesButton((text) => text.startsWith('☑️') && text.endsWith(` ${name}`));
    },
    'married',
  ],
  [
    'is done with the classes',
    async ({ student, married }) => {
      await student.tap(student.words.plain('application.chosen'));
      const { html, plain } = student.words;
      const proof = html('application.filesAsk', {
        class: plain('terms.priorityClasses.married'),
        days: keptDays.usual,
      });
      await student.sees(married ? proof : html('application.noteAsk'));
    },
  ],
  ['uploads the proof', uploadProof, 'married'],
  [
    'has uploaded enough',
    async ({ student }) => {
      await student.tap(student.words.plain('application.filesEnough'));
      await student.sees(student.words.html('application.noteAsk'));
    },
    'married',
  ],
  [
    'has nothing to note',
    async ({ student }) => {
      await student.tap(student.words.plain('forms.skip'));
      await student.sees(student.words.html('registration.captchaAsk'));
    },
  ],
  [
    'reads the second picture',
    async ({ student, eyes }) => {
      await student.write(await eyes(student.chat.id));
      await student.sees(student.words.html('application.reviewIntro'));
    },
  ],
  ['finds all of it right and sends it', send],
]);

/** What the bot reads from the registry. */
const recordOnScreen = {
  name: any,
  number: any,
  university: any,
  start: any,
  type: any,
  gender: any,
  identity: any,
  birth: any,
  married: any,
  children: any,
};

const asTyped = (sheba: string): string => sheba.toLowerCase().replaceAll(/(.{4})(?=.)/g, '$1 ');

/** Turns pages until the opening is there, and taps it. */
async function pickOpening({ student, language }: Cast, wish: 0 | 1): Promise<void> {
  const title = await titleOf(wishes[wish], language);
  const isMeant = (text: string) => text.includes(title);
  while (!student.shows(isMeant)) await turnPage(student);
  await student.tap(isMeant);
  await student.seesButton((text) => text.startsWith('✅') && isMeant(text));
}

/** Waits for the page that was turned: a restart may have put a second copy of it below. */
async function turnPage(student: Player): Promise<void> {
  const next = student.words.plain('application.nextPage');
  const { message } = await student.seesButton(next);
  await student.tap(next);
  const shown = () => student.chat.messages.find(({ id }) => id === message.id);
  await student.until(() => shown()?.raw !== message.raw);
}

async function uploadProof({ student, about, notes }: Cast): Promise<void> {
  notes.certificate = await certificateOf(about);
  await student.sendPhoto(notes.certificate, 'certificate.png');
  await student.sees(student.words.html('application.fileReceived', { count: 1 }));
}

async function send({ student, notes }: Cast): Promise<void> {
  await student.tap(student.words.plain('forms.send'));
  const filed = await student.sees(student.words.html('notices.application.filed', { code: any }));
  const code = filed.entities.find(({ type }) => type === 'code');
  if (!code) throw new Error('the tracking code is not in the message');
  notes.trackingCode = filed.text.slice(code.offset, code.offset + code.length);
}
