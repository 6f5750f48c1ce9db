/** What was asked to be brought to a phone. The words of a code's template are the carrier's. */
export type PhoneOrder =
  | {
      readonly kind: 'code';
      readonly mobile: string;
      readonly channel: 'sms' | 'call';
      readonly template: string;
      readonly code: string;
    }
  | {
      readonly kind: 'text';
      readonly mobile: string;
      readonly channel: 'sms';
      readonly text: string;
    };

type Read =
  | { readonly ok: true; readonly order: PhoneOrder }
  | { readonly ok: false; readonly status: number };

const NOT_FOUND = 404;
const BAD_KEY = 403;
const MISSING = 400;
const BAD_RECEPTOR = 411;
const TOO_LONG = 413;
const BAD_TOKEN = 431;

/** Kavenegar takes ten parts of 70 characters in one text with Persian letters; we stop there. */
const MAX_TEXT = 700;

/** Reads one request as Kavenegar would, refusing with its own codes. */
export function readOrder(path: string, apiKey: string, form: URLSearchParams): Read {
  const [, key, method] = /^\/v1\/([^/]+)\/(verify\/lookup|sms\/send)\.json$/.exec(path) ?? [];
  if (key === undefined) return { ok: false, status: NOT_FOUND };
  if (decodeURIComponent(key) !== apiKey) return { ok: false, status: BAD_KEY };
  const receptor = form.get('receptor') ?? '';
  if (receptor === '') return { ok: false, status: MISSING };
  if (!/^09\d{9}$/.test(receptor)) return { ok: false, status: BAD_RECEPTOR };
  const mobile = `+98${receptor.slice(1)}`;
  return method === 'verify/lookup' ? readLookup(mobile, form) : readText(mobile, form);
}

function readLookup(mobile: string, form: URLSearchParams): Read {
  const template = form.get('template') ?? '';
  const code = form.get('token') ?? '';
  const channel = form.get('type') ?? 'sms';
  if (template === '' || code === '') return { ok: false, status: MISSING };
  if (channel !== 'sms' && channel !== 'call') return { ok: false, status: MISSING };
  if (!/^[\p{L}\p{N}-]+$/u.test(code)) return { ok: false, status: BAD_TOKEN };
  return { ok: true, order: { kind: 'code', mobile, channel, template, code } };
}

function readText(mobile: string, form: URLSearchParams): Read {
  const text = form.get('message') ?? '';
  if (text === '') return { ok: false, status: MISSING };
  if (text.length > MAX_TEXT) return { ok: false, status: TOO_LONG };
  return { ok: true, order: { kind: 'text', mobile, channel: 'sms', text } };
}
