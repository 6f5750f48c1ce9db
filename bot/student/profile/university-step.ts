import { z } from 'zod';
import { noteDemand } from '../../../core/accounts/commands/note-demand.ts';
import { forgetUnlisted, noteUnlisted } from '../../../core/universities/commands/note-unlisted.ts';
import {
  type FoundUniversity,
  searchUniversities,
  universityOf,
} from '../../../core/universities/queries.ts';
import { isNameOf, longestUniversityName, saysOneOf } from '../../../core/universities/rules.ts';
import type { UniversityKind } from '../../../core/universities/types.ts';
import {
  type Answer,
  type FormState,
  type Question,
  stepButton,
  tapped,
} from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { readText } from '../../forms/steps.ts';
import type { Input } from '../../intake/incoming.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml, languages, phrasesIn, words } from '../../view/language.ts';
import type { Buttons } from '../../view/message.ts';
import { nameIn } from '../../view/names.ts';
import { formName } from './answers.ts';

const name = 'universityId';
const shownAtOnce = 8;

/** What was searched for, and which page of the results is shown. */
const scratchSchema = z.object({
  text: z.string().optional(),
  page: whole.default(0),
  /** The next text is the whole name of one that was not found. */
  naming: z.boolean().default(false),
});

type State = FormState<{ universityId: number }>;

/** Finds the university by parts of its name. One that is not served is told, and another can be chosen. */
export const universityStep = () => ({
  name: 'universityId' as const,
  schema: whole,
  scratch: scratchSchema,
  shown: {
    label: (turn: Turn) => turn.words.plain('profile.university'),
    value: async (turn: Turn, id: number) => {
      const university = await universityOf(turn.work.tx, id);
      return university ? escapeHtml(nameIn(turn.words.language, university)) : '';
    },
  },
  question: (turn: Turn, { scratch }: State): Question | Promise<Question> => {
    const { text, page, naming } = scratchSchema.parse(scratch);
    if (naming) {
      return { text: turn.words.html('profile.missingAsk'), buttons: [[searchButton(turn)]] };
    }
    if (text === undefined) return { text: turn.words.html('profile.universityAsk') };
    return resultsPage(turn, text, page);
  },
  answer: async (turn: Turn, input: Input, { scratch }: State): Promise<Answer<number>> => {
    const searched = scratchSchema.parse(scratch);
    const tap = tapped(input);
    if (tap?.verb === 'page' && /^\d{1,4}$/.test(tap.argument)) {
      return turnTo(turn, { ...searched, page: Number(tap.argument) });
    }
    if (tap?.verb === 'pick') {
      const university = await universityOf(turn.work.tx, idOf(tap.argument));
      if (university) return take(turn, university);
    }
    if (tap?.verb === 'missing' || tap?.verb === 'search') {
      return { do: 'redraw', scratch: { naming: tap.verb === 'missing' } };
    }
    const read = readText(turn, input);
    if ('do' in read) return read;
    return searched.naming
      ? noteMissing(turn, read.written)
      : turnTo(turn, { text: read.written, page: 0 });
  },
});

/** Asks anew below what was written, and in place where a page was turned. */
async function turnTo(
  turn: Turn,
  { text = '', page }: { readonly text?: string | undefined; readonly page: number },
): Promise<Answer<number>> {
  const { universities } = await search(turn, text, page);
  if (universities.length === 0) {
    const kind = foreignKind(text);
    if (kind) return pointElsewhere(turn, kind);
    const buttons = [[missingButton(turn)]];
    return { do: 'stay', say: turn.words.html('profile.universityNone'), buttons };
  }
  return { do: 'redraw', scratch: { text, page } };
}

const search = (turn: Turn, text: string, page: number) =>
  searchUniversities(turn.work.tx, { text, page, size: shownAtOnce });

async function resultsPage(turn: Turn, text: string, page: number): Promise<Question> {
  const { language, html } = turn.words;
  const { universities, total } = await search(turn, text, page);
  const results = universities.map((university) => [
    stepButton(formName, name, nameIn(language, university), 'pick', String(university.id)),
  ]);
  return {
    text: html('profile.universityPick', { count: total }),
    buttons: [...results, ...turningRow(turn, page, total), [missingButton(turn)]],
  };
}

const missingButton = ({ words }: Turn) =>
  stepButton(formName, name, words.plain('profile.universityMissing'), 'missing');

const searchButton = ({ words }: Turn) =>
  stepButton(formName, name, words.plain('profile.universitySearch'), 'search');

/**
 * One that is not here at all is counted by its name, and told of once it starts. One that is here and
 * was not found is shown.
 */
async function noteMissing(turn: Turn, written: string): Promise<Answer<number>> {
  const { html, plain } = turn.words;
  const { universities } = await search(turn, written, 0);
  if (universities.some((university) => isNameOf(written, university))) {
    return { do: 'redraw', scratch: { text: written, page: 0 } };
  }
  const kind = foreignKind(written);
  if (kind) return pointElsewhere(turn, kind);
  const noted = await noteUnlisted(turn.work, await turn.person(), { name: written });
  if (noted.ok) {
    const say = html('profile.missing', { university: noted.name });
    const buttons = [[{ text: plain('menu.open'), data: 'menu' }]];
    return { do: 'stay', say, buttons, scratch: {} };
  }
  const say =
    noted.reason === 'tooLong'
      ? html('forms.tooLong', { length: noted.length, limit: longestUniversityName })
      : html('profile.missingNotWhole');
  return { do: 'stay', say, buttons: [[searchButton(turn)]] };
}

type ForeignKind = Exclude<UniversityKind, 'state'>;

/** Of a university that is not here, whether its name says that it never will be. */
const foreignKind = (name: string): ForeignKind | undefined =>
  foreignKinds.find((kind) => saysOneOf(name, kindNames(kind)));

const foreignKinds = ['azad', 'medical'] as const satisfies readonly ForeignKind[];

const kindNames = (kind: ForeignKind): readonly string[] =>
  languages.flatMap((language) => phrasesIn(words[language].plain(`profile.kindNames.${kind}`)));

/** Under no office that uses Hamyar: who else to ask. */
function pointElsewhere({ words: { html, plain } }: Turn, kind: ForeignKind): Answer<number> {
  const buttons = [[{ text: plain('menu.open'), data: 'menu' }]];
  return { do: 'stay', say: html(`profile.${kind}`), buttons, scratch: {} };
}

function turningRow({ words }: Turn, page: number, total: number): Buttons {
  const to = (label: string, target: number) =>
    stepButton(formName, name, label, 'page', String(target));
  const row = [
    ...(page > 0 ? [to(words.plain('profile.pageBefore'), page - 1)] : []),
    ...((page + 1) * shownAtOnce < total ? [to(words.plain('profile.pageAfter'), page + 1)] : []),
  ];
  return row.length === 0 ? [] : [row];
}

async function take(turn: Turn, university: FoundUniversity): Promise<Answer<number>> {
  const { html, plain, language } = turn.words;
  if (university.kind !== 'state') return pointElsewhere(turn, university.kind);
  if (university.started) {
    await forgetUnlisted(turn.work, turn.chatId);
    return { do: 'next', value: university.id };
  }
  await noteDemand(turn.work, await turn.person(), { universityId: university.id });
  const buttons = [[{ text: plain('menu.open'), data: 'menu' }]];
  const say = html('profile.notStarted', { university: nameIn(language, university) });
  return { do: 'stay', say, buttons };
}
