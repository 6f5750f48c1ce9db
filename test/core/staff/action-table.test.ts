import { expect, test } from 'vitest';
import { type Action, can, type Subject } from '../../../core/staff/rules.ts';
import type { Actor, Holding, Person, StaffRole } from '../../../core/staff/types.ts';

/** The roles that may, as section 11 of the product has it, written by hand beside the rules. */
type May = { readonly roles: readonly StaffRole[]; readonly system?: true };

const organisers = ['organisation', 'administrator'] as const;

/** A new action does not compile without its row here. */
const table: Readonly<Record<Action, May>> = {
  decideProfile: { roles: ['expert'] },
  reviewApplication: { roles: ['expert'] },
  decideInternational: { roles: ['internationalDeputy'] },
  decideAppeal: { roles: ['studentDeputy'] },
  overrideRule: { roles: ['studentDeputy'] },
  importRegistry: { roles: ['expert', 'administrator'], system: true },
  findStudent: { roles: ['unitOfficer', 'expert', 'studentDeputy', 'internationalDeputy'] },
  createUniversity: { roles: organisers, system: true },
  changeUniversity: { roles: ['expert', ...organisers], system: true },
  changeSettings: { roles: ['studentDeputy', ...organisers] },
  createTerm: { roles: ['expert', 'studentDeputy', ...organisers], system: true },
  changeHolidays: { roles: organisers, system: true },
  openWindows: { roles: ['expert', 'studentDeputy', 'organisation'], system: true },
  remindOthers: { roles: ['expert', 'studentDeputy'] },
  describeUnit: { roles: ['unitOfficer', 'expert'] },
  declareOpening: { roles: ['unitOfficer'] },
  decideOpening: { roles: ['expert'] },
  importOpenings: { roles: ['expert'], system: true },
  requestPlacement: { roles: ['unitOfficer'] },
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
  setRate: { roles: organisers, system: true },
  setPayer: { roles: ['finance'] },
  draftPayRun: { roles: ['finance'] },
  approvePayRun: { roles: ['finance', 'studentDeputy'] },
  exportPayRun: { roles: ['finance'] },
  importResults: { roles: ['finance'] },
  releasePayLine: { roles: ['finance'] },
  correctResult: { roles: ['finance'] },
  requestCartable: { roles: ['expert', 'studentDeputy'] },
  decideCartable: { roles: organisers },
  grantCartable: { roles: organisers, system: true },
  grantCountryCartable: { roles: ['administrator'], system: true },
  takeCartable: { roles: ['studentDeputy', ...organisers] },
  takeCountryCartable: { roles: ['administrator'] },
  resendMessages: { roles: ['administrator'] },
  announce: { roles: ['expert', 'studentDeputy', ...organisers] },
  answerRulesTicket: { roles: ['expert', 'studentDeputy', ...organisers] },
  answerTechnicalTicket: { roles: organisers },
  readStatistics: { roles: ['expert', 'studentDeputy', 'finance', ...organisers] },
  readAudit: { roles: ['expert', 'studentDeputy', ...organisers] },
  verifyAudit: { roles: ['administrator'], system: true },
};

const own = { universityId: 7, unitId: 3 };
const roles: Readonly<Record<StaffRole, 'unit' | 'university' | 'country'>> = {
  unitOfficer: 'unit',
  expert: 'university',
  studentDeputy: 'university',
  internationalDeputy: 'university',
  finance: 'university',
  organisation: 'country',
  administrator: 'country',
};

/** What somebody with a role at the own place may be asked to act on, and whether it is in reach. */
const subjects: Readonly<
  Record<string, { readonly of: Subject; readonly reached: readonly string[] }>
> = {
  'the own unit': { of: own, reached: ['unit', 'university', 'country'] },
  'another unit': { of: { ...own, unitId: 4 }, reached: ['university', 'country'] },
  'the whole university': { of: { universityId: 7 }, reached: ['university', 'country'] },
  'another university': { of: { universityId: 8, unitId: 3 }, reached: ['country'] },
  'the country': { of: {}, reached: ['country'] },
};

function holder(role: StaffRole, behalfOfId?: number): Person {
  const wide = roles[role];
  const holding: Holding = {
    cartableId: 1,
    role,
    process: 'application',
    universityId: wide === 'country' ? null : own.universityId,
    unitId: wide === 'unit' ? own.unitId : null,
    ...(behalfOfId !== undefined && { behalfOfId }),
  };
  return { kind: 'person', accountId: 5, chatId: 5n, holdings: [holding] };
}

const answer = (actor: Actor, action: Action, subject: Subject): string => {
  const result = can(actor, action, subject);
  return result.ok ? 'yes' : result.reason;
};

test.each(Object.entries(table) as [Action, May][])('%s', (action, may) => {
  for (const role of Object.keys(roles) as StaffRole[]) {
    for (const [name, { of, reached }] of Object.entries(subjects)) {
      const said = `${role}, ${name}`;
      const allowed = may.roles.includes(role) && reached.includes(roles[role]);
      const no = allowed ? undefined : 'notAllowed';
      expect(answer(holder(role), action, of), said).toBe(no ?? 'yes');
      const mine = { ...of, ownerId: 5 };
      expect(answer(holder(role), action, mine), `${said}, own case`).toBe(no ?? 'ownCase');
      expect(answer(holder(role, 6), action, mine), `${said}, own case for another`).toBe(
        no ?? 'ownCase',
      );
      const after = { ...of, firstPersonIds: [5] };
      expect(answer(holder(role), action, after), `${said}, second`).toBe(no ?? 'samePerson');
      expect(
        answer(holder(role, 6), action, { ...of, firstPersonIds: [6] }),
        `${said}, second for the first`,
      ).toBe(no ?? 'samePerson');
      const nameless = { ...holder(role), accountId: null };
      expect(answer(nameless, action, of), `${said}, no account`).toBe('notAllowed');
    }
  }
  const nobody: Person = { kind: 'person', accountId: 5, chatId: 5n, holdings: [] };
  expect(answer(nobody, action, own)).toBe('notAllowed');
  expect(answer({ kind: 'system' }, action, own)).toBe(may.system ? 'yes' : 'notAllowed');
});
