import { payPlacesOf, payRunsOf } from '../../core/pay/queries.ts';
import { termOf } from '../../core/terms/queries.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { nameIn, termName } from '../view/names.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';
import { resultsForm } from './pay-results.ts';
import { draft, payRunScreens } from './pay-run.ts';

/** As many as a phone shows at once; the newest count. */
const shownRuns = 6;

type PayPlace = Awaited<ReturnType<typeof payPlacesOf>>[number];

/** The runs of the university whose pay this officer has in hand. */
async function openPayRuns(turn: Turn): Promise<void> {
  const { tx, now } = turn.work;
  const places = await payPlacesOf(tx, await turn.person(), now);
  if (places.length === 0) return declineTo(turn, turn.words.html('finance.runs.notFinance'));
  const sections = await Promise.all(places.map((place) => placeSection(turn, place)));
  showPage(turn, {
    text: sections.map(({ text }) => text).join('\n\n'),
    buttons: sections.flatMap(({ buttons }) => buttons).filter((row) => row.length > 0),
  });
}

async function placeSection(
  turn: Turn,
  { university, term, mayDraft }: PayPlace,
): Promise<{ text: string; buttons: Button[][] }> {
  const { html, plain, language } = turn.words;
  const runs = await payRunsOf(turn.work.tx, { universityId: university.id }, shownRuns);
  const lines = runs.map(({ id, state, term: of, _count }, index) =>
    html('finance.runs.line', {
      number: index + 1,
      run: String(id),
      term: termName(termOf(of), turn.words),
      state: plain(`terms.payRunStates.${state}`),
      count: _count.lines,
    }),
  );
  const title = html('finance.runs.title', { university: nameIn(language, university) });
  const text = [title, ...(lines.length > 0 ? lines : [html('finance.runs.empty')])].join('\n\n');
  const numbers = runs.map(({ id }, index) => ({
    text: formatNumber(index + 1, language),
    data: `payrun:${id}`,
  }));
  const drafts =
    term && mayDraft
      ? [
          {
            text: plain('finance.runs.draft', { term: termName(term, turn.words) }),
            data: `draftrun:${university.id}:${term.id}`,
          },
        ]
      : [];
  return { text, buttons: [numbers, drafts] };
}

const openRuns = forOfficers((turn) => openPayRuns(turn));

export const payScreens = {
  commands: { payrun: openRuns },
  taps: {
    ...payRunScreens.taps,
    payruns: openRuns,
    draftrun: forOfficers((turn, [universityId, termId]) =>
      draft(turn, idOf(universityId), idOf(termId)),
    ),
  },
  forms: [resultsForm],
};
