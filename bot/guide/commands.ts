import { type Action, can } from '../../core/staff/rules.ts';
import type { Person, StaffRole } from '../../core/staff/types.ts';
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
  term: ['createTerm'],
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

const placeOf = ({ universityId, unitId }: Person['holdings'][number]) => ({
  universityId,
  unitId,
});
