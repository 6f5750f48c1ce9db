import { describe, expect, it, test } from 'vitest';
import {
  defaultSettings,
  evaluate,
  isOverridable,
  outcomeOf,
  ruleSetVersion,
  standingIn,
  undeclared,
} from '../../../core/eligibility/rules.ts';
import {
  declarableFields,
  type EligibilityInput,
  type Evaluation,
  type Outcome,
  type Override,
  type RuleId,
  ruleIds,
  type Verdict,
  type VerdictKind,
} from '../../../core/eligibility/types.ts';
import { average } from '../../../core/registry/rules.ts';
import { genders, type Level, levels } from '../../../core/registry/types.ts';

const now = new Date('2024-02-20T09:00:00Z');

/** A bachelor student who passes every rule. */
const good: EligibilityInput = {
  record: {
    level: 'bachelorContinuous',
    gender: 'female',
    studentType: 'domestic',
    termsPassed: 3,
    lastTermAverage: average(1650),
    cumulativeAverage: average(1600),
    probationTerms: 0,
    disciplinaryConvictions: 0,
    bornInIran: null,
    parentIranian: null,
  },
  university: { kind: 'state' },
  declarations: {},
  term: { startYear: 1402, part: 2 },
  openingsWithSeats: { female: 1, male: 0 },
  otherLivePlacements: 0,
  internationalApproval: null,
  overrides: [],
  settings: defaultSettings,
  now,
};

const withRecord = (record: Partial<EligibilityInput['record']>): EligibilityInput => ({
  ...good,
  record: { ...good.record, ...record },
});

function verdictOf(evaluation: Evaluation, ruleId: RuleId): Verdict {
  const verdict = evaluation.verdicts.find((one) => one.ruleId === ruleId);
  if (verdict === undefined) throw new Error(`no verdict on ${ruleId}`);
  return verdict;
}

const P = 'pass';
const F = 'fail';
const E = 'exempt';

/** By hand: terms for 0 and 1 passed; average for 13.99, 14, 14.99, 15. */
const byLevel: Record<Level, { terms: VerdictKind[]; averages: VerdictKind[] }> = {
  associate: { terms: [F, P], averages: [F, P, P, P] },
  bachelorContinuous: { terms: [F, P], averages: [F, P, P, P] },
  bachelorDiscontinuous: { terms: [F, P], averages: [F, P, P, P] },
  masterIntegrated: { terms: [F, P], averages: [F, F, F, P] },
  master: { terms: [E, E], averages: [F, F, F, P] },
  professionalDoctorate: { terms: [F, P], averages: [F, F, F, P] },
  phd: { terms: [E, E], averages: [F, F, F, P] },
};
const averagesTried = [1399, 1400, 1499, 1500];

const domestic = { studentType: 'domestic', approval: null } as const;
const guest = { studentType: 'international', approval: null } as const;
const nationalities = [
  { ...domestic, born: null, parent: null, verdict: 'exempt' },
  { ...domestic, born: false, parent: false, verdict: 'exempt' },
  { ...guest, born: true, parent: false, verdict: 'pass' },
  { ...guest, born: false, parent: true, verdict: 'pass' },
  { ...guest, born: true, parent: null, verdict: 'pass' },
  { ...guest, born: null, parent: true, verdict: 'pass' },
  { ...guest, born: false, parent: false, verdict: 'needsApproval' },
  { ...guest, born: false, parent: false, approval: 'granted', verdict: 'pass' },
  { ...guest, born: false, parent: false, approval: 'refused', verdict: 'fail' },
  { ...guest, born: false, parent: null, verdict: 'undeclared' },
  { ...guest, born: null, parent: null, verdict: 'undeclared' },
] as const;

