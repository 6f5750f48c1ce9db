import { setTimeout as sleep } from 'node:timers/promises';
import { type Cast, officersInJourney } from '../../../bot/playground/journey/cast.ts';
import { eyesOn } from '../../../bot/playground/journey/eyes.ts';
import { chapters } from '../../../bot/playground/journey/journey.ts';
import type { Player } from '../../../bot/playground/journey/player.ts';
import type { Step } from '../../../bot/playground/journey/step.ts';
import type { MadeUpStudent } from '../../../bot/playground/people.ts';
import { describeMessage } from '../../../bot/playground/telegram/seen-message.ts';
import { words } from '../../../bot/view/language.ts';
import { castOfStudent } from '../../support/crowd.ts';
import type { Breaker } from './breaker.ts';
import { quiet, type Stage } from './stage.ts';
import { queue, type Turnstile } from './turnstile.ts';

const until = (steps: readonly Step[], name: string): readonly Step[] => {
  const index = steps.findIndex((step) => step.name === name);
  if (index < 0) throw new Error(`the journey has no step "${name}"`);
  return steps.slice(0, index);
};

const confirming = until(chapters.paying, 'looks at the pay runs');
const afterwards = chapters.paying.slice(
  chapters.paying.findIndex(({ name }) => name === 'is told of the pay'),
);
const paying = chapters.paying.slice(confirming.length, chapters.paying.length - afterwards.length);

/** What a student does alone, what the offices do about each, and what she then sees. */
const alone = [...chapters.registering, ...chapters.completingProfile, ...chapters.applying];
const office = [...chapters.reviewing, ...chapters.placing, ...confirming];

export const stepsOfEach = alone.length + office.length;
export const fileStep = alone.findIndex(({ name }) => name === 'uploads the proof');

const codesFrom = alone.findIndex(({ name }) => name === 'asks for the code by SMS');
const codesTo = alone.findIndex(({ name }) => name === 'writes the code from the mailbox');

export interface CrowdParts {
  readonly stage: Stage;
  readonly breaker: Breaker;
  readonly turnstile: Turnstile;
  /** Milliseconds that people wait for the bot. */
  readonly patience: number;
  /** Students at the chat at once. */
  readonly atOnce: number;
  readonly say: (what: string) => void;
}

/** Plays a journey of each student, with the same officers for all, and one pay run at the end. */
export async function playCrowd(
  parts: CrowdParts,
  crowd: readonly MadeUpStudent[],
): Promise<Cast[]> {
  const casts = crowd.map((about, journey) => castFor(parts, about, journey));
  const atTheOffice = queue();
  const arrived = new Set<string>();
  const waiting = casts.map((cast, journey) => ({ cast, journey }));
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { cast, journey } = one;
      await playAlone(parts, cast);
      await atTheOffice(() => playSteps(cast, office, alone.length, arrived));
      parts.say(`journey ${journey + 1} of ${crowd.length} is at the bank`);
    }
  };
  await Promise.all(Array.from({ length: parts.atOnce }, next));
  const [first] = casts;
  if (first) await playSteps(first, paying, stepsOfEach, arrived);
  for (const cast of casts) await playSteps(cast, afterwards, stepsOfEach, arrived);
  return casts;
}

async function playAlone({ turnstile }: CrowdParts, cast: CrowdCast): Promise<void> {
  const none = new Set<string>();
  await playSteps(cast, alone.slice(0, codesFrom), 0, none);
  // A clock that jumps here lets the codes run out, and another would have to be ordered.
  await turnstile.among(() =>
    playSteps(cast, alone.slice(codesFrom, codesTo + 1), codesFrom, none),
  );
  await playSteps(cast, alone.slice(codesTo + 1), codesTo + 1, none);
}

/** A cast that knows at which step it is, and when the student has heard all that is said to her. */
type CrowdCast = Cast & { at: { step: number }; heardAll: () => Promise<void> };

async function playSteps(
  cast: CrowdCast,
  steps: readonly Step[],
  from: number,
  arrived: Set<string>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    cast.at.step = from + index;
    if (isArriving(step) && arrived.has(step.who)) continue;
    await withPatience(cast, step).catch((error: Error) => {
      throw new Error([error.message, ...screensOf(cast)].join('\n'));
    });
    if (step.name === 'chooses the language') arrived.add(step.who);
  }
}

