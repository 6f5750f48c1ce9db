import type { Gender, StudentRecord } from '../registry/types.ts';
import type { Term } from '../terms/types.ts';
import type { UniversityKind } from '../universities/types.ts';

export const ruleIds = [
  'terms',
  'university',
  'average',
  'international',
  'oneUnit',
  'discipline',
  'probation',
  'need',
] as const;
export type RuleId = (typeof ruleIds)[number];

/**
 * The rules whose failure the student-affairs deputy may allow. Not the others: the university's
 * authority and the international approval are somebody else's, and neither a second live placement
 * nor a seat that does not exist can be allowed by anybody.
 */
export const overridableRules = [
  'terms',
  'average',
  'discipline',
  'probation',
] as const satisfies readonly RuleId[];
export type OverridableRule = (typeof overridableRules)[number];

/** `undeclared`: neither the registry nor the student has given the value that the rule needs. */
export const verdictKinds = ['pass', 'fail', 'needsApproval', 'exempt', 'undeclared'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

export const outcomes = ['eligible', 'ineligible', 'needsApproval'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a rule came out as it did. */
export const verdictReasons = [
  'termsEnough',
  'termsTooFew',
  'termsNotAsked',
  'termsUnknown',
  'universityState',
  'universityAzad',
  'universityMedical',
  'averageEnough',
  'averageTooLow',
  'averageNotYet',
  'averageUnknown',
  'domesticStudent',
  'bornInIran',
  'parentIranian',
  'internationalAllowed',
  'internationalRefused',
  'internationalToDecide',
  'originUnknown',
  'noOtherPlacement',
  'placedElsewhere',
  'noConviction',
  'convicted',
  'convictionsUnknown',
  'probationFew',
  'probationMany',
  'probationUnknown',
  'openingExists',
  'noOpening',
] as const;
export type VerdictReason = (typeof verdictReasons)[number];

/** What the student can do about a verdict that is not a pass. */
export const remedies = [
  'passATerm',
  'askAzadOffice',
  'askMinistryOfHealth',
  'raiseAverage',
  'awaitInternationalDeputy',
  'appealToDeputy',
  'askDeputyToAllow',
  'endOtherPlacement',
  'awaitOpening',
  'declare',
] as const;
export type Remedy = (typeof remedies)[number];

export const inputSources = ['registry', 'declared', 'system', 'setting'] as const;
export type InputSource = (typeof inputSources)[number];

export const inputNames = [
  'level',
  'termsPassed',
  'requiredTerms',
  'universityKind',
  'averageBasis',
  'lastTermAverage',
  'cumulativeAverage',
  'requiredAverage',
  'studentType',
  'bornInIran',
  'parentIranian',
  'internationalApproval',
  'otherLivePlacements',
  'disciplinaryConvictions',
  'probationTerms',
  'allowedProbationTerms',
  'gender',
  'openingsWithSeats',
] as const;
export type InputName = (typeof inputNames)[number];

/** One value that a rule looked at, as JSON. Averages are in hundredths; null is "not known". */
export type RuleInput = {
  readonly name: InputName;
  readonly value: string | number | boolean | null;
  readonly source: InputSource;
};

/** The deputy's leave to pass a failed rule; `by` is the deputy's staff id. */
export type Override = {
  readonly ruleId: OverridableRule;
  readonly by: number;
  readonly reason: string;
};

/** `remedy` is null and nothing is asked of the student where the rule is passed or exempt. */
export type Verdict = {
  readonly ruleId: RuleId;
  readonly verdict: VerdictKind;
  readonly inputs: readonly RuleInput[];
  readonly reason: VerdictReason;
  readonly remedy: Remedy | null;
  /** Set only where it turned a fail into this pass; `reason` still says why the rule had failed. */
  readonly override: Override | null;
};

/** All of it is JSON, to be stored with the application; `evaluatedAt` is an ISO 8601 instant. */
export type Evaluation = {
  readonly version: string;
  readonly evaluatedAt: string;
  readonly term: Term;
  readonly verdicts: readonly Verdict[];
  readonly outcome: Outcome;
};

export const averageBases = ['lastTerm', 'cumulative'] as const;
export type AverageBasis = (typeof averageBases)[number];

export type EligibilitySettings = { readonly averageBasis: AverageBasis };

/** The values that a student may declare where the registry has none. */
export const declarableFields = [
  'termsPassed',
  'lastTermAverage',
  'cumulativeAverage',
  'probationTerms',
  'disciplinaryConvictions',
  'bornInIran',
  'parentIranian',
] as const satisfies readonly (keyof StudentRecord & InputName)[];
export type DeclarableField = (typeof declarableFields)[number];
export type Declarations = { readonly [F in DeclarableField]?: StudentRecord[F] | undefined };

export const internationalApprovals = ['granted', 'refused'] as const;
export type InternationalApproval = (typeof internationalApprovals)[number];

export type EligibilityInput = {
  readonly record: Pick<StudentRecord, 'level' | 'gender' | 'studentType' | DeclarableField>;
  readonly university: { readonly kind: UniversityKind };
  readonly declarations: Declarations;
  readonly term: Term;
  /** Approved openings of the own university in the term with seats for that gender, full or not. */
  readonly openingsWithSeats: Readonly<Record<Gender, number>>;
  /** Live placements at any university, other than the one that this application has led to. */
  readonly otherLivePlacements: number;
  /** The international deputy's decision; null while there is none. */
  readonly internationalApproval: InternationalApproval | null;
  readonly overrides: readonly Override[];
  readonly settings: EligibilitySettings;
  readonly now: Date;
};
