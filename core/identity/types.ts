import type { Refusal } from '../result.ts';

/** Iranians have a national ID; others a FIDA code or, failing that, the passport they came with. */
export const identityKinds = ['nationalId', 'fida', 'passport'] as const;
export type IdentityKind = (typeof identityKinds)[number];

declare const identityBrand: unique symbol;

/** A checked identity number in its stored form: ASCII digits, Latin capitals, nothing between. */
export type IdentityNumber = string & { readonly [identityBrand]: true };

/** Unique by all three; `country` (ISO 3166-1 alpha-2) issued the passport, `IR` the other kinds. */
export type Identity = {
  readonly kind: IdentityKind;
  readonly country: string;
  readonly value: IdentityNumber;
};

/** `length`: how many characters were given, counted without spaces and dashes. */
export type WrongLength = Refusal<'wrongLength', { readonly length: number }>;

export type NationalIdRefusal =
  | Refusal<'empty' | 'notDigits' | 'allEqual' | 'wrongCheckDigit'>
  | WrongLength;

export type FidaRefusal = Refusal<'empty' | 'notDigits'> | WrongLength;

/** `iranian`: the country is Iran, whose people register with the national ID. */
export type CountryRefusal = Refusal<'empty' | 'unknownCountry' | 'iranian'>;

export type PassportRefusal = CountryRefusal | Refusal<'wrongCharacter' | 'noDigit'> | WrongLength;
