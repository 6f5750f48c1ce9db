/**
 * Who answers for a university's students: the Organisation of Student Affairs, the central office
 * of Islamic Azad, or the Ministry of Health for the medical sciences.
 */
export const universityKinds = ['organisation', 'islamicAzad', 'medicalSciences'] as const;
export type UniversityKind = (typeof universityKinds)[number];
