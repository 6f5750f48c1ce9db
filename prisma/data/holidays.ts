/**
 * Official holidays of Iran besides Thursday and Friday, by the Jalali calendar. Those of the solar
 * calendar are the same in every year. Those of the lunar calendar are fixed for one year at a time by
 * the official calendar: it is published in the autumn before, and later years are added by the
 * administrator at the chat.
 */
export const solarHolidays = {
  source: 'Calendar Act: the same in every year',
  years: { first: 1405, last: 1410 },
  days: [
    { month: 1, day: 1, fa: 'آغاز نوروز', en: 'Nowruz' },
    { month: 1, day: 2, fa: 'نوروز', en: 'Nowruz' },
    { month: 1, day: 3, fa: 'نوروز', en: 'Nowruz' },
    { month: 1, day: 4, fa: 'نوروز', en: 'Nowruz' },
    { month: 1, day: 12, fa: 'روز جمهوری اسلامی', en: 'Islamic Republic Day' },
    { month: 1, day: 13, fa: 'روز طبیعت', en: 'Nature Day' },
    { month: 3, day: 14, fa: 'رحلت امام خمینی', en: 'Death of Imam Khomeini' },
    { month: 3, day: 15, fa: 'قیام ۱۵ خرداد', en: 'Uprising of 15 Khordad' },
    { month: 11, day: 22, fa: 'پیروزی انقلاب اسلامی', en: 'Victory of the Revolution' },
    { month: 12, day: 29, fa: 'ملی شدن صنعت نفت', en: 'Nationalisation of oil' },
  ],
} as const;

/** As published for the year; of 25 days in all, six are Thursdays and three Fridays. */
export const lunarHolidays = [
  {
    year: 1405,
    source: 'Official calendar of 1405, Council of Public Culture, published 1404/08/08',
    days: [
      { month: 1, day: 1, fa: 'عید فطر', en: 'Eid al-Fitr' },
      { month: 1, day: 2, fa: 'تعطیل عید فطر', en: 'Eid al-Fitr, second day' },
      { month: 3, day: 6, fa: 'عید قربان', en: 'Eid al-Adha' },
      { month: 3, day: 14, fa: 'عید غدیر', en: 'Eid al-Ghadir' },
      { month: 4, day: 3, fa: 'تاسوعا', en: 'Tasua' },
      { month: 4, day: 4, fa: 'عاشورا', en: 'Ashura' },
      { month: 5, day: 13, fa: 'اربعین', en: 'Arbaeen' },
      { month: 5, day: 21, fa: 'رحلت رسول اکرم', en: 'Death of the Prophet' },
      { month: 5, day: 22, fa: 'شهادت امام رضا', en: 'Martyrdom of Imam Reza' },
      { month: 5, day: 30, fa: 'شهادت امام حسن عسکری', en: 'Martyrdom of Imam Hasan Askari' },
      { month: 6, day: 8, fa: 'میلاد رسول اکرم', en: 'Birth of the Prophet' },
      { month: 8, day: 22, fa: 'شهادت حضرت فاطمه', en: 'Martyrdom of Fatima' },
      { month: 10, day: 2, fa: 'ولادت امام علی', en: 'Birth of Imam Ali' },
      { month: 10, day: 16, fa: 'مبعث', en: 'Mab’ath' },
      { month: 11, day: 4, fa: 'نیمهٔ شعبان', en: 'Middle of Shaban' },
      { month: 12, day: 9, fa: 'شهادت امام علی', en: 'Martyrdom of Imam Ali' },
      { month: 12, day: 19, fa: 'عید فطر', en: 'Eid al-Fitr' },
      { month: 12, day: 20, fa: 'تعطیل عید فطر', en: 'Eid al-Fitr, second day' },
    ],
  },
] as const;
