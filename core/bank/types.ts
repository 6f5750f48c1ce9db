import type { Refusal } from '../result.ts';

declare const shebaBrand: unique symbol;

/** A checked Iranian IBAN in electronic form (ISO 13616): `IR` and 24 digits, nothing between. */
export type Sheba = string & { readonly [shebaBrand]: true };

/**
 * `length`: how many digits were given, 24 are right; `country`: the two letters in front;
 * `character`: the first one that is not a digit.
 */
export type ShebaRefusal =
  | Refusal<'empty' | 'wrongChecksum'>
  | Refusal<'wrongLength', { readonly length: number }>
  | Refusal<'foreign', { readonly country: string }>
  | Refusal<'notDigits', { readonly character: string }>;

export const bankIds = [
  'centralBank',
  'sanatVaMadan',
  'mellat',
  'refah',
  'maskan',
  'sepah',
  'keshavarzi',
  'melli',
  'tejarat',
  'saderat',
  'toseeSaderat',
  'postBank',
  'toseeTaavon',
  'toseeInstitution',
  'karafarin',
  'parsian',
  'eghtesadNovin',
  'saman',
  'pasargad',
  'sarmayeh',
  'sina',
  'mehrIran',
  'shahr',
  'ayandeh',
  'gardeshgari',
  'dey',
  'iranZamin',
  'resalat',
  'melal',
  'middleEast',
  'noor',
  'iranVenezuela',
] as const;
export type BankId = (typeof bankIds)[number];

/** A changed Sheba is a new account that starts at `declared`; the old one becomes `replaced`. */
export const bankAccountStates = ['declared', 'confirmed', 'refused', 'replaced'] as const;
export type BankAccountState = (typeof bankAccountStates)[number];

/** A payment of a run whose list is closed: a change of the account comes too late for it or delays it. */
export type HeldPay = {
  readonly lineId: number;
  readonly amountRial: bigint;
  /** The bank's file is out: it goes to the account that it names. Otherwise the run has to be made anew. */
  readonly isAtBank: boolean;
};

/** What a student is told of the bank account. */
export type BankNotice =
  | { readonly name: 'bankAccountConfirmed'; readonly maskedSheba: string }
  | {
      readonly name: 'bankAccountRefused';
      readonly maskedSheba: string;
      readonly reason: string;
    };
