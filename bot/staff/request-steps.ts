import { z } from 'zod';
import { openingById } from '../../core/openings/queries.ts';
import { requestableBy } from '../../core/placements/queries.ts';
import { type FormState, type Step, stepButton, tapped } from '../forms/form.ts';
import { whole } from '../forms/kept.ts';
import { pressButton } from '../forms/review.ts';
import { readText } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { escapeHtml } from '../view/language.ts';
import { showCode, titleIn } from '../view/names.ts';
import { explainRequest } from '../view/reasons/placements.ts';

/** Who is asked for, and the openings for which it is possible, as they were when it was looked up. */
const candidateSchema = z.object({
  code: z.string(),
  name: z.string(),
  openings: z.array(z.object({ id: whole, titleFa: z.string(), titleEn: z.string() })).min(1),
});

export type Candidate = z.infer<typeof candidateSchema>;

export interface RequestAnswers {
  student: Candidate;
  openingId: number;
  minutes: number;
  explanation: string;
  review: true;
  skipReason: string;
}

export const requestForm = 'request';

/** Whom a student number or tracking code names; otherwise why nobody can be asked for by it. */
export async function findCandidate(
  turn: Turn,
  typed: string,
): Promise<{ student: Candidate } | { say: string }> {
  const found = await requestableBy(turn.work.tx, await turn.person(), {
    typed,
    now: turn.work.now,
  });
  if (!found.ok) return { say: explainRequest(turn, found) };
  const { code, name, openings } = found;
  return { student: { code, name, openings: [...openings] } };
}

export const studentStep: Step<RequestAnswers, 'student'> = {
  name: 'student',
  schema: candidateSchema,
  resets: ['openingId', 'skipReason'],
  shown: {
    label: (turn) => turn.words.plain('placing.request.student'),
    value: (turn, { name, code }) =>
      `${turn.words.html('staff.person', { name })} · ${showCode(code).html}`,
  },
  question: (turn) => ({ text: turn.words.html('placing.request.studentAsk') }),
  answer: async (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const found = await findCandidate(turn, read.written);
    if ('say' in found) return { do: 'stay', say: found.say };
    return { do: 'next', value: found.student };
  },
};

type State = FormState<RequestAnswers>;

const openingsIn = ({ answers }: State) => answers.student?.openings ?? [];

/** Asked only where the student wished for several openings of this officer's. */
export const openingStep: Step<RequestAnswers, 'openingId'> = {
  name: 'openingId',
  schema: whole,
  resets: ['skipReason'],
  when: ({ student }) => (student?.openings.length ?? 0) > 1,
  shown: {
    label: (turn) => turn.words.plain('placing.request.opening'),
    value: async (turn, id) => {
      const opening = await openingById(turn.work.tx, id);
      return escapeHtml(opening ? titleIn(turn.words.language, opening) : '');
    },
  },
  question: (turn, state) => ({
    text: turn.words.html('placing.request.openingAsk'),
    buttons: openingsIn(state).map((opening) => [
      stepButton(
        requestForm,
        'openingId',
        titleIn(turn.words.language, opening),
        'pick',
        String(opening.id),
      ),
    ]),
  }),
  answer: (turn, input, state) => {
    const picked = openingsIn(state).find(({ id }) => String(id) === tapped(input)?.argument);
    return picked === undefined ? pressButton(turn) : { do: 'next', value: picked.id };
  },
};
