import { createHmac } from 'node:crypto';
import { countriesCalledAlso } from '../../prisma/data/country-names.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { compact, mask, searchKey } from '../text.ts';
import type {
  CountryRefusal,
  FidaRefusal,
  Identity,
  IdentityNumber,
  NationalIdRefusal,
  PassportRefusal,
  WrongLength,
} from './types.ts';

type Parsed<Refused extends Refusal> = Result<{ readonly value: IdentityNumber }, Refused>;

/** An Iranian national ID: ten digits, the last one checking the others. */
export function parseNationalId(text: string): Parsed<NationalIdRefusal> {
  const parsed = parseDigits(text, 10);
  if (!parsed.ok) return parsed;
  if (/^(\d)\1*$/.test(parsed.value)) return refuse('allEqual');
  const rest = [...parsed.value]
    .slice(0, 9)
    .reduce((sum, digit, index) => (sum + Number(digit) * (10 - index)) % 11, 0);
  const check = rest < 2 ? rest : 11 - rest;
  return Number(parsed.value.at(-1)) === check ? parsed : refuse('wrongCheckDigit');
}

/** A FIDA code of a foreign national: twelve digits. No check digit of it is published. */
export function parseFida(text: string): Parsed<FidaRefusal> {
  return parseDigits(text, 12);
}

function parseDigits(
  text: string,
  length: number,
): Parsed<Refusal<'empty' | 'notDigits'> | WrongLength> {
  const value = compact(text);
  if (value === '') return refuse('empty');
  if (!/^\d+$/.test(value)) return refuse('notDigits');
  if (value.length !== length) return refuse('wrongLength', { length: value.length });
  return ok({ value: value as IdentityNumber });
}

/**
 * A passport number (ICAO 9303: at most nine letters and digits) with its
 * country. Fewer than five characters are taken for a slip.
 */
export function parsePassport(
  text: string,
  countryText: string,
): Result<{ readonly value: IdentityNumber; readonly country: string }, PassportRefusal> {
  const from = parseCountry(countryText);
  if (!from.ok) return from;
  const value = compact(text);
  if (value === '') return refuse('empty');
  if (!/^[A-Z0-9]+$/.test(value)) return refuse('wrongCharacter');
  if (!/\d/.test(value)) return refuse('noDigit');
  if (value.length < 5 || value.length > 9) return refuse('wrongLength', { length: value.length });
  return ok({ value: value as IdentityNumber, country: from.value });
}

const regions = {
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
  fa: new Intl.DisplayNames('fa', { type: 'region', fallback: 'none' }),
};

// CLDR also names groups, the unknown region and codes that ISO 3166-1 has not or no longer.
const others =
  'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB XK YD YU ZR ZZ';
const notCountries = new Set(others.split(' '));

/** Whether ISO 3166-1 gives these two capitals to a country. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !notCountries.has(code) && regions.en.of(code) !== undefined;
}

/** Under this the spellings of a country's name meet: without spaces and signs. */
const countryKey = (name: string): string => searchKey(name).replace(/[^\p{L}]/gu, '');

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const countries: readonly (readonly [key: string, code: string])[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter(isCountry)
  .flatMap((code) =>
    [regions.fa, regions.en].map((names) => [countryKey(names.of(code) ?? code), code] as const),
  );

/** By what people call countries, beside their names in CLDR. */
const callNames = new Map(
  Object.entries(countriesCalledAlso).flatMap(([code, names]) =>
    names.map((name) => [countryKey(name), code] as const),
  ),
);

/** The one country of this name, or the only one of whose name it is a part. */
function countryNamed(name: string): string | undefined {
  const typed = countryKey(name);
  const called = callNames.get(typed);
  if (called !== undefined || typed.length < 3) return called;
  const same = countries.find(([key]) => key === typed);
  const found = same ? [same] : countries.filter(([key]) => key.includes(typed));
  const codes = new Set(found.map(([, code]) => code));
  return codes.size === 1 ? [...codes][0] : undefined;
}

/** A country by its name in Persian or English, or by its ISO 3166-1 alpha-2 code, which is kept. */
export function parseCountry(text: string): Result<{ readonly value: string }, CountryRefusal> {
  const typed = compact(text);
  if (typed === '') return refuse('empty');
  const value = isCountry(typed) ? typed : countryNamed(text);
  if (value === undefined) return refuse('unknownCountry');
  return value === 'IR' ? refuse('iranian') : ok({ value });
}

/** `******7890` */
export function maskIdentity(value: string): string {
  return mask(value, 0, 4);
}

/**
 * Stands for an identity number where the number itself must not: nobody finds one from the other
 * without the installation's secret.
 */
export function identityKey(
  secret: string | Uint8Array,
  { kind, country, value }: Identity,
): string {
  return createHmac('sha256', secret).update(`${kind} ${country} ${value}`).digest('hex');
}
