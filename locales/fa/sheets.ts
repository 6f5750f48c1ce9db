/** Files of rows: the registry's import, the bank's results. */
export const sheets = {
  empty: 'این فایل سطری ندارد. فایل را بررسی کنید و دوباره بفرستید.',
  unreadable: 'این فایل خوانده نشد. فایل Excel (پسوند xlsx) یا CSV بفرستید.',
  wrongEncoding:
    'نویسه‌های این فایل CSV خوانده نشد. آن را با رمزگذاری UTF-8 ذخیره کنید یا فایل Excel بفرستید.',
  tooLarge: 'این فایل بزرگ است؛ حداکثر {{limit}} مگابایت بفرستید.',
  tooManyRows: 'این فایل بیش از {{limit}} سطر دارد. آن را چند بخش کنید.',
  tooManyColumns: 'این فایل بیش از {{limit}} ستون دارد. ستون‌های اضافه را پاک کنید.',
  tooManyCells: 'این فایل بیش از {{limit}} خانه دارد. آن را چند بخش کنید.',
  cellTooLong: 'خانه‌ای بیش از {{limit}} نویسه دارد. آن را کوتاه کنید.',
  send: 'لطفاً فایل Excel (xlsx) یا CSV بفرستید.',
  recordsTitle: 'ورود پرونده‌های تحصیلی',
  recordsAsk:
    'فایل پرونده‌ها (Excel یا CSV) را بفرستید. سطر نخست نام ستون‌هاست: کد ملی، نام، نام خانوادگی، جنسیت، تاریخ تولد، شماره دانشجویی، مقطع، رشته، تاریخ شروع، نوع دانشجو؛ و اگر هست معدل نیمسال گذشته، معدل کل، نیمسال‌های گذرانده، نیمسال‌های مشروطی، محکومیت انضباطی، متولد ایران، والد ایرانی، متأهل، فرزندان.',
  recordsWritten_one: '{{count}} سطر ثبت شد.',
  recordsWritten_other: '{{count}} سطر ثبت شد.',
  recordsBad: '{{bad}} سطر ثبت نشد:\n{{lines}}',
  recordsMore: '… و {{more}} سطر دیگر.',
  recordsPadded: 'صفرهای افتادهٔ آغاز کد ملی در {{count}} سطر بازگردانده شد.',
  recordsLine: '• سطر {{line}}: {{problems}}',
  missingColumns: 'این ستون‌ها در فایل نیست: {{fields}}',
  notAllowed: 'ورود پرونده‌ها در اختیار کارشناس همیار است.',
  problem: {
    missing: '{{field}} خالی است',
    wrong: '{{field}} درست نیست',
    unknownUniversity: 'دانشگاه شناخته نشد',
    notAllowed: 'از دانشگاه شما نیست',
    twice: 'دو بار آمده است',
    studentNumberTaken: 'شمارهٔ دانشجویی از آن دیگری است',
  },
} as const;
