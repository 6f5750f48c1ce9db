import { compact } from '../../text.ts';
import type { BankOutcome, BankResult, PayLineState, ResultVerdict } from '../types.ts';

/** A line of the run that the bank was sent. */
export type SentLine = {
  /** Whether it is the pay of who brings the bank's answer, or of whom that one acts for. */
  readonly isOwn: boolean;
  readonly id: number;
  readonly sheba: string;
  readonly amountRial: bigint;
  readonly state: PayLineState;
};

/** What each row comes to, in their order, and what each line that waited got by it. */
export type Judged<Line extends SentLine> = {
  readonly verdicts: readonly ResultVerdict[];
  readonly settled: readonly { readonly line: Line; readonly outcome: BankOutcome }[];
};

/**
 * What the rows of a bank's answer come to. A line that waits gets what its first row says; where the
 * rows of one line say different things, it gets nothing, for one of them is a mistake. That the own pay
 * came back, and so is to be paid again, is for a colleague to note.
 */
export function judgeResults<Line extends SentLine>(
  lines: readonly Line[],
  results: readonly BankResult[],
): Judged<Line> {
  const found = results.map(finderIn(lines));
  const torn = tornLines(found, results);
  const settled = new Map<number, { line: Line; outcome: BankOutcome }>();
  const verdicts = results.map(({ outcome }, index): ResultVerdict => {
    const one = found[index] ?? 'unknown';
    if (typeof one === 'string') return one;
    const { line } = one;
    const said = wordOf(outcome);
    if (line.state !== 'due') return line.state === said ? 'known' : 'contradicting';
    if (torn.has(line.id)) return 'contradicting';
    if (line.isOwn && said === 'returned') return 'own';
    if (settled.has(line.id)) return 'known';
    settled.set(line.id, { line, outcome });
    return said;
  });
  return { verdicts, settled: [...settled.values()] };
}

const wordOf = ({ paid }: BankOutcome): 'paid' | 'returned' => (paid ? 'paid' : 'returned');

type Found<Line> = { readonly line: Line } | 'unknown' | 'ambiguous' | 'differing';

/** What a row says of its line besides the result. */
type Said = { readonly sheba: string | undefined; readonly amountRial: bigint | undefined };

function finderIn<Line extends SentLine>(lines: readonly Line[]) {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const bySheba = new Map<string, Line[]>();
  for (const line of lines) bySheba.set(line.sheba, [...(bySheba.get(line.sheba) ?? []), line]);
  return ({ lineId, sheba: typed, amountRial, outcome }: BankResult): Found<Line> => {
    const sheba = typed === undefined ? undefined : compact(typed);
    const said = { sheba, amountRial };
    if (lineId === undefined) return oneOf(bySheba.get(sheba ?? '') ?? [], said, outcome);
    const line = byId.get(lineId);
    if (line === undefined) return 'unknown';
    return fits(line, said) ? { line } : 'differing';
  };
}

/** A row that may mean either of two lines must not pay the one that happens to wait still. */
function oneOf<Line extends SentLine>(
  named: readonly Line[],
  said: Said,
  outcome: BankOutcome,
): Found<Line> {
  if (named.length === 0) return 'unknown';
  const fitting = named.filter((one) => fits(one, said));
  const [first] = fitting;
  if (first === undefined) return 'differing';
  const isOne = fitting.length === 1 || fitting.every(({ state }) => state === wordOf(outcome));
  return isOne ? { line: first } : 'ambiguous';
}

const fits = (line: SentLine, { sheba, amountRial }: Said): boolean =>
  (sheba === undefined || sheba === line.sheba) &&
  (amountRial === undefined || amountRial === line.amountRial);

/** Lines of which one row says that they are paid and another that they came back. */
function tornLines<Line extends SentLine>(
  found: readonly Found<Line>[],
  results: readonly BankResult[],
): ReadonlySet<number> {
  const said = new Map<number, boolean>();
  const torn = new Set<number>();
  for (const [index, one] of found.entries()) {
    const paid = results[index]?.outcome.paid;
    if (typeof one === 'string' || paid === undefined) continue;
    const { id } = one.line;
    if (said.has(id) && said.get(id) !== paid) torn.add(id);
    said.set(id, paid);
  }
  return torn;
}
