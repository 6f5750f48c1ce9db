import { mayInvite } from '../../../core/cartables/commands/request-cartable.ts';
import type { CartablePlace } from '../../../core/cartables/types.ts';
import { can } from '../../../core/staff/rules.ts';
import type { Person } from '../../../core/staff/types.ts';
import { currentTerm, vacantRoles, windowsOf } from '../../../core/terms/queries.ts';
import { type UniversityFacts, universityFacts } from '../../../core/universities/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../../view/format.ts';
import { copyable, Html } from '../../view/language.ts';
import type { Buttons } from '../../view/message.ts';
import { nameIn, termName } from '../../view/names.ts';
import { declineTo, showPage } from '../officer.ts';
import { universitiesFor } from './reach.ts';

/** What is done and what is missing before students of a university can ask for work. */
export async function showUniversity(turn: Turn, universityId: number): Promise<void> {
  const person = await turn.person();
  const facts = await universityFacts(turn.work.tx, universityId);
  if (!facts || !maySetUp(person, universityId)) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  const lines = [
    heading(turn, facts),
    ...(facts.kind === 'state'
      ? await progress(turn, facts)
      : [turn.words.html('setup.page.notOurs')]),
  ];
  showPage(turn, { text: lines.join('\n'), buttons: buttonsOf(turn, person, facts) });
}

/** Whether a person sets something up there. */
export const maySetUp = (person: Person, universityId: number): boolean =>
  can(person, 'changeUniversity', { universityId }).ok ||
  can(person, 'openWindows', { universityId }).ok;

function heading({ words }: Turn, facts: UniversityFacts): string {
  const { html, plain, language } = words;
  return html('setup.page.title', {
    name: nameIn(language, facts),
    code: new Html(copyable(facts.code)),
    kind: plain(`setup.kinds.${facts.kind}`),
  });
}

/** One line for each step on the way, in their order. */
async function progress(turn: Turn, facts: UniversityFacts): Promise<string[]> {
  const { html, plain } = turn.words;
  const { tx, now } = turn.work;
  const vacant = await vacantRoles(tx, facts.id);
  const term = await currentTerm(tx, facts.id, now);
  const windows = term ? await windowsOf(tx, { universityId: facts.id, termId: term.id }, now) : [];
  const open = windows.filter(({ state }) => state === 'open').length;
  return [
    '',
    facts.units > 0 ? html('setup.page.units', { count: facts.units }) : html('setup.page.noUnits'),
    vacant.length === 0
      ? html('setup.page.allHeld')
      : html('setup.page.vacant', {
          roles: formatList(
            vacant.map((role) => plain(`terms.roles.${role}`)),
            turn.words.language,
          ),
        }),
    term
      ? html('setup.page.term', { term: termName(term, turn.words), open, all: windows.length })
      : html('setup.page.noTerm'),
    html(facts.started ? 'setup.page.started' : 'setup.page.notStarted'),
    ...(facts.wanted > 0 ? [html('setup.page.wanted', { count: facts.wanted })] : []),
  ];
}

function buttonsOf(
  { words: { plain } }: Turn,
  person: Person,
  { id, kind, started }: UniversityFacts,
): Buttons {
  const change = can(person, 'changeUniversity', { universityId: id }).ok;
  const windows = can(person, 'openWindows', { universityId: id }).ok;
  const expert: CartablePlace = {
    role: 'expert',
    process: 'application',
    universityId: id,
    unitId: null,
  };
  const steps = [
    ...(change ? [{ text: plain('setup.page.toUnits'), data: `units:${id}:0` }] : []),
    ...(mayInvite(person, expert).ok
      ? [{ text: plain('cartables.posts.ofUniversity'), data: `posts:${id}:0` }]
      : []),
    ...(windows ? [{ text: plain('setup.page.toWindows'), data: `windows:${id}` }] : []),
    { text: plain('setup.settings.open'), data: `uniset:${id}` },
    ...(can(person, 'readStatistics', { universityId: id }).ok
      ? [{ text: plain('menu.stats'), data: `statistics:${id}` }]
      : []),
    ...(change && !started ? [{ text: plain('setup.page.start'), data: `unistart:${id}` }] : []),
  ];
  const correct = { text: plain('setup.university.correct'), data: `unifix:${id}` };
  const all = universitiesFor(person, 'changeUniversity') === 'all';
  return [
    ...(kind === 'state' ? steps : []).map((button) => [button]),
    ...(can(person, 'createUniversity', {}).ok ? [[correct]] : []),
    ...(all ? [[{ text: plain('setup.universities'), data: 'unis:0' }]] : []),
  ];
}
