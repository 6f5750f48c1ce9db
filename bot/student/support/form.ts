import { z } from 'zod';
import { type OpenTicketRefusal, openTicket } from '../../../core/support/commands/open-ticket.ts';
import { routeOf, universityIdOf } from '../../../core/support/queries.ts';
import { isOfUniversity, longestMessage, mostFiles } from '../../../core/support/rules.ts';
import { type Route, type TicketTopic, ticketTopics } from '../../../core/support/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import { filesStep } from '../../forms/files-step.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { messageStep } from '../../forms/message-step.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay } from '../../view/format.ts';
import { nameIn } from '../../view/names.ts';
import { explainTicket } from '../../view/reasons/support.ts';
import { ticketNumber } from '../../view/ticket.ts';

interface Answers {
  topic: TicketTopic;
  text: string;
  files: number[];
  review: true;
}

const name = 'support';
const step = stepOf<Answers>();

const topic = choiceStep<Answers, 'topic'>({
  form: name,
  name: 'topic',
  schema: z.enum(ticketTopics),
  ask: (turn) => turn.words.html('support.topicAsk'),
  label: (turn) => turn.words.plain('support.topic'),
  values: ticketTopics,
  show: (turn, value) => turn.words.plain(`support.topics.${value}`),
});

/** Who will read the message is said before it is written. */
const text = messageStep({
  ask: async (turn, { topic: about = 'rules' }: Partial<Answers>) =>
    [
      await readerLine(turn, about),
      turn.words.html('support.textAsk', { limit: longestMessage }),
    ].join('\n\n'),
  label: (turn) => turn.words.plain('support.text'),
});

async function readerLine(turn: Turn, about: TicketTopic): Promise<string> {
  const person = await turn.person();
  const { tx } = turn.work;
  const universityId = await universityIdOf(tx, person);
  const { accountId } = person;
  const route = await routeOf(tx, { topic: about, universityId, accountId });
  const university = universityId === null ? null : await universityOf(tx, universityId);
  const at =
    university && isOfUniversity(route.role) ? nameIn(turn.words.language, university) : '';
  return sayReader(turn, route, at);
}

/** `at`: the university of the role, where it has one. */
function sayReader({ words: { html, plain } }: Turn, route: Route, at: string): string {
  const role = plain(`terms.roles.${route.role}`);
  switch (route.detour) {
    case 'noUniversity':
      return html('support.noUniversity', { role });
    case 'nobodyThere':
      return html('support.nobodyThere', { first: plain(`terms.roles.${route.first}`), role });
    case 'nobodyAtAll':
      return html('support.nobodyAtAll');
    case null:
      return at === ''
        ? html('support.reader', { role })
        : html('support.readerAt', { role, university: at });
  }
}

const files = filesStep({
  form: name,
  ask: (turn) => turn.words.html('support.filesAsk', { limit: mostFiles }),
  done: (turn) => turn.words.plain('support.filesDone'),
  label: (turn) => turn.words.plain('support.files'),
});

async function finish(turn: Turn, { topic: about, ...writing }: Answers): Promise<Finish<Answers>> {
  const result = await openTicket(turn.work, await turn.person(), {
    topic: about,
    text: writing.text,
    fileIds: writing.files,
  });
  if (!result.ok) return declined(turn, result);
  const { html, plain, language } = turn.words;
  const ticket = ticketNumber(result.ticketId);
  const role = plain(`terms.roles.${result.route.role}`);
  const due = formatDay(result.dueAt, language);
  const waits = result.route.detour === 'nobodyAtAll';
  turn.say(
    waits ? html('support.sentWaits', { ticket }) : html('support.sent', { ticket, role, due }),
    { buttons: [[{ text: plain('support.see'), data: `ticket:${result.ticketId}` }]] },
  );
  return { do: 'end' };
}

/** What was written stays, so that it can be sent once what stands against it is out of the way. */
function declined(turn: Turn, refusal: OpenTicketRefusal): Finish<Answers> {
  const say = explainTicket(turn, refusal);
  if (refusal.reason === 'notYourFile') return { do: 'goto', step: 'files', say };
  if (refusal.reason !== 'noAccount') return { do: 'goto', step: 'review', say };
  turn.say(say);
  return { do: 'end' };
}

export const supportForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('support.title'),
  steps: stepsOf<Answers>()(
    topic,
    step(text),
    step(files),
    step(
      reviewStep(
        () => supportForm,
        (turn) => turn.words.html('support.reviewIntro'),
      ),
    ),
  ),
  finish,
};
