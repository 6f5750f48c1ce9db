import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { startUniversity } from '../../../core/universities/commands/create-university.ts';
import {
  type FoundUniversity,
  searchUniversities,
  unlistedUniversities,
} from '../../../core/universities/queries.ts';
import { unitName } from '../../../core/universities/rules/units.ts';
import { openForm } from '../../forms/engine.ts';
import { type Form, stepsOf } from '../../forms/form.ts';
import { textStep } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { copyable, formatNumber, Html } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';
import { nameIn } from '../../view/names.ts';
import { soughtIn, turnFound } from '../../view/pages.ts';
import { explainUniversity } from '../../view/reasons/universities.ts';
import { confirmTo, declineTo, forOfficers, showPage } from '../officer.ts';
import { oneUniversity } from '../one-university.ts';
import { universitiesFor } from './reach.ts';
import { showUniversity } from './university-page.ts';

const pageSize = 8;

/** All universities, for the organisation and the administrator; the others have their own. */
async function openList(turn: Turn, wanted: number, text = ''): Promise<void> {
  const { html } = turn.words;
  const reach = universitiesFor(await turn.person(), 'changeUniversity');
  if (reach !== 'all') return openOwn(turn, reach);
  const found = await searchUniversities(turn.work.tx, { text, page: wanted, size: pageSize });
  const lines = found.universities.map((one, index) =>
    listLine(turn, one, wanted * pageSize + index + 1),
  );
  const empty = text === '' ? 'setup.list.none' : 'setup.list.notFound';
  const asked = wanted === 0 && text === '' ? await wantedLines(turn) : [];
  showPage(turn, {
    text: [
      html('setup.list.title', { total: found.total }),
      ...(lines.length > 0 ? [lines.join('\n')] : [html(empty)]),
      ...asked,
    ].join('\n\n'),
    buttons: listButtons(turn, found.universities, { page: wanted, total: found.total, text }),
  });
}

const mostWanted = 5;

/** What students asked for by name, so that somebody can add it. */
async function wantedLines({ work, words: { html } }: Turn): Promise<string[]> {
  const wanted = await unlistedUniversities(work.tx, mostWanted);
  if (wanted.length === 0) return [];
  const names = wanted.map((one) => html('setup.list.wantedLine', one));
  return [html('setup.list.wanted', { names: new Html(names.join('\n')) })];
}

async function openOwn(turn: Turn, reach: readonly number[]): Promise<void> {
  const universityId = await oneUniversity(turn, reach, (id) => `uni:${id}`);
  if (universityId !== undefined) await showUniversity(turn, universityId);
}

function listLine({ words }: Turn, university: FoundUniversity, number: number): string {
  const { html, plain, language } = words;
  const state = university.started
    ? 'started'
    : university.kind === 'state'
      ? 'notStarted'
      : university.kind;
  return html('setup.list.line', {
    number,
    name: nameIn(language, university),
    code: new Html(copyable(university.code)),
    state: plain(`setup.state.${state}`),
  });
}

function listButtons(
  { words }: Turn,
  universities: readonly FoundUniversity[],
  { page, total, text }: { page: number; total: number; text: string },
): Button[][] {
  const { plain, language } = words;
  const numbers = universities.map(({ id }, index) => ({
    text: formatNumber(page * pageSize + index + 1, language),
    data: `uni:${id}`,
  }));
  const pages = Math.ceil(total / pageSize);
  const turns = turnFound(words, { page, pages }, 'unis', text);
  const last = [
    { text: plain('setup.list.find'), data: 'unifind' },
    { text: plain('setup.list.add'), data: 'uniadd' },
  ];
  const holidays = [
    { text: plain('setup.holidays.open'), data: 'holidays:0' },
    { text: plain('finance.rates.open'), data: 'rates' },
  ];
  return [numbers.slice(0, 4), numbers.slice(4), turns, last, holidays].filter(
    (row) => row.length > 0,
  );
}

interface SearchAnswers {
  text: string;
}

const searchForm: Form<SearchAnswers> = {
  name: 'unifind',
  version: 1,
  title: (turn) => turn.words.plain('setup.list.find'),
  steps: stepsOf<SearchAnswers>()(
    textStep<SearchAnswers, 'text', Refusal<'empty'>>({
      name: 'text',
      ask: (turn) => turn.words.html('setup.list.findAsk'),
      parse: (text) => {
        const value = unitName(text);
        return value === undefined ? refuse('empty') : ok({ value });
      },
      explain: (turn) => turn.words.html('setup.nameWrong'),
    }),
  ),
  finish: async (turn, { text }) => {
    await openList(turn, 0, text);
    return { do: 'end' };
  },
};

/** Starting is asked twice: everybody who waited for it is told. */
const start = forOfficers(async (turn, [id, sure]) => {
  const { html, plain } = turn.words;
  const universityId = idOf(id);
  if (sure !== 'yes') {
    const yes = { text: plain('setup.start.yes'), data: `unistart:${universityId}:yes` };
    const back = { text: plain('setup.backToUniversity'), data: `uni:${universityId}` };
    return showPage(turn, { text: html('setup.start.ask'), buttons: [[yes], [back]] });
  }
  const started = await startUniversity(turn.work, await turn.person(), { universityId });
  if (!started.ok) return declineTo(turn, explainUniversity(turn, started));
  confirmTo(turn, html('setup.start.done', { count: started.told }));
  await showUniversity(turn, universityId);
});

export const universityScreens = {
  commands: {},
  taps: {
    unis: forOfficers((turn, args) => {
      const { page, text } = soughtIn(args);
      return openList(turn, page, text);
    }),
    uni: forOfficers((turn, [id]) => showUniversity(turn, idOf(id))),
    unifind: forOfficers((turn) => openForm(turn, searchForm)),
    unistart: start,
  },
  forms: [searchForm],
};

export const openUniversities = (turn: Turn): Promise<void> => openList(turn, 0);
