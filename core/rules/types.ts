/** Texts that a person must accept: before registering, and before asking to be an assistant. */
export const rulesKinds = ['registration', 'hamyar'] as const;
export type RulesKind = (typeof rulesKinds)[number];

/** Exactly which words were shown: their version, and the SHA-256 of the text in hexadecimal. */
export type RulesText = {
  readonly kind: RulesKind;
  readonly version: number;
  readonly sha256: string;
  readonly language: 'fa' | 'en';
};
