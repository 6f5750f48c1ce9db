import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Rows of the list: the threat, what stands against it, and the tests. */
const rows = read('test/security/README.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (threat|---)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );

test.each(rows.map(([threat = '', , tests = '']) => [threat, tests] as const))(
  '%s: the tests that are named exist',
  (threat, tests) => {
    const named = tests.split(' · ').filter((text) => text !== '');
    // Packages are looked at by the registry, not by a test.
    expect(named.length > 0 || threat.startsWith('A package')).toBe(true);
    for (const one of named) {
      const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(one) ?? [];
      const lines = read(file)
        .split('\n')
        .filter((line) => line.includes(title));
      expect(lines, one).not.toEqual([]);
    }
  },
);

test('the list has its rows', () => {
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.every((cells) => cells.length === 3)).toBe(true);
});