const probations = [
  { probationTerms: 0, probation: P },
  { probationTerms: 1, probation: P },
  { probationTerms: 2, probation: F },
] as const;
const convictions = [
  { disciplinaryConvictions: 0, discipline: P },
  { disciplinaryConvictions: 1, discipline: F },
] as const;
const bases = [{ averageBasis: 'lastTerm' }, { averageBasis: 'cumulative' }] as const;

function cross<A extends object, B extends object>(some: readonly A[], others: readonly B[]) {
  return some.flatMap((one) => others.map((other) => ({ ...one, ...other })));
}

type Case = { input: EligibilityInput; expected: Record<RuleId, VerdictKind> };

/** Every combination for a level; the average that does not count says the opposite. */
function casesOf(level: Level): Case[] {
  const terms = byLevel[level].terms.map((verdict, termsPassed) => ({
    termsPassed,
    terms: verdict,
  }));
  const averages = byLevel[level].averages.map((verdict, place) => ({
    reached: average(averagesTried[place] ?? 0),
    other: average(verdict === P ? 0 : 2000),
    average: verdict,
  }));
  const grades = cross(cross(terms, averages), bases);
  return cross(cross(grades, nationalities), cross(probations, convictions)).map((one) => ({
    input: {
      ...withRecord({
        level,
        termsPassed: one.termsPassed,
        lastTermAverage: one.averageBasis === 'lastTerm' ? one.reached : one.other,
        cumulativeAverage: one.averageBasis === 'lastTerm' ? one.other : one.reached,
        studentType: one.studentType,
        bornInIran: one.born,
        parentIranian: one.parent,
        probationTerms: one.probationTerms,
        disciplinaryConvictions: one.disciplinaryConvictions,
      }),
      internationalApproval: one.approval,
      settings: { averageBasis: one.averageBasis },
    },
    expected: {
      terms: one.terms,
      university: P,
      average: one.average,
      international: one.verdict,
      oneUnit: P,
      discipline: one.discipline,
      probation: one.probation,
      need: P,
    },
  }));
}

function outcomeByHand(expected: Record<RuleId, VerdictKind>): Outcome {
  let outcome: Outcome = 'eligible';
  for (const kind of Object.values(expected)) {
    if (kind === 'fail' || kind === 'undeclared') return 'ineligible';
    if (kind === 'needsApproval') outcome = 'needsApproval';
  }
  return outcome;
}

describe('every combination', () => {
  it.each(levels)('%s', (level) => {
    const outcomes = new Set<Outcome>();
    const cases = casesOf(level);
    expect(cases).toHaveLength(2 * 4 * 2 * 11 * 3 * 2);
    for (const { input, expected } of cases) {
      const { verdicts, outcome } = evaluate(input);
      const what = JSON.stringify(input.record);
      const given = Object.fromEntries(verdicts.map(({ ruleId, verdict }) => [ruleId, verdict]));
      expect(given, what).toEqual(expected);
      expect(outcome, what).toBe(outcomeByHand(expected));
      outcomes.add(outcome);
    }
    expect(outcomes).toEqual(new Set<Outcome>(['eligible', 'ineligible', 'needsApproval']));
  });

  it.each(levels)('%s: the same where the student states it all', (level) => {
    for (const { input, expected } of casesOf(level)) {
      const { verdicts } = evaluate(onlyDeclared(input));
      const given = Object.fromEntries(verdicts.map(({ ruleId, verdict }) => [ruleId, verdict]));
      expect(given, JSON.stringify(input.record)).toEqual(expected);
      const sources = verdicts.flatMap(({ inputs }) =>
        inputs.filter(({ name, value }) => isDeclarable(name) && value !== null),
      );
      expect(sources.every(({ source }) => source === 'declared')).toBe(true);
    }
  });
});

const isDeclarable = (name: string): boolean => declarableFields.some((field) => field === name);

