/** Messages that no carrier could deliver. */
export const undelivered = {
  open: '📭 Undelivered messages',
  title_one: '📭 <b>Undelivered messages</b>: {{count}}',
  title_other: '📭 <b>Undelivered messages</b>: {{count}}',
  none: '📭 <b>Undelivered messages</b>\nThere are none.',
  hint: 'All attempts at these are over. Put right what stands in the way (credit, address of the mail server, key), then send them again.',
  line: '{{number}}. {{channel}} · {{at}} · <code>{{error}}</code>',
  channels: { telegram: 'Telegram', sms: 'SMS', call: 'Call', email: 'E-mail' },
  again: '🔁 {{number}}',
  all: '🔁 Send all again',
  newer: '◀️ Newer',
  older: 'Older ▶️',
  back: '↩️ My cartables',
  resent_one: '{{count}} message is on its way again.',
  resent_other: '{{count}} messages are on their way again.',
  gone: 'There is no such message any more.',
} as const;
