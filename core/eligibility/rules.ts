import { average } from '../registry/rules.ts';
import type { Average, Level, StudentRecord } from '../registry/types.ts';
import type { UniversityKind } from '../universities/types.ts';
import {
  type AverageBasis,
  type DeclarableField,
  type Declarations,
  declarableFields,
  type EligibilityInput,
  type EligibilitySettings,
  type Evaluation,
  type InputSource,
  type Outcome,
  type Override,
  overridableRules,
  type Remedy,
  type RuleId,
  type RuleInput,
  ruleIds,
  type Verdict,
  type VerdictKind,
  type VerdictReason,
} from './types.ts';

/** Goes up with every change of a rule, so that a stored verdict says by which rules it was given. */
export const ruleSetVersion = '1402.1';

export const defaultSettings: EligibilitySettings = { averageBasis: 'lastTerm' };

/** Terms that must have been passed. Null: the level is exempt. */
export const requiredTerms: Readonly<Record<Level, number | null>> = {
  associate: 1,
  bachelorContinuous: 1,
  bachelorDiscontinuous: 1,
  masterIntegrated: 1,
  master: null,
  professionalDoctorate: 1,
  phd: null,
};

export const requiredAverage: Readonly<Record<Level, Average>> = {
  associate: average(1400),
  bachelorContinuous: average(1400),
  bachelorDiscontinuous: average(1400),
  masterIntegrated: average(1500),
  master: average(1500),
  professionalDoctorate: average(1500),
  phd: average(1500),
};

/** The most probation terms, consecutive or not, that are still no hindrance. */
export const allowedProbationTerms = 1;

/** Terms or convictions that can be declared at most: more is a slip of the keyboard. */
export const mostDeclared = 40;

type Finding = Pick<Verdict, 'verdict' | 'inputs' | 'reason' | 'remedy'>;
type Rule = (input: EligibilityInput) => Finding;

function find(
  verdict: VerdictKind,
  reason: VerdictReason,
  remedy: Remedy | null,
  inputs: readonly RuleInput[],
): Finding {
  return { verdict, reason, remedy, inputs };
}

type Known<F extends DeclarableField> = {
  readonly value: NonNullable<StudentRecord[F]> | null;
  readonly input: RuleInput;
};

/** The registry's value; only where it has none, what the student declares. */
function known<F extends DeclarableField>(input: EligibilityInput, name: F): Known<F> {
  const registered = input.record[name] ?? null;
  const declared = input.declarations[name] ?? null;
  const source: InputSource = registered === null && declared !== null ? 'declared' : 'registry';
  const value = registered ?? declared;
  return { value, input: { name, value, source } };
}

const terms: Rule = (input) => {
  const { level } = input.record;
  const levelInput: RuleInput = { name: 'level', value: level, source: 'registry' };
  const required = requiredTerms[level];
  if (required === null) return find('exempt', 'termsNotAsked', null, [levelInput]);
  const passed = known(input, 'termsPassed');
  const inputs: RuleInput[] = [
    levelInput,
    passed.input,
    { name: 'requiredTerms', value: required, source: 'setting' },
  ];
  if (passed.value === null) return find('undeclared', 'termsUnknown', 'declare', inputs);
  if (passed.value >= required) return find('pass', 'termsEnough', null, inputs);
  return find('fail', 'termsTooFew', 'passATerm', inputs);
};

const byUniversity: Readonly<Record<UniversityKind, Omit<Finding, 'inputs'>>> = {
  state: { verdict: 'pass', reason: 'universityState', remedy: null },
  azad: { verdict: 'fail', reason: 'universityAzad', remedy: 'askAzadOffice' },
  medical: { verdict: 'fail', reason: 'universityMedical', remedy: 'askMinistryOfHealth' },
};

const university: Rule = (input) => {
  const { kind } = input.university;
  return {
    ...byUniversity[kind],
    inputs: [{ name: 'universityKind', value: kind, source: 'system' }],
  };
};

/** Which average of a record each basis takes. */
export const averageFields = {
  lastTerm: 'lastTermAverage',
  cumulative: 'cumulativeAverage',
} as const satisfies Readonly<Record<AverageBasis, DeclarableField>>;

const averageRule: Rule = (input) => {
  const { level } = input.record;
  const basis = input.settings.averageBasis;
  const reached = known(input, averageFields[basis]);
  const inputs: RuleInput[] = [
    { name: 'level', value: level, source: 'registry' },
    { name: 'averageBasis', value: basis, source: 'setting' },
    reached.input,
    { name: 'requiredAverage', value: requiredAverage[level], source: 'setting' },
  ];
  if (reached.value !== null) {
    if (reached.value >= requiredAverage[level]) return find('pass', 'averageEnough', null, inputs);
    return find('fail', 'averageTooLow', 'raiseAverage', inputs);
  }
  // Who has passed no term cannot have an average; whether a term is asked is the terms rule's.
  const passed = known(input, 'termsPassed');
  const all = [...inputs, passed.input];
  if (passed.value === 0) return find('exempt', 'averageNotYet', null, all);
  return find('undeclared', 'averageUnknown', 'declare', all);
};