/** What the student sees and the officers who act for her, for the text of what goes wrong. */
const screensOf = (cast: CrowdCast): string[] =>
  (['student', ...officersInJourney] as const).flatMap((name) => [
    `${name} sees:`,
    ...cast[name].chat.messages.slice(-4).map(describeMessage),
  ]);

const isArriving = ({ who, name }: Step): boolean =>
  who !== 'student' && (name === 'greets the bot' || name === 'chooses the language');

const sorry = words.fa.html('errors.storeDown');
const again = 5;

/**
 * Who is asked to send the file again does so, once nothing more is on its way: what is said again
 * after a killed process or a cut connection would be taken for the answer to the next file.
 */
async function withPatience(cast: CrowdCast, step: Step): Promise<void> {
  if (step.name !== 'uploads the proof') return named(step, ownWay(cast, step));
  for (let tries = 1; tries <= again; tries += 1) {
    const sorries = () => cast.student.chat.messages.filter(({ text }) => text === sorry).length;
    const before = sorries();
    const taken = step.act(cast).then(() => true);
    const refused = cast.student.until(() => sorries() > before).then(() => false);
    if (await named(step, Promise.any([taken, refused]))) return;
    // What it still waits for does not come.
    taken.catch(() => undefined);
    await sleep(1_000);
    await cast.heardAll();
  }
  throw new Error(`${step.name}: the file is not taken`);
}

/** With the step in the text of what goes wrong. */
const named = <Value>({ who, name }: Step, work: Promise<Value>): Promise<Value> =>
  work.catch((error: Error) => {
    const all = error instanceof AggregateError ? (error.errors as Error[]) : [error];
    throw new Error(`${who} ${name}: ${all.map(({ message }) => message).join('; ')}`);
  });

/**
 * In the chats of officers there are others' items, notices and pages too, so an officer of a crowd
 * opens the own ones by the code that the student told.
 */
async function ownWay(cast: CrowdCast, step: Step): Promise<void> {
  const { expert, finance, unitOfficer } = cast;
  const plain = words.fa.plain;
  if (step.who === 'expert' || step.who === 'finance') {
    if (step.name === 'looks into the inbox') return;
    if (step.name === 'opens the item') {
      return step.who === 'expert'
        ? openByCode(cast, expert, '/review', plain('review.approve'))
        : openByCode(cast, finance, '/account', plain('finance.account.confirm'));
    }
  }
  // After a cut connection a page is there twice, and others' may still have this button.
  if (step.name === 'approves the request') {
    await ownPage(cast, expert, plain('review.approve'));
    return step.act(cast);
  }
  if (step.name !== 'opens the placement from the notice') return step.act(cast);
  await ownPage(cast, unitOfficer, plain('notices.placement.open'));
  await unitOfficer.tap(plain('notices.placement.open'));
  await ownPage(cast, unitOfficer, plain('placing.enter'));
}

async function openByCode(
  cast: CrowdCast,
  officer: Player,
  command: string,
  button: string,
): Promise<void> {
  await officer.write(`${command} ${cast.notes.trackingCode}`);
  await ownPage(cast, officer, button);
}

/** Waits for what is about the own request and has a button. */
const ownPage = ({ notes }: CrowdCast, officer: Player, button: string) =>
  officer.until(() =>
    officer.chat.messages.findLast(
      ({ text, buttons }) =>
        text.includes(notes.trackingCode ?? '') &&
        buttons.flat().some((one) => one.text === button),
    ),
  );

function castFor(
  { stage, breaker, patience }: CrowdParts,
  about: MadeUpStudent,
  journey: number,
): CrowdCast {
  const { playground, look } = stage;
  const at = { step: 0 };
  const onlooker = {
    before: (player: Player) => breaker.before(journey, at.step, { chatId: player.chat.id }),
    acted: (player: Player) => breaker.acted(journey, at.step, { chatId: player.chat.id }),
  };
  const cast = castOfStudent(playground, about, {
    language: 'fa',
    married: true,
    patience,
    onlooker,
    eyes: (chatId) => look((database) => eyesOn(database)(chatId)),
  });
  return { ...cast, at, heardAll: () => quiet(stage, patience, cast.student.chat.id) };
}
