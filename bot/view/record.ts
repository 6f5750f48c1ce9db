import type { DeclarableField, Declarations } from '../../core/eligibility/types.ts';
import type { Average, StudentRecord } from '../../core/registry/types.ts';
import type { Voice } from './eligibility.ts';
import { formatAverage, formatDate } from './format.ts';
import { copyable, formatNumber, Html, isolate, type Words } from './language.ts';

/** What is known of a student: the registry's word, and what the student declares where it has none. */
export interface Known {
  readonly record: Partial<StudentRecord>;
  readonly declarations: Declarations;
}

/** One fact in words; a declared one says that it is declared, an unknown one that it is unknown. */
export function factText(field: DeclarableField, known: Known, words: Words, voice: Voice): Html {
  const { html } = words;
  const registered = known.record[field] ?? null;
  if (registered !== null) return new Html(isolate(factValue(field, registered, words)));
  const declared = known.declarations[field] ?? null;
  if (declared === null) return new Html(html('eligibility.unknown'));
  const value = factValue(field, declared, words);
  return new Html(`${isolate(value)} (${html(`eligibility.declared.${voice}`)})`);
}

/** A value of a fact as people write it: 14.25, yes, 2. */
export function factValue(
  field: DeclarableField,
  value: number | boolean,
  { language, plain }: Words,
): string {
  if (typeof value === 'boolean') return plain(value ? 'forms.yes' : 'forms.no');
  const isAverage = field === 'lastTermAverage' || field === 'cumulativeAverage';
  return isAverage ? formatAverage(value as Average, language) : formatNumber(value, language);
}

/** Married and children as the registry has them. */
export const familyOf = (
  { married, children }: Pick<StudentRecord, 'married' | 'children'>,
  { plain }: Words,
) => {
  const unknown = plain('eligibility.unknown');
  return {
    married: married === null ? unknown : plain(married ? 'forms.yes' : 'forms.no'),
    children: children ?? unknown,
  };
};

/** The whole record as its student reads it; nothing in it can be changed there. */
export function recordText(
  known: Known & { readonly record: StudentRecord },
  university: string,
  words: Words,
): string {
  const { html, plain, language } = words;
  const { record } = known;
  const fact = (field: DeclarableField) => factText(field, known, words, 'own');
  const head = html('application.record', {
    name: `${record.firstName} ${record.lastName}`,
    number: new Html(copyable(record.studentNumber)),
    university,
    level: plain(`terms.levels.${record.level}`),
    field: record.field,
    start: formatDate(record.startDate, language),
    type: plain(`terms.studentTypes.${record.studentType}`),
    gender: plain(`terms.genders.${record.gender}`),
    identity: new Html(copyable(record.identityNumber)),
    birth: formatDate(record.birthDate, language),
    ...familyOf(record, words),
  });
  const origin = { born: fact('bornInIran'), parent: fact('parentIranian') };
  const standing = html('application.recordStanding', {
    last: fact('lastTermAverage'),
    all: fact('cumulativeAverage'),
    terms: fact('termsPassed'),
    probation: fact('probationTerms'),
    convictions: fact('disciplinaryConvictions'),
  });
  const isInternational = record.studentType === 'international';
  return [
    head,
    ...(isInternational ? [html('application.recordOrigin', origin)] : []),
    standing,
  ].join('\n');
}
