import { createHash } from 'node:crypto';
import type { RulesText } from '../../core/rules/types.ts';
import { type Language, words } from './language.ts';

/** Raised with every change of the words. */
const versions = { registration: 2, hamyar: 2 } as const;

/** What exactly a person accepts: the version, and the hash of the words as they were shown. */
export function rulesText(kind: 'registration' | 'hamyar', language: Language): RulesText {
  const text = words[language].html(`rules.${kind}`);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { kind, version: versions[kind], sha256, language };
}
