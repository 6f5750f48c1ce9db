import { z } from 'zod';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type { TrackingCode } from '../../core/applications/types.ts';
import { askCheck } from '../../core/audit/commands.ts';
import { historyPageSize, requestHistory } from '../../core/audit/queries.ts';
import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import { mayUse } from '../guide/commands.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { historyText } from '../view/audit.ts';
import type { Button, Buttons } from '../view/message.ts';
import { explainTrackingCode } from '../view/reasons/applications.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { declineTo, exampleCode, forOfficers, showPage, startForm } from './officer.ts';
import { codeIn } from './review-page.ts';
import { universitiesFor } from './setup/reach.ts';

/** Whether a person reads the record of any university. */
export function readsAudit(person: Person): boolean {
  const reach = universitiesFor(person, 'readAudit');
  return reach === 'all' || reach.length > 0;
}

/** What the record says of a request; false where there is no such request. */
async function showHistory(turn: Turn, code: TrackingCode, wanted: number): Promise<boolean> {
  const found = await requestHistory(turn.work.tx, await turn.person(), code, wanted);
  if (!found.ok && found.reason === 'notFound') return false;
  if (!found.ok) {
    declineTo(turn, explainCan(turn, found));
    return true;
  }
  const { history } = found;
  const { plain } = turn.words;
  const reviews = mayUse(await turn.person(), 'review');
  const { page, pages } = history;
  const to = (text: string, at: number): Button => ({ text, data: `audit:${code}:${at}` });
  const turns = [
    ...(page > 0 ? [to(plain('audit.newer'), page - 1)] : []),
    ...(page + 1 < pages ? [to(plain('audit.older'), page + 1)] : []),
  ];
  showPage(turn, {
    text: historyText(history, historyPageSize, turn.words),
    buttons: [
      ...(turns.length > 0 ? [turns] : []),
      [
        ...(reviews ? [{ text: plain('audit.request'), data: `review:${code}` }] : []),
        { text: plain('staff.back'), data: 'inbox' },
      ],
    ],
  });
  return true;
}

interface Answers {
  code: true;
}

/** Asks for the tracking code, so that a button is enough to read the record. */
const auditForm: Form<Answers> = {
  name: 'audit',
  version: 1,
  title: (turn) => turn.words.plain('audit.formTitle'),
  steps: stepsOf<Answers>()(
    stepOf<Answers>()({
      name: 'code',
      schema: z.literal(true),
      question: (turn) => ({ text: turn.words.html('audit.codeAsk', { example: exampleCode }) }),
      answer: async (turn, input) => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const parsed = parseTrackingCode(read.written);
        if (!parsed.ok) return { do: 'stay', say: explainTrackingCode(turn, parsed) };
        if (await showHistory(turn, parsed.value, 0)) return { do: 'end' };
        return { do: 'stay', say: turn.words.html('staff.codeUnknown') };
      },
    }),
  ),
  finish: async () => ({ do: 'end' }),
};

async function askCode(turn: Turn): Promise<void> {
  const person = await turn.person();
  if (!readsAudit(person)) return declineTo(turn, turn.words.html('errors.notAllowed'));
  await startForm(turn, auditForm, {});
}

const byCommand = forOfficers(async (turn, words) => {
  if (words.length === 0) return askCode(turn);
  const parsed = parseTrackingCode(words.join(''));
  if (!parsed.ok) return turn.say(explainTrackingCode(turn, parsed));
  if (await showHistory(turn, parsed.value, 0)) return;
  turn.say(turn.words.html('staff.codeUnknown'));
});

const byTap = forOfficers(async (turn, [text, page]) => {
  if (text === undefined) return askCode(turn);
  const code = codeIn(text);
  if (code && (await showHistory(turn, code, idOf(page)))) return;
  declineTo(turn, turn.words.html('staff.codeUnknown'));
});

/** The whole record is checked by a job; who asks hears of it. */
const check = forOfficers(async (turn) => {
  const asked = await askCheck(turn.work, await turn.person());
  const { html } = turn.words;
  if (asked.ok) return turn.say(html('audit.check.begun'));
  if (asked.reason === 'alreadyAsked') return declineTo(turn, html('audit.check.already'));
  declineTo(turn, explainCan(turn, asked));
});

/** What a person may read of the record, and whether it can be asked to be checked. */
export function auditButtons({ words: { plain } }: Turn, person: Person): Buttons {
  return [
    ...(readsAudit(person) ? [[{ text: plain('audit.open'), data: 'audit' }]] : []),
    ...(can(person, 'verifyAudit', {}).ok
      ? [[{ text: plain('audit.check.start'), data: 'auditcheck' }]]
      : []),
  ];
}

export const auditScreens = {
  commands: { audit: byCommand },
  taps: { audit: byTap, auditcheck: check },
  forms: [auditForm],
};
