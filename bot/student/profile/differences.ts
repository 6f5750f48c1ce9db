import { identityOfAccount } from '../../../core/accounts/queries.ts';
import type { ToldDifference } from '../../../core/registry/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { copyable, Html } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';
import { profileLabels, profileText } from '../../view/profile-fields.ts';

interface Differing {
  /** The registry knows the person. */
  readonly known: boolean;
  readonly differences: readonly ToldDifference[];
}

/** Where the profile and the record disagree, field by field; or that there is no record. */
export async function sayDifferences(turn: Turn, differing: Differing): Promise<string> {
  const { html } = turn.words;
  const { known, differences } = differing;
  if (!known) return sayNoRecord(turn);
  const nameOf = await universityNames(turn, differences);
  const lines = differences.map((difference) => {
    const { field, typed, registered } = difference;
    const text = (value: string | number) => profileText(field, value, turn.words, nameOf);
    const said = { field: turn.words.plain(profileLabels[field]), typed: text(typed) };
    return registered === null
      ? html('profile.differenceTyped', said)
      : html('profile.difference', { ...said, registered: text(registered) });
  });
  const keptBack = differences.some(({ registered }) => registered === null);
  return [html('profile.differs'), ...lines, ...(keptBack ? [html('profile.keptBack')] : [])].join(
    '\n',
  );
}

async function sayNoRecord(turn: Turn): Promise<string> {
  const { accountId } = await turn.person();
  const identity = accountId === null ? null : await identityOfAccount(turn.work.tx, accountId);
  const number = new Html(copyable(identity?.value ?? ''));
  return turn.words.html('profile.noRecord', { number });
}

async function universityNames(
  turn: Turn,
  differences: readonly ToldDifference[],
): Promise<(id: number) => string> {
  const names = new Map<number, string>();
  const { typed, registered } = differences.find(({ field }) => field === 'universityId') ?? {};
  for (const id of [typed, registered].map(Number)) {
    const university = id > 0 ? await universityOf(turn.work.tx, id) : null;
    if (university) names.set(id, nameIn(turn.words.language, university));
  }
  return (id) => names.get(id) ?? String(id);
}
