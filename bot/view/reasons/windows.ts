import type { StaffRole } from '../../../core/staff/types.ts';
import type { ExtendRefusal } from '../../../core/terms/commands/extend-window.ts';
import type { createTerm, OpenWindowsRefusal } from '../../../core/terms/commands/open-windows.ts';
import type { WindowDatesRefusal } from '../../../core/terms/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../format.ts';
import type { Words } from '../language.ts';

type TermRefusal = Extract<Awaited<ReturnType<typeof createTerm>>, { ok: false }>;

const dateTexts = {
  endsBeforeStart: 'setup.windows.endsBeforeStart',
  alreadyOver: 'setup.windows.alreadyOver',
  notLater: 'setup.windows.notLater',
} as const satisfies Record<WindowDatesRefusal['reason'], string>;

/** Why a term does not open: which window, or whom it lacks and where to name them. */
export function explainOpenWindows(
  { words }: Turn,
  refusal: OpenWindowsRefusal | TermRefusal,
): string {
  const { html, plain } = words;
  if (refusal.reason === 'rolesVacant') {
    return html('setup.windows.rolesVacant', { roles: listRoles(refusal, words) });
  }
  if (refusal.reason === 'wrongDates') {
    const window = plain(`terms.windowKinds.${refusal.kind}`);
    return html('setup.windows.wrongDates', { window, why: plain(dateTexts[refusal.why.reason]) });
  }
  const texts = {
    notAllowed: 'errors.notAllowed',
    ownCase: 'staff.ownCase',
    samePerson: 'staff.samePerson',
    unknownTerm: 'setup.windows.termUnknown',
    wrongYear: 'setup.windows.termUnknown',
    alreadySet: 'setup.windows.alreadySet',
  } as const satisfies Record<
    Exclude<(OpenWindowsRefusal | TermRefusal)['reason'], 'rolesVacant' | 'wrongDates'>,
    string
  >;
  return html(texts[refusal.reason]);
}

const listRoles = ({ roles }: { readonly roles: readonly StaffRole[] }, words: Words): string =>
  formatList(
    roles.map((role) => words.plain(`terms.roles.${role}`)),
    words.language,
  );

/** Why a window is not extended. */
export function explainExtension({ words }: Turn, refusal: ExtendRefusal): string {
  if (refusal.reason === 'rolesVacant') {
    return words.html('setup.extend.rolesVacant', { roles: listRoles(refusal, words) });
  }
  const texts = {
    ...dateTexts,
    notAllowed: 'errors.notAllowed',
    ownCase: 'staff.ownCase',
    samePerson: 'staff.samePerson',
    notFound: 'setup.extend.notFound',
    noReason: 'review.noReason',
    movedMeanwhile: 'setup.extend.movedMeanwhile',
  } as const satisfies Record<Exclude<ExtendRefusal['reason'], 'rolesVacant'>, string>;
  return words.html(texts[refusal.reason]);
}