/** The same student, of whom the registry knows nothing that can be declared. */
function onlyDeclared(input: EligibilityInput): EligibilityInput {
  const entries = Object.entries(input.record);
  const declared = entries.filter(([name]) => isDeclarable(name));
  return {
    ...input,
    record: { ...input.record, ...Object.fromEntries(declared.map(([name]) => [name, null])) },
    declarations: Object.fromEntries(declared.filter(([, value]) => value !== null)),
  };
}

describe('one rule at a time', () => {
  type Row = readonly [string, EligibilityInput, RuleId, VerdictKind, string, string | null];
  const international = withRecord({
    studentType: 'international',
    bornInIran: false,
    parentIranian: false,
  });
  const rows: readonly Row[] = [
    ['no term', withRecord({ termsPassed: 0 }), 'terms', F, 'termsTooFew', 'passATerm'],
    [
      'terms unknown',
      withRecord({ termsPassed: null }),
      'terms',
      'undeclared',
      'termsUnknown',
      'declare',
    ],
    ['PhD', withRecord({ level: 'phd', termsPassed: null }), 'terms', E, 'termsNotAsked', null],
    [
      'Azad',
      { ...good, university: { kind: 'azad' } },
      'university',
      F,
      'universityAzad',
      'askAzadOffice',
    ],
    [
      'medical',
      { ...good, university: { kind: 'medical' } },
      'university',
      F,
      'universityMedical',
      'askMinistryOfHealth',
    ],
    ['state', good, 'university', P, 'universityState', null],
    [
      'low average',
      withRecord({ lastTermAverage: average(1399) }),
      'average',
      F,
      'averageTooLow',
      'raiseAverage',
    ],
    [
      'average unknown',
      withRecord({ lastTermAverage: null }),
      'average',
      'undeclared',
      'averageUnknown',
      'declare',
    ],
    [
      'average and terms unknown',
      withRecord({ level: 'master', lastTermAverage: null, termsPassed: null }),
      'average',
      'undeclared',
      'averageUnknown',
      'declare',
    ],
    [
      'first term of a master',
      withRecord({ level: 'master', lastTermAverage: null, termsPassed: 0 }),
      'average',
      E,
      'averageNotYet',
      null,
    ],
    [
      'not born here, no Iranian parent',
      international,
      'international',
      'needsApproval',
      'internationalToDecide',
      'awaitInternationalDeputy',
    ],
    [
      'granted',
      { ...international, internationalApproval: 'granted' },
      'international',
      P,
      'internationalAllowed',
      null,
    ],
    [
      'refused',
      { ...international, internationalApproval: 'refused' },
      'international',
      F,
      'internationalRefused',
      'appealToDeputy',
    ],
    [
      'refused, though Iranian',
      { ...good, internationalApproval: 'refused' },
      'international',
      E,
      'domesticStudent',
      null,
    ],
    [
      'placed elsewhere',
      { ...good, otherLivePlacements: 1 },
      'oneUnit',
      F,
      'placedElsewhere',
      'endOtherPlacement',
    ],
    [
      'convicted',
      withRecord({ disciplinaryConvictions: 1 }),
      'discipline',
      F,
      'convicted',
      'askDeputyToAllow',
    ],
    [
      'convictions unknown',
      withRecord({ disciplinaryConvictions: null }),
      'discipline',
      'undeclared',
      'convictionsUnknown',
      'declare',
    ],
    [
      'two probation terms',
      withRecord({ probationTerms: 2 }),
      'probation',
      F,
      'probationMany',
      'askDeputyToAllow',
    ],
    ['one probation term', withRecord({ probationTerms: 1 }), 'probation', P, 'probationFew', null],
    [
      'probation unknown',
      withRecord({ probationTerms: null }),
      'probation',
      'undeclared',
      'probationUnknown',
      'declare',
    ],
    ['no seats for men', withRecord({ gender: 'male' }), 'need', F, 'noOpening', 'awaitOpening'],
    ['seats for women', good, 'need', P, 'openingExists', null],
  ];

  it.each(rows)('%s', (_what, input, ruleId, verdict, reason, remedy) => {
    expect(verdictOf(evaluate(input), ruleId)).toMatchObject({ verdict, reason, remedy });
  });

  test('each gender is asked for its own seats', () => {
    for (const gender of genders) {
      const seats = { female: 0, male: 0, [gender]: 2 };
      for (const own of genders) {
        const input = { ...withRecord({ gender: own }), openingsWithSeats: seats };
        expect(verdictOf(evaluate(input), 'need').verdict).toBe(own === gender ? P : F);
      }
    }
  });

  test('nothing is asked of who passes', () => {
    const { verdicts, outcome } = evaluate(good);
    expect(outcome).toBe('eligible');
    expect(verdicts.map(({ remedy }) => remedy)).toEqual(ruleIds.map(() => null));
  });
});

