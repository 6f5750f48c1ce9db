import { type Ok, ok, type Refusal, refuse } from '../result.ts';
import type { Actor, Holding, Person, StaffRole, WorkItem } from './types.ts';

/** Everything that an officer may ask for. */
export type Action = keyof typeof permissions;

/**
 * What is acted on. A university or unit that is null or left out is one that the subject does not
 * have: only roles of the whole country, or of the whole university, reach it.
 */
export type Subject = {
  readonly universityId?: number | null;
  readonly unitId?: number | null;
  /** Whose case it is: nobody decides on the own. */
  readonly ownerId?: number | null;
  /** Who took the step that a second person has to check. */
  readonly firstPersonIds?: readonly (number | null)[];
};

/** `notAllowed`: not by anything that is held; `ownCase`; `samePerson`: a second person is asked. */
export type CanRefusal = Refusal<'notAllowed' | 'ownCase' | 'samePerson'>;

/** `holding`: the cartable by which it is allowed; null for the system. */
export type Allowed = Ok<{ readonly holding: Holding | null }>;

type Rule = { readonly roles: readonly StaffRole[]; readonly system?: true };

/** Who may do what. `system`: deadlines, the first start and the command line may, too. */
const permissions = {
  decideProfile: { roles: ['expert'] },
  reviewApplication: { roles: ['expert'] },
  decideInternational: { roles: ['internationalDeputy'] },
  decideAppeal: { roles: ['studentDeputy'] },
  overrideRule: { roles: ['studentDeputy'] },
  importRegistry: { roles: ['expert', 'administrator'], system: true },
  findStudent: { roles: ['unitOfficer', 'expert', 'studentDeputy', 'internationalDeputy'] },

  createUniversity: { roles: ['organisation', 'administrator'], system: true },
  changeUniversity: { roles: ['organisation', 'administrator', 'expert'], system: true },
  // How requests are ranked and what is kept is not set by who decides on them.
  changeSettings: { roles: ['studentDeputy', 'organisation', 'administrator'] },
  createTerm: {
    roles: ['organisation', 'administrator', 'expert', 'studentDeputy'],
    system: true,
  },
  changeHolidays: { roles: ['organisation', 'administrator'], system: true },
  openWindows: { roles: ['expert', 'studentDeputy', 'organisation'], system: true },
  remindOthers: { roles: ['expert', 'studentDeputy'] },

  describeUnit: { roles: ['unitOfficer', 'expert'] },
  declareOpening: { roles: ['unitOfficer'] },
  decideOpening: { roles: ['expert'] },
  importOpenings: { roles: ['expert'], system: true },

  requestPlacement: { roles: ['unitOfficer'] },
  // The deputy is the third one, where an officer and the expert took the step before.
  decidePlacement: { roles: ['unitOfficer', 'expert', 'studentDeputy'] },
  reportHours: { roles: ['unitOfficer'] },
  settleObjection: { roles: ['expert', 'studentDeputy'] },
  finalisePlacement: { roles: ['unitOfficer', 'expert', 'studentDeputy'] },
  amendPlacement: { roles: ['unitOfficer'] },
  decideAmendment: { roles: ['unitOfficer', 'expert', 'studentDeputy'] },
  terminatePlacement: { roles: ['unitOfficer'] },
  correctPlacement: { roles: ['expert', 'studentDeputy'] },
  runDeadlines: { roles: [], system: true },

  decideBankAccount: { roles: ['expert', 'finance'] },
  setRate: { roles: ['organisation', 'administrator'], system: true },
  setPayer: { roles: ['finance'] },
  draftPayRun: { roles: ['finance'] },
  approvePayRun: { roles: ['finance', 'studentDeputy'] },
  exportPayRun: { roles: ['finance'] },
  importResults: { roles: ['finance'] },
  releasePayLine: { roles: ['finance'] },
  correctResult: { roles: ['finance'] },

  requestCartable: { roles: ['expert', 'studentDeputy'] },
  decideCartable: { roles: ['organisation', 'administrator'] },
  grantCartable: { roles: ['organisation', 'administrator'], system: true },
  grantCountryCartable: { roles: ['administrator'], system: true },
  takeCartable: { roles: ['studentDeputy', 'organisation', 'administrator'] },
  takeCountryCartable: { roles: ['administrator'] },
  resendMessages: { roles: ['administrator'] },
  announce: { roles: ['expert', 'studentDeputy', 'organisation', 'administrator'] },
  // Of these, whoever holds the role before which the ticket lies: see core/support/rules.ts.
  answerRulesTicket: { roles: ['expert', 'studentDeputy', 'organisation', 'administrator'] },
  answerTechnicalTicket: { roles: ['administrator', 'organisation'] },
  readStatistics: {
    roles: ['expert', 'studentDeputy', 'finance', 'organisation', 'administrator'],
  },
  // Who answers for a decision before students sees who took which step, and when.
  readAudit: { roles: ['expert', 'studentDeputy', 'organisation', 'administrator'] },
  verifyAudit: { roles: ['administrator'], system: true },
} as const satisfies Readonly<Record<string, Rule>>;

