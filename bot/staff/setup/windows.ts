import { can } from '../../../core/staff/rules.ts';
import {
  currentTerm,
  type ListedWindow,
  termsOf,
  vacantRoles,
  windowsOf,
} from '../../../core/terms/queries.ts';
import type { ListedTerm } from '../../../core/terms/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay, formatList } from '../../view/format.ts';
import type { Button } from '../../view/message.ts';
import { nameIn, termName } from '../../view/names.ts';
import { declineTo, forOfficers, showPage } from '../officer.ts';
import { oneUniversity } from '../one-university.ts';
import { universitiesFor } from './reach.ts';
import { openUniversities } from './universities.ts';

/** The windows of a university in a term: its present one unless another is chosen. */
export async function showWindows(turn: Turn, universityId: number, termId = 0): Promise<void> {
  const { html, language } = turn.words;
  const { tx, now } = turn.work;
  const university = await universityOf(tx, universityId);
  const allowed = can(await turn.person(), 'openWindows', { universityId });
  if (!university || !allowed.ok) return declineTo(turn, html('errors.notAllowed'));
  const terms = await termsOf(tx, universityId);
  const term = terms.find(({ id }) => id === termId) ?? (await currentTerm(tx, universityId, now));
  const windows = term ? await windowsOf(tx, { universityId, termId: term.id }, now) : [];
  const vacant = await vacantRoles(tx, universityId);
  showPage(turn, {
    text: [
      html('setup.windows.title', { name: nameIn(language, university) }),
      term
        ? html('setup.windows.term', { term: termName(term, turn.words) })
        : html('setup.windows.none'),
      ...windows.map((window) => windowLine(turn, window)),
      ...(vacant.length > 0 ? [vacantLine(turn, vacant)] : []),
    ].join('\n'),
    buttons: [
      ...windows.map((window) => [extendButton(turn, window)]),
      ...otherTerms(turn, universityId, terms, term),
      ...lastButtons(turn, universityId, vacant.length > 0),
    ],
  });
}

const windowLine = ({ words }: Turn, { kind, state, opensAt, closesAt }: ListedWindow): string =>
  words.html(`setup.windows.${state}`, {
    window: words.plain(`terms.windowKinds.${kind}`),
    from: formatDay(opensAt, words.language),
    to: formatDay(closesAt, words.language),
  });

/** Words that lead to where somebody is named: without them the windows would not open. */
export const vacantLine = (
  { words }: Turn,
  roles: Awaited<ReturnType<typeof vacantRoles>>,
): string =>
  words.html('setup.windows.vacant', {
    roles: formatList(
      roles.map((role) => words.plain(`terms.roles.${role}`)),
      words.language,
    ),
  });

const extendButton = ({ words: { plain } }: Turn, { id, kind }: ListedWindow): Button => ({
  text: plain('setup.windows.extend', { window: plain(`terms.windowKinds.${kind}`) }),
  data: `extend:${id}`,
});

const otherTerms = (
  { words }: Turn,
  universityId: number,
  terms: readonly ListedTerm[],
  shown: ListedTerm | undefined,
): Button[][] =>
  terms
    .filter(({ id }) => id !== shown?.id)
    .slice(0, 4)
    .map((term) => [{ text: termName(term, words), data: `windows:${universityId}:${term.id}` }]);

const lastButtons = ({ words: { plain } }: Turn, id: number, vacant: boolean): Button[][] => [
  [{ text: plain('setup.windows.newTerm'), data: `newterm:${id}` }],
  ...(vacant ? [[{ text: plain('cartables.posts.ofUniversity'), data: `posts:${id}:0` }]] : []),
  [{ text: plain('setup.backToUniversity'), data: `uni:${id}` }],
];

/**
 * The one university for which a person sets windows; undefined where one has to be chosen first, by
 * a button that leads to `name`, or where there is none.
 */
export async function ownUniversity(
  turn: Turn,
  name: 'windows' | 'newterm',
): Promise<number | undefined> {
  const reach = universitiesFor(await turn.person(), 'openWindows');
  if (reach === 'all') return void (await openUniversities(turn));
  return oneUniversity(turn, reach, (id) => `${name}:${id}`);
}

const windows = forOfficers(async (turn, [id, termId]) => {
  if (turn.incoming.input.kind === 'tap') return showWindows(turn, idOf(id), idOf(termId));
  const universityId = await ownUniversity(turn, 'windows');
  if (universityId !== undefined) await showWindows(turn, universityId);
});

export const windowScreens = { commands: { windows }, taps: { windows }, forms: [] };
