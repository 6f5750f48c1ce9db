import { type Action, can } from '../../core/staff/rules.ts';
import { type Person, type StaffRole, staffRoles } from '../../core/staff/types.ts';
import type { Catalogue } from '../../locales/catalogue.ts';

export type OfficersCommand = keyof Catalogue['guide']['commands'];

/** What each command of officers is for; null: every officer has it. */
export const purposes: Readonly<Record<OfficersCommand, readonly Action[] | null>> = {
  inbox: null,
  find: ['findStudent'],
  review: ['reviewApplication', 'decideInternational', 'decideAppeal'],
  approve: ['reviewApplication'],
  reject: ['reviewApplication'],
  sendback: ['reviewApplication'],
  records: ['importRegistry'],
  account: ['decideBankAccount'],
  need: ['declareOpening'],
  openings: ['declareOpening', 'decideOpening'],
  request: ['requestPlacement'],
  hours: ['reportHours'],
  final: ['finalisePlacement'],
  payrun: ['draftPayRun', 'approvePayRun', 'setRate'],
  ticket: ['answerRulesTicket', 'answerTechnicalTicket'],
  contact: ['changeUniversity'],
  cartables: null,
  delegate: null,
  units: ['changeUniversity'],
  term: ['openWindows'],
  windows: ['openWindows'],
  stats: ['readStatistics'],
  announce: ['announce'],
  audit: ['readAudit'],
};

/** The commands that a person can use by the cartables of one role, as the rules stand. */
export function commandsOf(person: Person, role: StaffRole): OfficersCommand[] {
  const holdings = person.holdings.filter((holding) => holding.role === role);
  return (Object.keys(purposes) as OfficersCommand[]).filter(
    (command) =>
      purposes[command]?.some((action) =>
        holdings.some(
          (holding) => can({ ...person, holdings: [holding] }, action, placeOf(holding)).ok,
        ),
      ) ?? true,
  );
}

/** Whether a person can use a command by any cartable. */
export const mayUse = (person: Person, command: OfficersCommand): boolean =>
  person.holdings.some(({ role }) => commandsOf(person, role).includes(command));

export const isOfficersCommand = (command: string): command is OfficersCommand =>
  Object.hasOwn(purposes, command);

/** The roles whose cartables a command is for. */
export const rolesFor = (command: OfficersCommand): StaffRole[] =>
  staffRoles.filter((role) => mayUse(somebodyWith(role), command));

function somebodyWith(role: StaffRole): Person {
  const ofCountry = role === 'organisation' || role === 'administrator';
  const place = { universityId: ofCountry ? null : 1, unitId: role === 'unitOfficer' ? 1 : null };
  const holding = { ...place, cartableId: 1, role, process: 'placement' } as const;
  return { kind: 'person', accountId: 1, chatId: 1n, holdings: [holding] };
}

const placeOf = ({ universityId, unitId }: Person['holdings'][number]) => ({
  universityId,
  unitId,
});
