export const start = {
  askLanguage: 'زبان خود را انتخاب کنید.\nPlease choose your language.',
  persian: 'فارسی',
  english: 'English',
  languageSet: 'زبان ربات فارسی شد.',
  welcome:
    '<b>همیار دانشجو</b>\nاینجا برای کار دانشجویی در دانشگاه خود درخواست می‌دهید و تا دریافت حق‌الزحمه آن را پی می‌گیرید.\n\nچه کاری انجام می‌دهید؟',
  linkUnknown: 'این پیوند را نشناختیم؛ شاید ناقص رسیده است. از اینجا ادامه دهید:',
  trackAsk: 'کد پیگیری درخواست را بنویسید؛ هشت نویسه دارد، مانند AQFY-XMHJ',
} as const;

export const menu = {
  open: '☰ منو',
  title: 'منوی اصلی',
  titleNamed: 'منوی اصلی — {{name}}',
  register: '📝 ثبت‌نام',
  track: '🔎 پیگیری درخواست',
  help: '❔ راهنما',
  support: '🎧 پشتیبانی',
  profile: '🎓 تکمیل مشخصات تحصیلی',
  apply: '📄 درخواست همیار',
  status: '📌 وضعیت من',
  placement: '👷 همیاری من',
  payments: '💳 پرداخت‌ها',
  bank: '🏦 حساب بانکی',
  inbox: '📥 کارتابل',
  continueForm: '▶️ ادامهٔ «{{form}}»',
  waitingReview: 'مشخصات شما در انتظار بررسی کارشناس دانشگاه است. نتیجه همین‌جا به شما گفته می‌شود.',
  commands: {
    menu: 'دیدن کارها',
    status: 'وضعیت درخواست',
    help: 'راهنما',
    support: 'پرسش از پشتیبانی',
    language: 'تغییر زبان',
    cancel: 'بیرون آمدن از فرم',
  },
} as const;