const international: Rule = (input) => {
  const { studentType } = input.record;
  const typeInput: RuleInput = { name: 'studentType', value: studentType, source: 'registry' };
  if (studentType === 'domestic') return find('exempt', 'domesticStudent', null, [typeInput]);
  const born = known(input, 'bornInIran');
  const parent = known(input, 'parentIranian');
  const inputs = [typeInput, born.input, parent.input];
  if (born.value === true) return find('pass', 'bornInIran', null, inputs);
  if (parent.value === true) return find('pass', 'parentIranian', null, inputs);
  if (born.value === null || parent.value === null) {
    return find('undeclared', 'originUnknown', 'declare', inputs);
  }
  return byDeputy(input.internationalApproval, inputs);
};

function byDeputy(
  approval: EligibilityInput['internationalApproval'],
  origin: readonly RuleInput[],
): Finding {
  const inputs: RuleInput[] = [
    ...origin,
    { name: 'internationalApproval', value: approval, source: 'system' },
  ];
  if (approval === 'granted') return find('pass', 'internationalAllowed', null, inputs);
  if (approval === 'refused') return find('fail', 'internationalRefused', 'appealToDeputy', inputs);
  return find('needsApproval', 'internationalToDecide', 'awaitInternationalDeputy', inputs);
}

const oneUnit: Rule = (input) => {
  const value = input.otherLivePlacements;
  const inputs: RuleInput[] = [{ name: 'otherLivePlacements', value, source: 'system' }];
  if (value === 0) return find('pass', 'noOtherPlacement', null, inputs);
  return find('fail', 'placedElsewhere', 'endOtherPlacement', inputs);
};

const discipline: Rule = (input) => {
  const convictions = known(input, 'disciplinaryConvictions');
  const inputs = [convictions.input];
  if (convictions.value === null)
    return find('undeclared', 'convictionsUnknown', 'declare', inputs);
  if (convictions.value === 0) return find('pass', 'noConviction', null, inputs);
  return find('fail', 'convicted', 'askDeputyToAllow', inputs);
};

const probation: Rule = (input) => {
  const spent = known(input, 'probationTerms');
  const inputs: RuleInput[] = [
    spent.input,
    { name: 'allowedProbationTerms', value: allowedProbationTerms, source: 'setting' },
  ];
  if (spent.value === null) return find('undeclared', 'probationUnknown', 'declare', inputs);
  if (spent.value <= allowedProbationTerms) return find('pass', 'probationFew', null, inputs);
  return find('fail', 'probationMany', 'askDeputyToAllow', inputs);
};

const need: Rule = (input) => {
  const { gender } = input.record;
  const value = input.openingsWithSeats[gender];
  const inputs: RuleInput[] = [
    { name: 'gender', value: gender, source: 'registry' },
    { name: 'openingsWithSeats', value, source: 'system' },
  ];
  if (value > 0) return find('pass', 'openingExists', null, inputs);
  return find('fail', 'noOpening', 'awaitOpening', inputs);
};

const rules: Readonly<Record<RuleId, Rule>> = {
  terms,
  university,
  average: averageRule,
  international,
  oneUnit,
  discipline,
  probation,
  need,
};

/** Whether the student-affairs deputy may allow what this rule refuses. */
export function isOverridable(ruleId: RuleId): boolean {
  return overridableRules.some((overridable) => overridable === ruleId);
}

/** A failed rule that the deputy allows is passed, with the deputy's leave beside its own reason. */
function withOverride(ruleId: RuleId, finding: Finding, overrides: readonly Override[]): Verdict {
  const override = overrides.find((allowed) => allowed.ruleId === ruleId) ?? null;
  if (override === null || finding.verdict !== 'fail' || !isOverridable(ruleId)) {
    return { ruleId, ...finding, override: null };
  }
  return { ruleId, ...finding, verdict: 'pass', remedy: null, override };
}

/** A failed or undeclared rule outweighs a missing approval, for it has to be mended first. */
export function outcomeOf(verdicts: readonly Pick<Verdict, 'verdict'>[]): Outcome {
  const kinds = new Set(verdicts.map(({ verdict }) => verdict));
  if (kinds.has('fail') || kinds.has('undeclared')) return 'ineligible';
  return kinds.has('needsApproval') ? 'needsApproval' : 'eligible';
}

/** What counts of declarations: the registry's word is never replaced. */
export function standingIn(
  record: Partial<Pick<StudentRecord, DeclarableField>>,
  declarations: Declarations,
): Declarations {
  return Object.fromEntries(
    declarableFields
      .filter((field) => (record[field] ?? null) === null && (declarations[field] ?? null) !== null)
      .map((field) => [field, declarations[field]]),
  );
}

/**
 * What a rule wants to know and nobody has said, in the order in which it is best asked: it has to
 * be declared before the request is sent.
 */
export function undeclared({ verdicts }: Pick<Evaluation, 'verdicts'>): DeclarableField[] {
  const asked = verdicts
    .filter(({ verdict }) => verdict === 'undeclared')
    .flatMap(({ inputs }) => inputs.filter(({ value }) => value === null).map(({ name }) => name));
  return declarableFields.filter((field) => asked.includes(field));
}

/** All rules, in the order of `ruleIds`, whatever the first of them say. */
export function evaluate(input: EligibilityInput): Evaluation {
  const verdicts = ruleIds.map((ruleId) =>
    withOverride(ruleId, rules[ruleId](input), input.overrides),
  );
  return {
    version: ruleSetVersion,
    evaluatedAt: input.now.toISOString(),
    term: input.term,
    verdicts,
    outcome: outcomeOf(verdicts),
  };
}
