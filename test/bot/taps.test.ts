import { afterEach, describe, expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any, patternOf } from '../../bot/playground/journey/screen-text.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { castOf, play, quiet } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot;

afterEach(() => bot.stop());

/** Everybody just before a step of the journey; by webhook over two replicas, or by polling. */
async function castBefore(step: string, take: 'polling' | 'webhook'): Promise<Cast> {
  bot = await startBot({ database, take, replicas: 2 });
  const cast = castOf(bot, database);
  await play(cast, { until: step });
  return cast;
}

/** Two taps at the same instant on the same button of the same message, and what each was answered. */
async function tapTwice(player: Player, label: string): Promise<string[]> {
  const { message } = await player.seesButton(label);
  const taps = [1, 2].map(() => player.chat.tap(label, { message: message.id }));
  const answers = await Promise.all(taps);
  return answers.map((answer) => (answer === 'expired' ? answer : answer.text));
}

const actions = async (action: string): Promise<number> =>
  database.db.read.auditEvent.count({ where: { action } });

const said = ({ chat }: Player, html: string): number =>
  chat.messages.filter(({ mine, text }) => !mine && patternOf(html).test(text)).length;

describe.each(['polling', 'webhook'] as const)('two taps at the same instant, by %s', (take) => {
  test('registration rules are accepted once, and asked further once', async () => {
    const { student } = await castBefore('accepts the rules of registration', take);
    const { html, plain } = student.words;
    const answers = await tapTwice(student, plain('registration.accept'));
    await student.sees(html('registration.nationalityAsk'));
    await quiet(bot, database);
    expect(answers).toContain(plain('forms.alreadyAnswered'));
    expect(await actions('rules.accepted')).toBe(1);
    expect(said(student, html('registration.nationalityAsk'))).toBe(1);
  });

  test('a request is approved once; the other tap is told who did it, and the student once', async () => {
    const { expert, student } = await castBefore('approves the request', take);
    const { html, plain } = expert.words;
    const answers = await tapTwice(expert, plain('review.approve'));
    await student.sees(html('notices.application.approved', { code: any }));
    await quiet(bot, database);
    const [first = '', second = ''] = answers;
    expect(first).toMatch(patternOf(html('review.approved', { code: any })));
    const state = plain('terms.applicationStates.approved');
    const decided = html('review.alreadyDecidedBy', { name: any, at: any, state });
    expect(second).toMatch(patternOf(decided));
    expect(await actions('application.approve')).toBe(1);
    expect(said(student, html('notices.application.approved', { code: any }))).toBe(1);
  });

  test('hours are confirmed once; the other tap is told how it stands', async () => {
    const { student, unitOfficer } = await castBefore('confirms the hours', take);
    const { html, plain } = student.words;
    await tapTwice(student, plain('notices.placement.confirm'));
    await student.sees(html('status.hoursConfirmed'));
    await quiet(bot, database);
    const state = plain('terms.placementStates.confirmed');
    expect(said(student, html('status.hoursConfirmed'))).toBe(1);
    expect(said(student, html('status.changed', { state }))).toBe(1);
    const told = html('notices.placement.hoursConfirmed', { about: any, hours: any });
    expect(said(unitOfficer, told)).toBe(1);
    expect(await database.db.read.hoursEntry.findMany()).toMatchObject([{ state: 'confirmed' }]);
  });

  test('a placement is approved once, one seat is filled, and the other tap is told so', async () => {
    const cast = await castBefore('approves the placement', take);
    const { secondUnitOfficer: second, student } = cast;
    const answers = await tapTwice(second, second.words.plain('placing.approve'));
    await student.sees(student.words.html('notices.placement.approved', unknown));
    await quiet(bot, database);
    expect(new Set(answers).size).toBe(2);
    expect(said(student, student.words.html('notices.placement.approved', unknown))).toBe(1);
    const seats = await database.db.read.seatCount.aggregate({
      _sum: { held: true, filled: true },
    });
    expect(seats._sum).toEqual({ held: 0, filled: 1 });
  });
});

const unknown = { unit: any, hours: any, until: any };
