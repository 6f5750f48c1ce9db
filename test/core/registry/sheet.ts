import { nationalId } from '../../support/made-up.ts';

/** A sheet of records with one good row. */
export const headings = [
  'کد ملی',
  'نام',
  'نام خانوادگی',
  'جنسیت',
  'تاریخ تولد',
  'شماره دانشجویی',
  'مقطع تحصیلی',
  'رشته',
  'تاریخ شروع',
  'نوع دانشجو',
  'معدل آخرین نیمسال',
  'متأهل',
];
export const identityNumber = nationalId(500);
export const good = [
  identityNumber,
  'نگار',
  'فرضی',
  'زن',
  '۱۳۸۰/۰۲/۲۵',
  '4001000001',
  'کارشناسی پیوسته',
  'فیزیک',
  '1400/07/01',
  'ایرانی',
  '۱۷/۵',
  'خیر',
];
/** The good row with other cells. */
export const row = (changes: Readonly<Record<number, string>>): string[] =>
  good.map((cell, index) => changes[index] ?? cell);
