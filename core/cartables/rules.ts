import { createHash, createHmac } from 'node:crypto';
import { parseFida, parseNationalId } from '../identity/rules.ts';
import type { FidaRefusal, Identity, NationalIdRefusal } from '../identity/types.ts';
import { ok, type Result } from '../result.ts';
import type { Action } from '../staff/rules.ts';
import type { Process, StaffRole } from '../staff/types.ts';
import { compact } from '../text.ts';
import type { Random } from '../work.ts';
import type { CartablePlace } from './types.ts';

const reach: Readonly<Record<StaffRole, 'unit' | 'university' | 'country'>> = {
  unitOfficer: 'unit',
  expert: 'university',
  studentDeputy: 'university',
  internationalDeputy: 'university',
  finance: 'university',
  organisation: 'country',
  administrator: 'country',
};

/** Whether a cartable's place is as wide as its role. */
export function fits({ role, universityId, unitId }: CartablePlace): boolean {
  return (
    (universityId !== null) === (reach[role] !== 'country') &&
    (unitId !== null) === (reach[role] === 'unit')
  );
}

/** What has to be allowed to whoever gives out a role's cartables, and to whoever takes them away. */
export const grantAction = (role: StaffRole): Action =>
  reach[role] === 'country' ? 'grantCountryCartable' : 'grantCartable';
export const takeAction = (role: StaffRole): Action =>
  reach[role] === 'country' ? 'takeCountryCartable' : 'takeCartable';

/** What each role's cartables are for. */
export const processesOf: Readonly<Record<StaffRole, readonly Process[]>> = {
  unitOfficer: ['placement'],
  expert: ['application', 'registration'],
  studentDeputy: ['application'],
  internationalDeputy: ['specialCases'],
  finance: ['pay'],
  organisation: ['registration'],
  administrator: ['registration'],
};

/** Roles by how wide they are. */
export const rolesOf = (wide: 'unit' | 'university' | 'country'): StaffRole[] =>
  (Object.keys(reach) as StaffRole[]).filter((role) => reach[role] === wide);

/** Twelve digits are a FIDA code; whatever else is typed is taken for a national ID. */
export function parseOfficerIdentity(
  text: string,
): Result<{ readonly value: Identity }, NationalIdRefusal | FidaRefusal> {
  const kind = compact(text).length === 12 ? 'fida' : 'nationalId';
  const parsed = kind === 'fida' ? parseFida(text) : parseNationalId(text);
  return parsed.ok ? ok({ value: { kind, country: 'IR', value: parsed.value } }) : parsed;
}

/** Wrong secrets of a chat before it has to wait, and for how long. */
export const guessLimits = { wrong: 5, blockedMs: 60 * 60_000 } as const;

/** Without letters and digits that are taken for each other. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const claimLength = 16;

export const claimHours = 24;

/** The code of the first administrator: 79 bits, so that nobody finds it by trying. */
export function newClaimCode(random: Random): string {
  return Array.from({ length: claimLength }, () => alphabet[random.int(alphabet.length)]).join('');
}

/** In fours, as it is printed. */
export const displayClaimCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1-');

/** How long the link of an invitation works. */
export const invitationDays = 7;

/**
 * The token of an invitation's link, from the installation's secret and the invitation's id: as with
 * one-time codes, nothing that is stored gives it away, and it can be shown again.
 */
export const invitationToken = (secret: Uint8Array, invitationId: string): string =>
  createHmac('sha256', secret)
    .update(`invitation ${invitationId}`)
    .digest('base64url')
    .slice(0, 24);

/** What is kept of a secret that is long enough not to be found by trying. */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');
