import { jpeg, pdf, png } from '../../core/files/pictures.ts';
import { nationalId } from '../../support/made-up.ts';
import { workbook } from '../view/zip.ts';

const csv = (...rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => row.join(',')).join('\r\n'));

const headings = [
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
];
const person = [
  nationalId(9_000_001),
  'نگار',
  'فرضی',
  'زن',
  '۱۳۸۰/۰۲/۲۵',
  '4009000001',
  'کارشناسی پیوسته',
  'فیزیک',
  '1400/07/01',
  'ایرانی',
  '۱۷/۵',
];

const whole = jpeg({ width: 640, height: 480 });

/** A sheet of records in which every row is right. */
export const goodRecords = csv(headings, person);

/** A sheet of units in which every row is right. */
export const goodUnits = csv(
  ['کد', 'نام فارسی', 'نام انگلیسی', 'نوع'],
  ['central-library', 'کتابخانه مرکزی', 'Central library', ''],
  ['ict', 'فناوری اطلاعات', 'ICT', 'فناوری اطلاعات'],
);

const openingHeadings = ['کد واحد', 'نام واحد', 'زن', 'مرد', 'جمع', 'نوع کار'];
const openingRows = [
  ['central-library', 'کتابخانه مرکزی', '۷۷', '۶۵', '۱۴۲', 'پژوهشی'],
  ['faculty-arts', 'دانشکده هنر', '77', '65', '', ''],
];

/** Sheets of openings in which every row is right: without totals, and with others than the rows'. */
export const goodOpenings = csv(openingHeadings, ...openingRows);
export const differingOpenings = csv(openingHeadings, ...openingRows, [
  'جمع',
  '',
  '157',
  '130',
  '287',
  '',
]);

/** Files that people send, good and bad, by the name that stands in the message. */
export const madeUpFiles: Readonly<Record<string, Uint8Array>> = {
  png: png(),
  jpeg: jpeg(),
  pdf: pdf(),
  records: goodRecords,
  units: goodUnits,
  openings: goodOpenings,
  'openings with totals': differingOpenings,
  'records with wrong rows': csv(headings, person, ['', '', '\u0000'], ['<b>', ...person.slice(1)]),
  'records without columns': csv(['نام'], ['نگار']),
  'a header alone': csv(headings),
  'a cut picture': whole.subarray(0, whole.length / 2),
  'a picture whose body lies': png({ body: Buffer.alloc(3) }),
  'a picture of many pixels': png({ width: 60_000, height: 60_000, body: Buffer.alloc(9) }),
  'a cut document': pdf().subarray(0, 20),
  'a program': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500, 0x90)]),
  'a workbook': workbook('<worksheet/>'),
  'a cut workbook': workbook('<worksheet/>').subarray(0, 60),
  'words in UTF-16': Buffer.from('\ufeffنام,نگار', 'utf16le'),
  'bytes of no encoding': Buffer.from([0x6e, 0x2c, 0xff, 0xfe, 0x00, 0xc3, 0x28]),
  nothing: Buffer.alloc(0),
  'six megabytes': Buffer.concat([jpeg(), Buffer.alloc(6 * 1024 * 1024)]),
  'eleven megabytes': Buffer.alloc(11 * 1024 * 1024, 0x61),
};
