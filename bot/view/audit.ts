import type { HistoryEvent, RequestHistory } from '../../core/audit/queries.ts';
import type { AuditAction } from '../../core/audit/types.ts';
import { type Catalogue, fa } from '../../locales/catalogue.ts';
import { formatHours, formatInstant } from './format.ts';
import { Html, type Words } from './language.ts';
import { showCode, termName } from './names.ts';

/** A page of what the record says of a request: what happened, by whom, for whom, and when. */
export function historyText(history: RequestHistory, pageSize: number, words: Words): string {
  const { html } = words;
  const { trackingCode, studentName, term, total, page, pages } = history;
  const title = html('audit.title', {
    code: showCode(trackingCode),
    name: studentName ?? words.plain('audit.erased'),
    term: termName(term, words),
    total,
  });
  const lines = history.events.map((event, index) =>
    html('audit.line', {
      number: page * pageSize + index + 1,
      what: new Html(whatHappened(event, words)),
      who: new Html(whoDid(event, words)),
      at: formatInstant(event.at, words.language),
    }),
  );
  const foot = pages > 1 ? [html('audit.page', { page: page + 1, pages })] : [];
  return [title, ...lines, ...foot].join('\n\n');
}

function whatHappened({ action, after }: HistoryEvent, words: Words): string {
  const { html } = words;
  const what = isKnown(action)
    ? html(`audit.actions.${action}`)
    : html('audit.unknown', { action });
  const more = detailOf(after, words);
  return more === undefined ? what : html('audit.whatMore', { what: new Html(what), more });
}

/** Every action of this version has its words, as the compiler sees to; a stored one may be older. */
function isKnown(action: string): action is AuditAction {
  const [noun = '', event = ''] = action.split('.');
  const nouns: Readonly<Record<string, object>> = fa.audit.actions;
  const events = Object.hasOwn(nouns, noun) ? nouns[noun] : undefined;
  return events !== undefined && Object.hasOwn(events, event);
}

/** What besides the action can be said in a word: the class of a proof, the rule, the hours. */
function detailOf(after: HistoryEvent['after'], words: Words): string | undefined {
  const { plain, language } = words;
  const { class: of, ruleId, minutes, approvedMinutes } = after;
  const classes: Readonly<Record<string, unknown>> = fa.terms.priorityClasses;
  if (typeof of === 'string' && Object.hasOwn(classes, of)) {
    return plain(`terms.priorityClasses.${of as keyof Catalogue['terms']['priorityClasses']}`);
  }
  const rules: Readonly<Record<string, unknown>> = fa.eligibility.rules;
  if (typeof ruleId === 'string' && Object.hasOwn(rules, ruleId)) {
    return plain(`eligibility.rules.${ruleId as keyof Catalogue['eligibility']['rules']}`);
  }
  const worked = typeof minutes === 'number' ? minutes : approvedMinutes;
  return typeof worked === 'number'
    ? plain('audit.minutes', { hours: formatHours(worked, language) })
    : undefined;
}

function whoDid({ actor, behalfOf }: HistoryEvent, { html, plain }: Words): string {
  if (actor === null) return html('audit.system');
  const name = actor.name ?? plain('audit.erased');
  if (behalfOf !== null) {
    return html('audit.behalf', { name, holder: behalfOf.name ?? plain('audit.erased') });
  }
  return html(actor.isStudent ? 'audit.student' : 'audit.person', { name });
}