/** Whether a holding reaches a subject: null stands for all universities, or all units of one. */
export function covers(holding: Holding, { universityId = null, unitId = null }: Subject): boolean {
  if (holding.universityId !== null && holding.universityId !== universityId) return false;
  return holding.unitId === null || holding.unitId === unitId;
}

/**
 * Whether `actor` may do `action` to `subject`. A delegate who acts for the first person does not
 * count as the second one.
 */
export function can(actor: Actor, action: Action, subject: Subject): Allowed | CanRefusal {
  const rule: Rule = permissions[action];
  if (actor.kind === 'system') return rule.system ? ok({ holding: null }) : refuse('notAllowed');
  const { accountId } = actor;
  if (accountId === null) return refuse('notAllowed');
  const reaching = actor.holdings.filter(
    (holding) => rule.roles.includes(holding.role) && covers(holding, subject),
  );
  if (reaching.length === 0) return refuse('notAllowed');
  if (subject.ownerId === accountId) return refuse('ownCase');
  const holding = secondPersonBy(accountId, reaching, subject.firstPersonIds ?? []);
  return holding === undefined ? refuse('samePerson') : ok({ holding });
}

/** Who took a step, and for whom a delegate did: neither is a second person for it. */
export const firstPersons = (...ids: readonly (number | null | undefined)[]): number[] => [
  ...new Set(ids.flatMap((id) => id ?? [])),
];

/** By which of the holdings a person is a second one; undefined: by none of them. */
function secondPersonBy(
  accountId: number,
  holdings: readonly Holding[],
  firstPersonIds: readonly (number | null)[],
): Holding | undefined {
  if (firstPersonIds.includes(accountId)) return undefined;
  return holdings.find(({ behalfOfId }) => !firstPersonIds.includes(behalfOfId ?? accountId));
}

type Second = Pick<WorkItem, 'role' | 'universityId' | 'unitId' | 'firstPersonIds'>;

/** Whether what lies before a person waits for somebody else, as the person took the step before. */
export function waitsForSecond(
  { accountId, holdings }: Pick<Person, 'accountId' | 'holdings'>,
  item: Second,
): boolean {
  if (accountId === null || item.firstPersonIds.length === 0) return false;
  const reaching = holdings.filter(
    (holding) => holding.role === item.role && covers(holding, item),
  );
  return secondPersonBy(accountId, reaching, item.firstPersonIds) === undefined;
}

/** How the record names who acted: the person, and for whom a delegate did. */
export type Signature = { readonly actorId: number | null; readonly behalfOfId?: number };

export function signature(actor: Actor, holding: Holding | null = null): Signature {
  const actorId = actor.kind === 'person' ? actor.accountId : null;
  return holding?.behalfOfId === undefined
    ? { actorId }
    : { actorId, behalfOfId: holding.behalfOfId };
}

/** Working days that a step may take, where the university sets nothing else. */
export const dueDays = { fewest: 1, usual: 3, most: 15 } as const;
