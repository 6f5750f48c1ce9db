import { z } from 'zod';
import { noteDemand } from '../../../core/accounts/commands/note-demand.ts';
import {
  type FoundUniversity,
  searchUniversities,
  universityOf,
} from '../../../core/universities/queries.ts';
import {
  type Answer,
  type FormState,
  type Question,
  stepButton,
  tapped,
} from '../../forms/form.ts';
import { readText } from '../../forms/steps.ts';
import type { Input } from '../../intake/incoming.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { nameIn } from '../../view/names.ts';

const shownAtMost = 8;

const found = z.object({
  id: z.number(),
  code: z.string(),
  nameFa: z.string(),
  nameEn: z.string(),
  kind: z.enum(['state', 'azad', 'medical']),
  started: z.boolean(),
});
const scratchSchema = z.object({ results: z.array(found).default([]) });

type State = FormState<{ universityId: number }>;

/** Finds the university by name. One that is not served ends the form with what to do instead. */
export const universityStep = (form: string) => ({
  name: 'universityId' as const,
  schema: z.number().int(),
  shown: {
    label: (turn: Turn) => turn.words.plain('profile.university'),
    value: async (turn: Turn, id: number) => {
      const university = await universityOf(turn.work.tx, id);
      return university ? escapeHtml(nameIn(turn.words.language, university)) : '';
    },
  },
  question: (turn: Turn, { scratch }: State): Question => {
    const { results } = scratchSchema.parse(scratch);
    if (results.length === 0) return { text: turn.words.html('profile.universityAsk') };
    return {
      text: turn.words.html('profile.universityPick'),
      buttons: results.map((university) => [
        stepButton(
          form,
          'universityId',
          nameIn(turn.words.language, university),
          'pick',
          String(university.id),
        ),
      ]),
    };
  },
  answer: async (turn: Turn, input: Input, { scratch }: State): Promise<Answer<number>> => {
    const { results } = scratchSchema.parse(scratch);
    const picked = results.find(({ id }) => String(id) === tapped(input)?.argument);
    if (picked) return take(turn, picked);
    const read = readText(turn, input);
    if ('do' in read) return read;
    const { universities } = await searchUniversities(turn.work.tx, {
      text: read.written,
      page: 0,
      size: shownAtMost,
    });
    if (universities.length === 0)
      return { do: 'stay', say: turn.words.html('profile.universityNone') };
    return { do: 'redraw', scratch: { results: [...universities] } };
  },
});

async function take(turn: Turn, university: FoundUniversity): Promise<Answer<number>> {
  const { html } = turn.words;
  if (university.kind !== 'state') {
    turn.say(html(`profile.${university.kind}`));
    return { do: 'end' };
  }
  if (!university.started) {
    await noteDemand(turn.work, await turn.person(), { universityId: university.id });
    turn.say(html('profile.notStarted', { university: nameIn(turn.words.language, university) }));
    return { do: 'end' };
  }
  return { do: 'next', value: university.id };
}
