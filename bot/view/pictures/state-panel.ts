import { formatDay } from '../format.ts';
import type { Words } from '../language.ts';
import { declineDue, type RequestStory, toldState, toldSteps, toldTurn } from '../request-story.ts';
import { fitText } from './fit.ts';
import type { Page, PageBox } from './page.ts';
import { palette } from './palette.ts';

const padding = 44;

/** The state of a request, whose turn it is and until when. `end` is the y of its lower edge. */
export function statePanel(
  page: Page,
  box: Omit<PageBox, 'height' | 'fill'>,
  { story, now }: { readonly story: RequestStory; readonly now: Date },
  words: Words,
): { readonly svg: string; readonly end: number } {
  const { ground, title, note } = looks[toneOf(story)];
  const room = { width: box.width - 2 * padding, lines: 2 };
  const head = fitText(stateWords(story, words), { ...room, size: 48, smallest: 36, weight: 700 });
  const told = noteWords(story, now, words);
  const sub = fitText(told, { ...room, size: 34, smallest: 26 });
  const from = box.from + padding;
  const subTop = box.y + 28 + head.lines.length * 66;
  const height = 28 + head.lines.length * 66 + (told === '' ? -4 : sub.lines.length * 48) + 24;
  const svg = [
    page.box({ ...box, height, fill: ground }),
    ...head.lines.map((text, line) => {
      const y = box.y + 76 + line * 66;
      return page.text({ from, y, size: head.size, weight: 700, fill: title, text });
    }),
    ...sub.lines.map((text, line) =>
      page.text({ from, y: subTop + 34 + line * 48, size: sub.size, fill: note, text }),
    ),
  ];
  return { svg: svg.join(''), end: box.y + height };
}

/** `yours`: the student has to act, so it is what the eye meets first. */
type Tone = 'waiting' | 'yours' | 'stopped';

const looks: Readonly<Record<Tone, { ground: string; title: string; note: string }>> = {
  waiting: { ground: palette.accentTint, title: palette.accentDark, note: palette.ink },
  yours: { ground: palette.accentDark, title: palette.white, note: palette.white },
  stopped: { ground: palette.alarmTint, title: palette.alarm, note: palette.ink },
};

function toneOf(story: RequestStory): Tone {
  if (toldSteps(story).some(({ mark }) => mark === 'stopped')) return 'stopped';
  return isToReport(story) || toldTurn(story)?.role === 'student' ? 'yours' : 'waiting';
}

/** Taken by a unit that waits for the student to come. */
function isToReport(story: RequestStory): boolean {
  const told = toldState(story);
  return told.of === 'placement' && told.state === 'approved';
}

function stateWords(story: RequestStory, { plain }: Words): string {
  const told = toldState(story);
  return told.of === 'placement'
    ? plain(`terms.placementStates.${told.state}`)
    : plain(`terms.applicationStates.${told.state}`);
}

/** Where to go to, and by when while it may still be declined. */
function reportWords({ placement }: RequestStory, now: Date, { plain, language }: Words): string {
  const until = placement && declineDue(placement, now);
  if (!until) return plain('card.reportToUnit');
  return plain('card.reportToUnitUntil', { due: formatDay(until, language) });
}

function noteWords(story: RequestStory, now: Date, words: Words): string {
  const { plain } = words;
  if (isToReport(story)) return reportWords(story, now, words);
  const turn = toldTurn(story);
  if (turn) return turnWords(turn, words);
  const { of, state } = toldState(story);
  if (state === 'rejected') return rejectionWords(story, words);
  return of === 'application' && state === 'approved' ? plain('card.waitsForUnit') : '';
}

/** The kind of the reason; the officer's own words may name the person. */
function rejectionWords({ application }: RequestStory, { plain, language }: Words): string {
  const { reason, appealUntil } = application;
  const named = plain(`terms.rejectionReasons.${reason?.code ?? 'other'}`);
  if (!appealUntil) return named;
  return plain('card.appealUntil', { reason: named, until: formatDay(appealUntil, language) });
}

function turnWords(
  { role, dueAt }: NonNullable<ReturnType<typeof toldTurn>>,
  { plain, language }: Words,
): string {
  const due = dueAt ? formatDay(dueAt, language) : undefined;
  if (role === 'student') {
    return due ? plain('card.yourTurnUntil', { due }) : plain('card.yourTurn');
  }
  const named = plain(`terms.roles.${role}`);
  return due ? plain('card.turnUntil', { role: named, due }) : plain('card.turn', { role: named });
}