describe('declarations', () => {
  const silent = withRecord({
    termsPassed: null,
    lastTermAverage: null,
    probationTerms: null,
    disciplinaryConvictions: null,
    studentType: 'international',
  });
  const declarations = {
    termsPassed: 2,
    lastTermAverage: average(1500),
    probationTerms: 0,
    disciplinaryConvictions: 0,
    bornInIran: true,
  };

  test('stand in where the registry has nothing, and are marked', () => {
    expect(evaluate(silent).outcome).toBe('ineligible');
    const evaluation = evaluate({ ...silent, declarations });
    expect(evaluation.outcome).toBe('eligible');
    const declared = evaluation.verdicts.flatMap(({ inputs }) =>
      inputs.filter(({ source }) => source === 'declared').map(({ name, value }) => [name, value]),
    );
    expect(Object.fromEntries(declared)).toEqual(declarations);
  });

  test('never outweigh the registry', () => {
    const input = { ...withRecord({ disciplinaryConvictions: 1 }), declarations };
    const verdict = verdictOf(evaluate(input), 'discipline');
    expect(verdict).toMatchObject({
      verdict: 'fail',
      inputs: [{ name: 'disciplinaryConvictions', value: 1, source: 'registry' }],
    });
  });

  test('are kept only where the registry leaves room for them', () => {
    expect(standingIn(silent.record, declarations)).toEqual(declarations);
    expect(standingIn(good.record, declarations)).toEqual({ bornInIran: true });
    expect(standingIn(silent.record, { termsPassed: undefined, lastTermAverage: null })).toEqual(
      {},
    );
  });

  test('are asked for in order, and only those that a rule needs', () => {
    const missing = (input: EligibilityInput) => undeclared(evaluate(input));
    expect(missing(good)).toEqual([]);
    expect(missing(silent)).toEqual([
      'termsPassed',
      'lastTermAverage',
      'probationTerms',
      'disciplinaryConvictions',
      'bornInIran',
      'parentIranian',
    ]);
    const partly = { termsPassed: 0, probationTerms: 0, disciplinaryConvictions: 0 };
    expect(missing({ ...silent, declarations: { ...partly, bornInIran: true } })).toEqual([]);
    expect(missing({ ...silent, declarations: { ...partly, bornInIran: false } })).toEqual([
      'parentIranian',
    ]);
    const byAll: EligibilityInput = { ...silent, settings: { averageBasis: 'cumulative' } };
    const unknown = { ...byAll, record: { ...silent.record, cumulativeAverage: null } };
    expect(missing(unknown)).toContain('cumulativeAverage');
    expect(missing(byAll)).not.toContain('lastTermAverage');
  });

  test('a declared failure fails', () => {
    const input = { ...silent, declarations: { ...declarations, disciplinaryConvictions: 2 } };
    expect(evaluate(input).outcome).toBe('ineligible');
  });
});

