import { currentTerm, termOf, termsOpenFor } from '../../terms/queries.ts';
import { compareTerms } from '../../terms/rules.ts';
import type { ListedTerm } from '../../terms/types.ts';
import type { Tx } from '../../work.ts';
import { mayEdit } from '../rules.ts';

export type Whose = { readonly accountId: number; readonly universityId: number };

/**
 * The terms in which a student can file a request now, the earliest first: their windows for requests are
 * open, and no request of the student's stands in them.
 */
export async function termsToFile(reader: Tx, whose: Whose, now: Date): Promise<ListedTerm[]> {
  return withoutRequest(await openTerms(reader, whose, now), await standingOf(reader, whose));
}

/**
 * The terms in which a deputy's leave can count for a student, the earliest first: those in which a request
 * can be filed or sent again, and that in which the university is.
 */
export async function termsToAllow(reader: Tx, whose: Whose, now: Date): Promise<ListedTerm[]> {
  const open = await openTerms(reader, whose, now);
  const standing = await standingOf(reader, whose);
  const present = await currentTerm(reader, whose.universityId, now);
  const terms = [
    ...withoutRequest(open, standing),
    ...standing
      .filter(({ state, term }) =>
        mayEdit(
          state,
          open.some(({ id }) => id === term.id),
        ),
      )
      .map(({ term }) => termOf(term)),
    ...(present ? [present] : []),
  ];
  return [...new Map(terms.map((term) => [term.id, term])).values()].sort(compareTerms);
}

const openTerms = (reader: Tx, { universityId }: Whose, now: Date): Promise<ListedTerm[]> =>
  termsOpenFor(reader, { universityId, kinds: ['applications'] }, now);

const standingOf = (reader: Tx, { accountId }: Whose) =>
  reader.application.findMany({
    where: { accountId, state: { not: 'withdrawn' } },
    select: { state: true, term: true },
  });

const withoutRequest = (
  terms: readonly ListedTerm[],
  standing: Awaited<ReturnType<typeof standingOf>>,
): ListedTerm[] => terms.filter(({ id }) => standing.every(({ term }) => term.id !== id));
