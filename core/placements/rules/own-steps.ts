import { answerDue, movePlacement } from '../rules.ts';
import type { HoursEntry, PlacementState } from '../types.ts';

/**
 * What a student may do with an own placement.
 * - `decline`: within the days after being told; `withdraw`: end it later.
 * - `confirm`, `object`: the hours that wait; `takeBack`: confirm what was objected to.
 */
export const ownSteps = ['confirm', 'object', 'takeBack', 'decline', 'withdraw'] as const;
export type OwnStep = (typeof ownSteps)[number];

type Standing = {
  readonly state: PlacementState;
  readonly answerDueAt: Date | null;
  readonly entries: readonly (HoursEntry & { readonly objectionDueAt: Date })[];
};

/** The steps that are open now, so that no other button is shown. */
export function ownStepsNow({ state, answerDueAt, entries }: Standing, now: Date): OwnStep[] {
  const may = (event: Parameters<typeof movePlacement>[0]) =>
    movePlacement(event, state) !== undefined;
  const due = answerDue(entries);
  const isObjected = entries.some((entry) => entry.state === 'objected');
  const mayDecline = may('turnDown') && (answerDueAt === null || answerDueAt >= now);
  const open: Readonly<Record<OwnStep, boolean>> = {
    confirm: may('confirm') && due !== null,
    object: may('object') && due !== null && due >= now,
    takeBack: may('confirm') && due === null && isObjected,
    decline: mayDecline,
    withdraw: may('withdraw') && !mayDecline,
  };
  return ownSteps.filter((step) => open[step]);
}