describe('discretion', () => {
  const bad = {
    ...withRecord({
      termsPassed: 0,
      lastTermAverage: average(1200),
      probationTerms: 3,
      disciplinaryConvictions: 1,
      gender: 'male',
    }),
    university: { kind: 'azad' as const },
    otherLivePlacements: 1,
  };
  const allow = (ruleId: RuleId): Override =>
    ({ ruleId, by: 11, reason: 'by the minutes of 3 Esfand' }) as Override;

  test('turns these fails into passes that say who and why, and no others', () => {
    expect(ruleIds.filter(isOverridable)).toEqual(['terms', 'average', 'discipline', 'probation']);
    const { verdicts, outcome } = evaluate({ ...bad, overrides: ruleIds.map(allow) });
    expect(outcome).toBe('ineligible');
    for (const verdict of verdicts) {
      const overridden = isOverridable(verdict.ruleId);
      expect(verdict.override, verdict.ruleId).toEqual(overridden ? allow(verdict.ruleId) : null);
    }
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([P, F, P, E, F, P, P, F]);
    expect(verdicts.map(({ reason }) => reason)).toEqual([
      'termsTooFew',
      'universityAzad',
      'averageTooLow',
      'domesticStudent',
      'placedElsewhere',
      'convicted',
      'probationMany',
      'noOpening',
    ]);
  });

  test('makes eligible where only such rules fail', () => {
    const input = withRecord({ lastTermAverage: average(1200) });
    expect(evaluate(input).outcome).toBe('ineligible');
    expect(evaluate({ ...input, overrides: [allow('average')] }).outcome).toBe('eligible');
    expect(evaluate({ ...input, overrides: [allow('probation')] }).outcome).toBe('ineligible');
  });

  test('marks nothing where the rule has not failed', () => {
    const passed = evaluate({ ...good, overrides: [allow('average')] });
    expect(verdictOf(passed, 'average').override).toBeNull();
    const input = { ...withRecord({ termsPassed: null }), overrides: [allow('terms')] };
    expect(verdictOf(evaluate(input), 'terms')).toMatchObject({
      verdict: 'undeclared',
      override: null,
    });
  });
});

describe('the evaluation', () => {
  test('can be stored: it is JSON, with version, time and term', () => {
    const evaluation = evaluate(good);
    expect(evaluation).toMatchObject({
      version: ruleSetVersion,
      evaluatedAt: '2024-02-20T09:00:00.000Z',
      term: { startYear: 1402, part: 2 },
    });
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });

  test('holds every rule once, with the inputs it used', () => {
    const { verdicts } = evaluate(withRecord({ studentType: 'international', bornInIran: true }));
    expect(
      verdicts.map(({ ruleId, inputs }) => [ruleId, ...inputs.map(({ name }) => name)]),
    ).toEqual([
      ['terms', 'level', 'termsPassed', 'requiredTerms'],
      ['university', 'universityKind'],
      ['average', 'level', 'averageBasis', 'lastTermAverage', 'requiredAverage'],
      ['international', 'studentType', 'bornInIran', 'parentIranian'],
      ['oneUnit', 'otherLivePlacements'],
      ['discipline', 'disciplinaryConvictions'],
      ['probation', 'probationTerms', 'allowedProbationTerms'],
      ['need', 'gender', 'openingsWithSeats'],
    ]);
  });

  test('names the basis of the average', () => {
    const input: EligibilityInput = { ...good, settings: { averageBasis: 'cumulative' } };
    expect(verdictOf(evaluate(input), 'average').inputs).toContainEqual({
      name: 'cumulativeAverage',
      value: 1600,
      source: 'registry',
    });
  });

  it.each([
    [[], 'eligible'],
    [['pass', 'exempt'], 'eligible'],
    [['pass', 'needsApproval'], 'needsApproval'],
    [['needsApproval', 'fail'], 'ineligible'],
    [['undeclared', 'needsApproval'], 'ineligible'],
  ] as const)('%j: %s', (kinds, outcome) => {
    expect(outcomeOf(kinds.map((verdict) => ({ verdict })))).toBe(outcome);
  });
});
