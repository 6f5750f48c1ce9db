import { studiesOf } from '../../../core/accounts/queries.ts';
import { termsToFile } from '../../../core/applications/queries/terms.ts';
import { termById } from '../../../core/terms/queries.ts';
import type { ListedTerm } from '../../../core/terms/types.ts';
import { stepButton, tapped } from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { pressButton } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { termName } from '../../view/names.ts';
import { lookUp } from '../look-up.ts';
import { formName, step } from './answers.ts';

/** The terms for which the person can file a request now. */
export async function termsFor({ work, session: { accountId } }: Turn): Promise<ListedTerm[]> {
  const studies = accountId === null ? null : await studiesOf(work.tx, accountId);
  if (accountId === null || !studies) return [];
  const { universityId } = studies;
  return termsToFile(work.tx, { accountId, universityId }, work.now);
}

/** The term of a new request; asked only where several are open, or the one that was meant is no more. */
export const termStep = step({
  name: 'termId',
  schema: whole,
  when: ({ basis }) => basis === undefined,
  gate: true,
  resets: ['eligibility', 'openings'],
  shown: {
    label: (turn) => turn.words.plain('application.term'),
    value: async (turn, id) => {
      const term = await termById(turn.work.tx, id);
      return escapeHtml(term ? termName(term, turn.words) : '—');
    },
    fixed: true,
  },
  question: async (turn) => {
    const terms = await termsFor(turn);
    return {
      text: turn.words.html(terms.length > 0 ? 'application.termAsk' : 'application.noTerm'),
      buttons: terms.map((term) => [
        stepButton(formName, 'termId', termName(term, turn.words), 'pick', String(term.id)),
      ]),
    };
  },
  // What follows begins with the registry's word.
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
  answer: async (turn, input) => {
    const picked = idOf(tapped(input)?.argument);
    const term = (await termsFor(turn)).find(({ id }) => id === picked);
    return term ? { do: 'next', value: term.id } : pressButton(turn);
  },
});
