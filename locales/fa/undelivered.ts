/** Messages that no carrier could deliver. */
export const undelivered = {
  open: '📭 پیام‌های نرسیده',
  title_one: '📭 <b>پیام‌های نرسیده</b>: {{count}}',
  title_other: '📭 <b>پیام‌های نرسیده</b>: {{count}}',
  none: '📭 <b>پیام‌های نرسیده</b>\nپیامی نمانده است.',
  hint: 'همهٔ تلاش‌ها برای این پیام‌ها به پایان رسیده است. ابتدا مانع را برطرف کنید (اعتبار، نشانی سرور ایمیل، کلید) و سپس دوباره بفرستید.',
  line: '{{number}}. {{channel}} · {{at}} · <code>{{error}}</code>',
  channels: { telegram: 'تلگرام', sms: 'پیامک', call: 'تماس', email: 'ایمیل' },
  again: '🔁 {{number}}',
  all: '🔁 ارسال دوبارهٔ همه',
  newer: '▶️ تازه‌تر',
  older: 'قدیمی‌تر ◀️',
  back: '↩️ کارتابل‌های من',
  resent_one: '{{count}} پیام دوباره در راه است.',
  resent_other: '{{count}} پیام دوباره در راه است.',
  gone: 'چنین پیامی دیگر وجود ندارد.',
} as const;
