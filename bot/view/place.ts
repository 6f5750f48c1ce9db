import { processesOf } from '../../core/cartables/rules.ts';
import type { NamedPlace } from '../../core/cartables/types.ts';
import type { Words } from './language.ts';

/** A cartable as people name it: the role, what it is for where the role has several, and where. */
export function placeName({ role, process, university, unit }: NamedPlace, words: Words): string {
  const parts = [roleName({ role, process }, words), ...whereNames({ university, unit }, words)];
  return parts.join(words.language === 'fa' ? '، ' : ', ');
}

/** Only the role, and what it is for where it has several. */
export function roleName(
  { role, process }: Pick<NamedPlace, 'role' | 'process'>,
  { plain }: Words,
): string {
  const name = plain(`terms.roles.${role}`);
  return processesOf[role].length > 1 ? `${name} (${plain(`terms.processes.${process}`)})` : name;
}

const whereNames = (
  { university, unit }: Pick<NamedPlace, 'university' | 'unit'>,
  { language }: Words,
): string[] => [unit?.[language], university?.[language]].filter((name) => name !== undefined);
