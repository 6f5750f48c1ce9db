import type { Language } from './language.ts';

const rightToLeftMark = '\u200f';
const persian = /\p{Script=Arabic}/u;
/** An isolate with none inside; at the end of a line one that goes on. */
const innermostIsolate = /[\u2066-\u2068][^\u2066-\u2069]*(\u2069|$)/g;
const markup = /<[^>]*>|&#?\w+;/g;

/**
 * A message as its reader's language sets it. What stands in isolates has no say in the direction of
 * its line (UAX #9, P2), so a Persian line of nothing else would be set from the left: it is marked.
 */
export function directed(html: string, language: Language): string {
  if (language !== 'fa') return html;
  return html
    .split('\n')
    .map((line) => (isUndecided(line) ? rightToLeftMark + line : line))
    .join('\n');
}

/** Persian there is, but no letter outside of isolates that decides on the direction. */
const isUndecided = (line: string): boolean =>
  persian.test(line) && !/[\p{L}\u200e\u200f]/u.test(withoutIsolates(line.replaceAll(markup, '')));

function withoutIsolates(line: string): string {
  const less = line.replaceAll(innermostIsolate, '');
  return less === line ? line : withoutIsolates(less);
}
