import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accountStates } from '../../core/accounts/types.ts';
import { topics } from '../../core/announcements/types.ts';
import { applicationStates, priorityClasses } from '../../core/applications/types.ts';
import { bankAccountStates } from '../../core/bank/types.ts';
import { codeChannels, codePurposes } from '../../core/codes/types.ts';
import { identityKinds } from '../../core/identity/types.ts';
import { openingStates, workTypes } from '../../core/openings/types.ts';
import { payLineStates, payRunStates } from '../../core/pay/types.ts';
import { orderDates, orderMethods, orderNamespaces } from '../../core/payers/types.ts';
import { hoursStates, placementStates } from '../../core/placements/types.ts';
import { genders, levels, studentTypes } from '../../core/registry/types.ts';
import { staffRoles, workItemKinds } from '../../core/staff/types.ts';
import { ticketStates, ticketTopics } from '../../core/support/types.ts';
import { windowKinds } from '../../core/terms/types.ts';
import { universityKinds } from '../../core/universities/types.ts';

const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');

function members(name: string): string[] {
  const body = new RegExp(`^enum ${name} \\{([^}]*)\\}`, 'm').exec(schema)?.[1] ?? '';
  return (body.replace(/\/\/.*$/gm, '').match(/\w+/g) ?? []).sort();
}

const unions: Readonly<Record<string, readonly string[]>> = {
  AccountState: accountStates,
  ApplicationState: applicationStates,
  BankAccountState: bankAccountStates,
  CodeChannel: codeChannels,
  CodePurpose: codePurposes,
  Gender: genders,
  HoursState: hoursStates,
  IdentityKind: identityKinds,
  Level: levels,
  OpeningState: openingStates,
  OrderDates: orderDates,
  OrderMethod: orderMethods,
  OrderNamespace: orderNamespaces,
  PayLineState: payLineStates,
  PayRunState: payRunStates,
  PlacementState: placementStates,
  PriorityClass: priorityClasses,
  StaffRole: staffRoles,
  StudentType: studentTypes,
  Topic: topics,
  TicketState: ticketStates,
  TicketTopic: ticketTopics,
  UniversityKind: universityKinds,
  WindowKind: windowKinds,
  WorkItemKind: workItemKinds,
  WorkType: workTypes,
};

test.each(Object.entries(unions))('%s has the same members in the database', (name, union) => {
  expect(members(name)).toEqual([...union].sort());
});
