/**
 * The words by which universities' sheets name columns and values, beside our own. They are read and
 * never shown, so they are data and no text of the product.
 */
export const sheetWords = {
  headings: {
    identityNumber: ['identity number', 'national id', 'کد ملی', 'شماره ملی', 'شماره شناسایی'],
    firstName: ['first name', 'نام'],
    lastName: ['last name', 'surname', 'نام خانوادگی'],
    gender: ['sex', 'جنسیت', 'جنس'],
    birthDate: ['birth date', 'تاریخ تولد'],
    university: ['university code', 'دانشگاه', 'کد دانشگاه'],
    studentNumber: ['student number', 'شماره دانشجویی'],
    level: ['degree level', 'مقطع', 'مقطع تحصیلی'],
    field: ['field of study', 'رشته', 'رشته تحصیلی'],
    startDate: ['start date', 'تاریخ شروع', 'تاریخ شروع به تحصیل'],
    studentType: ['student type', 'نوع دانشجو'],
    lastTermAverage: ['last term average', 'معدل ترم قبل', 'معدل آخرین نیمسال', 'معدل نیمسال قبل'],
    cumulativeAverage: ['cumulative average', 'معدل کل'],
    termsPassed: ['terms passed', 'نیمسال‌های گذرانده', 'تعداد ترم گذرانده'],
    probationTerms: ['probation terms', 'نیمسال‌های مشروطی', 'تعداد ترم مشروطی'],
    disciplinaryConvictions: ['disciplinary convictions', 'محکومیت انضباطی', 'احکام انضباطی'],
    bornInIran: ['born in iran', 'متولد ایران'],
    parentIranian: ['a parent iranian', 'پدر یا مادر ایرانی', 'والد ایرانی'],
    married: ['متأهل', 'وضعیت تأهل'],
    children: ['number of children', 'فرزند', 'تعداد فرزند'],
  },
  gender: {
    female: ['زن', 'خانم', 'مؤنث', 'خواهر', 'f', 'woman'],
    male: ['مرد', 'آقا', 'مذکر', 'برادر', 'm', 'man'],
  },
  level: {
    associate: ['کاردانی', 'فوق دیپلم'],
    bachelorContinuous: ['کارشناسی', 'کارشناسی پیوسته', 'bachelor', 'bachelor continuous'],
    bachelorDiscontinuous: ['کارشناسی ناپیوسته', 'bachelor discontinuous'],
    masterIntegrated: ['کارشناسی ارشد پیوسته', 'master integrated'],
    master: ['کارشناسی ارشد', 'کارشناسی ارشد ناپیوسته', 'ارشد'],
    professionalDoctorate: ['دکتری حرفه‌ای', 'دکترای حرفه‌ای', 'professional doctorate'],
    phd: ['دکتری', 'دکتری تخصصی', 'دکترای تخصصی', 'ph.d.', 'doctorate'],
  },
  studentType: {
    domestic: ['داخلی', 'ایرانی', 'iranian'],
    international: ['بین‌الملل', 'بین المللی', 'غیرایرانی', 'خارجی', 'foreign', 'non-iranian'],
  },
  everyField: ['همهٔ رشته‌ها', 'کلیهٔ رشته‌ها', 'تمام رشته‌ها', 'all fields', 'any field'],
  answers: {
    yes: ['بله', 'بلی', 'آری', 'دارد', 'هست', 'true', '1', 'y'],
    no: ['خیر', 'نه', 'ندارد', 'نیست', 'false', '0', 'n'],
  },
} as const;
