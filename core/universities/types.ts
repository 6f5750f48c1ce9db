/**
 * Who answers for a university's students: `state`, the Organisation of Student Affairs; `azad`, the
 * central office of Islamic Azad; `medical`, the Ministry of Health.
 */
export const universityKinds = ['state', 'azad', 'medical'] as const;
export type UniversityKind = (typeof universityKinds)[number];

/** To who asked for a university that had not started. */
export type UniversityNotice = {
  readonly name: 'universityStarted';
  readonly university: { readonly fa: string; readonly en: string };
};

/** Characters of a unit's directions: it stands in messages beside other things. */
export const longestDirections = 300;
