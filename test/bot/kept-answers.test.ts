import { describe, expect, test } from 'vitest';
import { screens } from '../../bot/screens.ts';

const steps = screens.forms.flatMap((form) =>
  form.steps.map((step) => ({ name: `${form.name} ${step.name}`, schema: step.schema })),
);

const takers = (value: unknown): string[] =>
  steps.filter(({ schema }) => schema.safeParse(value).success).map(({ name }) => name);

const schemaOf = (name: string) => steps.find((step) => step.name === name)?.schema;

describe('what is kept of a form is only what its steps keep', () => {
  test.each([
    ['a part', 0.5],
    ['the smallest part', 5e-324],
    ['more than a column holds', 2 ** 31],
    ['below nothing', -1],
  ])('no number is %s', (_what, value) => {
    expect(takers(value)).toEqual([]);
  });

  test.each([
    ['rate rate', '600000', ['ten', ' ', '0', '600,000']],
    ['payer serial', '17', ['ten', ' ', '0']],
    ['payer bic', 'BMJIIRTHXXX', ['ten', ' ']],
    ['newterm term', '1405-1', ['ten', ' ', '1405-9']],
    ['newterm hoursFrom', '2026-05-01', ['0001-01-01', '9999-01-01']],
    ['mobile mobile', '+989120000017', ['ten', ' ']],
    ['email email', 'kian@example.org', ['ten', ' ']],
    ['correct minutes', -90, [7, 90_000]],
    ['hoursform entries', [{ minutes: 90, workedOn: null }], [[{ minutes: 7, workedOn: null }]]],
  ] as const)('%s keeps %j and no other', (name, right, wrong) => {
    const schema = schemaOf(name);
    expect(schema?.safeParse(right).success).toBe(true);
    for (const value of wrong) expect(schema?.safeParse(value).success).toBe(false);
  });

  test('results of the bank are whole rial of a line or an account', () => {
    const faults = { unclear: [], noReference: [], badAmount: [], nameless: [] };
    const fits = (row: object) =>
      schemaOf('payresults file')?.safeParse({ rows: [row], faults, empty: 0 }).success;
    const result = { lineId: 17, outcome: { paid: true, reference: '17' } };
    expect(fits({ line: 2, amount: '600000', result })).toBe(true);
    expect(fits({ line: 2, amount: null, result })).toBe(true);
    expect(fits({ line: 2, amount: 'ten', result })).toBe(false);
    expect(fits({ line: 2, amount: null, result: null })).toBe(false);
    expect(fits({ line: 2, amount: null, result: { lineId: 17 } })).toBe(false);
  });
});
