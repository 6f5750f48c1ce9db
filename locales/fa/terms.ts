/** The words of the domain, as they stand on the screen. */
export const terms = {
  levels: {
    associate: 'کاردانی',
    bachelorContinuous: 'کارشناسی پیوسته',
    bachelorDiscontinuous: 'کارشناسی ناپیوسته',
    masterIntegrated: 'کارشناسی ارشد پیوسته',
    master: 'کارشناسی ارشد ناپیوسته',
    professionalDoctorate: 'دکتری حرفه‌ای',
    phd: 'دکتری تخصصی',
  },
  genders: { female: 'زن', male: 'مرد' },
  studentTypes: { domestic: 'داخلی', international: 'بین‌الملل' },
  identityKinds: { nationalId: 'کد ملی', fida: 'کد فراگیر', passport: 'گذرنامه' },
} as const;
