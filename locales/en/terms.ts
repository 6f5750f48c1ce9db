/** The words of the domain, as they stand on the screen. */
export const terms = {
  levels: {
    associate: 'Associate',
    bachelorContinuous: 'Bachelor (continuous)',
    bachelorDiscontinuous: 'Bachelor (discontinuous)',
    masterIntegrated: 'Master (integrated)',
    master: 'Master',
    professionalDoctorate: 'Professional doctorate',
    phd: 'PhD',
  },
  genders: { female: 'Female', male: 'Male' },
  studentTypes: { domestic: 'Domestic', international: 'International' },
  identityKinds: { nationalId: 'National ID', fida: 'FIDA code', passport: 'Passport' },
} as const;
