import type { ApplicationStatus, ReviewView } from '../../core/applications/types.ts';
import type { DeclarableField } from '../../core/eligibility/types.ts';
import type { Closing } from '../../core/staff/queries.ts';
import { verdictLine } from './eligibility.ts';
import { formatDay, formatInstant } from './format.ts';
import { copyable, Html, type Words } from './language.ts';
import { nameIn, showCode, termName, titleIn } from './names.ts';
import { shortened } from './plain.ts';
import { factText, familyOf } from './record.ts';

/** Of longer texts the beginning is shown: a message holds 4,096 characters. */
const mostOfText = 500;
const mostOfReason = 150;

/** Everything that an officer decides by, on one page. */
export function reviewText(view: ReviewView, closing: Closing | undefined, words: Words): string {
  const sections = [
    heading(view, closing, words),
    record(view, words),
    rules(view, words),
    choices(view.status, words),
    claims(view, words),
    answers(view, words),
    others(view, words),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function heading(
  { status, student }: ReviewView,
  closing: Closing | undefined,
  words: Words,
): string {
  const { html, plain, language } = words;
  const { state, waitsFor, reason } = status;
  const due = waitsFor?.dueAt;
  const waits = waitsFor !== null;
  const lines = [
    titleOf(status, student, words),
    html('review.term', { term: termName(status.term, words) }),
    html('review.state', {
      state: plain(`terms.applicationStates.${state}`),
      since: formatDay(status.since, language),
    }),
    ...(due ? [html('review.due', { due: formatDay(due, language) })] : []),
    ...(closing && (!waits || state === 'sentBack') ? [decidedBy(closing, words)] : []),
    ...(reason ? [reasonLine(reason, words)] : []),
  ];
  return lines.join('\n');
}

function titleOf(
  { trackingCode }: ApplicationStatus,
  student: ReviewView['student'],
  { html, plain }: Words,
): string {
  const code = showCode(trackingCode);
  if (student === null) return html('review.titleErased', { code, name: plain('audit.erased') });
  const number = new Html(copyable(student.number));
  return html('review.title', { code, name: student.name, number });
}

/** Who decided, and when. */
export function decidedBy({ byName, at }: Closing, { html, language }: Words): string {
  const when = formatInstant(at, language);
  return byName === null
    ? html('staff.decidedBySystem', { at: when })
    : html('staff.decidedBy', { name: byName, at: when });
}

function reasonLine(
  { code, text }: NonNullable<ApplicationStatus['reason']>,
  { html, plain }: Words,
): string {
  return code === null
    ? html('review.decisionNote', { text: shortened(text, mostOfText) })
    : html('review.decisionReason', {
        code: plain(`terms.rejectionReasons.${code}`),
        text: shortened(text, mostOfText),
      });
}

/** What the registry says; where it says nothing, what the student does, marked as such. */
function record(view: Pick<ReviewView, 'record' | 'declarations'>, words: Words): string {
  const { html, plain } = words;
  const of = view.record;
  const fact = (field: DeclarableField) => factText(field, view, words, 'officer');
  return [
    html('review.recordTitle'),
    html('review.record', {
      level: plain(`terms.levels.${of.level}`),
      field: of.field,
      gender: plain(`terms.genders.${of.gender}`),
      type: plain(`terms.studentTypes.${of.studentType}`),
    }),
    html('review.averages', {
      last: fact('lastTermAverage'),
      all: fact('cumulativeAverage'),
    }),
    html('review.counts', {
      terms: fact('termsPassed'),
      probation: fact('probationTerms'),
      convictions: fact('disciplinaryConvictions'),
    }),
    html('review.family', familyOf(of, words)),
    ...(of.studentType === 'international'
      ? [html('review.origin', { born: fact('bornInIran'), parent: fact('parentIranian') })]
      : []),
  ].join('\n');
}

const rules = ({ evaluation }: ReviewView, words: Words): string =>
  [
    words.html('review.rulesTitle'),
    ...evaluation.verdicts.map((verdict) => verdictLine(verdict, words, 'officer')),
  ].join('\n');

function choices(status: ApplicationStatus, { html, language }: Words): string {
  const lines = status.choices.map((choice, index) => {
    const shown = {
      number: index + 1,
      title: titleIn(language, choice),
      unit: nameIn(language, choice.unit),
    };
    return choice.place
      ? html('review.choicePlaced', { ...shown, ...choice.place })
      : html('review.choice', shown);
  });
  return [html('review.choicesTitle'), ...lines].join('\n');
}

const signs = { pending: '⏳', verified: '✅', refused: '❌' } as const;

function claims({ status, claims: claimed }: ReviewView, { html, plain }: Words): string {
  const lines = claimed.map(({ class: of, state, reason }) => {
    const shown = {
      sign: signs[state],
      class: plain(`terms.priorityClasses.${of}`),
      state: plain(`terms.claimStates.${state}`),
    };
    return reason === null
      ? html('review.claim', shown)
      : html('review.claimReason', { ...shown, reason: shortened(reason, mostOfReason) });
  });
  return [
    html('review.claimsTitle', { points: status.points }),
    ...(lines.length > 0 ? lines : [html('review.noClaims')]),
    ...(status.place ? [html('review.place', status.place)] : []),
  ].join('\n');
}

function answers(
  { worksOutside, note, appealText, status: { appealAnswer } }: ReviewView,
  { html, plain }: Words,
): string {
  const answer = plain(worksOutside ? 'forms.yes' : 'forms.no');
  return [
    html('review.outside', { answer }),
    ...(note === null ? [] : [html('review.note', { note: shortened(note, mostOfText) })]),
    ...(appealText === null
      ? []
      : [html('review.appeal', { text: shortened(appealText, mostOfText) })]),
    ...(appealAnswer === null
      ? []
      : [html('review.appealAnswered', { text: shortened(appealAnswer, mostOfText) })]),
  ].join('\n');
}

function others({ others: { applications, placements } }: ReviewView, words: Words): string {
  const { html, plain, language } = words;
  const lines = [
    ...applications.map(({ trackingCode, university, state }) =>
      html('review.otherApplication', {
        code: showCode(trackingCode),
        university: nameIn(language, university),
        state: plain(`terms.applicationStates.${state}`),
      }),
    ),
    ...placements.map(({ unit, state }) =>
      html('review.otherPlacement', {
        unit: nameIn(language, unit),
        university: nameIn(language, unit.university),
        state: plain(`terms.placementStates.${state}`),
      }),
    ),
  ];
  return lines.length === 0 ? '' : [html('review.othersTitle'), ...lines].join('\n');
}
