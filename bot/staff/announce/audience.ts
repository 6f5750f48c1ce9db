import type { Audience } from '../../../core/announcements/types.ts';
import {
  searchUniversities,
  unitsByIds,
  unitsOf,
  universitiesByIds,
} from '../../../core/universities/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../../view/format.ts';
import { nameIn } from '../../view/names.ts';
import { universitiesFor } from '../setup/reach.ts';

/** Choices on a page. */
export const pageSize = 8;

/** Universities that an officer may announce to. */
export async function universityChoices(turn: Turn, page: number) {
  const { tx } = turn.work;
  const { language } = turn.words;
  const reach = universitiesFor(await turn.person(), 'announce');
  if (reach !== 'all') {
    const own = await universitiesByIds(tx, reach);
    return {
      options: own.map((one) => ({ value: String(one.id), text: nameIn(language, one) })),
      pages: 1,
    };
  }
  const { universities, total } = await searchUniversities(tx, { text: '', page, size: pageSize });
  return {
    options: universities.map((one) => ({ value: String(one.id), text: nameIn(language, one) })),
    pages: Math.ceil(total / pageSize),
  };
}

export async function unitChoices(turn: Turn, universityId: number, page: number) {
  const { units, pages } = await unitsOf(turn.work.tx, { universityId, page, size: pageSize });
  const { language } = turn.words;
  return {
    options: units.map((one) => ({ value: String(one.id), text: nameIn(language, one) })),
    pages,
  };
}

/** What an audience is narrowed by, each with its choices, as plain text. */
async function partsOf(
  turn: Turn,
  audience: Audience,
): Promise<readonly (readonly [string, string])[]> {
  const { plain, language } = turn.words;
  const { tx } = turn.work;
  const { universityIds = [], unitIds = [], levels = [], states = [], languages = [] } = audience;
  const universities = universityIds.length > 0 ? await universitiesByIds(tx, universityIds) : [];
  const units = unitIds.length > 0 ? await unitsByIds(tx, unitIds) : [];
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [plain('announce.narrowedBy.universities'), universities.map((one) => nameIn(language, one))],
    [plain('announce.narrowedBy.units'), units.map((one) => nameIn(language, one))],
    [plain('announce.narrowedBy.levels'), levels.map((one) => plain(`terms.levels.${one}`))],
    [
      plain('announce.narrowedBy.states'),
      states.map((one) => plain(`terms.applicationStates.${one}`)),
    ],
    [
      plain('announce.narrowedBy.languages'),
      languages.map((one) => plain(`announce.languages.${one}`)),
    ],
  ];
  return parts.map(([what, which]) => [what, formatList(which, language)] as const);
}

/** One line for each way to narrow an audience, as HTML. */
export async function audienceLines(turn: Turn, audience: Audience): Promise<string> {
  const { html, plain } = turn.words;
  const parts = await partsOf(turn, audience);
  return parts
    .map(([what, which]) =>
      html('announce.audience.line', { what, which: which || plain('announce.audience.any') }),
    )
    .join('\n');
}

/** An audience in one line of plain text. */
export async function describeAudience(turn: Turn, audience: Audience): Promise<string> {
  const { plain } = turn.words;
  const parts = (await partsOf(turn, audience)).filter(([, which]) => which !== '');
  if (parts.length === 0) return plain('announce.audience.all');
  return parts.map(([what, which]) => plain('announce.audience.line', { what, which })).join(' · ');
}
