import { z } from 'zod';
import { pointsAt } from '../../../core/applications/queries.ts';
import { type PriorityClass, priorityClasses } from '../../../core/applications/types.ts';
import { type Answer, type Scratch, stepButton, tapped } from '../../forms/form.ts';
import { inPairs, pressButton } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatList } from '../../view/format.ts';
import { aboutRequest } from './about.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';

const choosing = z.object({ chosen: z.array(z.enum(priorityClasses)).default([]) });

export const className = (turn: Turn, claimed: PriorityClass): string =>
  turn.words.plain(`terms.priorityClasses.${claimed}`);

/** Which priority classes are claimed; none is an answer too. */
export const classesStep = step({
  name: 'classes',
  schema: z.array(z.enum(priorityClasses)),
  scratch: choosing,
  shown: {
    label: (turn) => turn.words.plain('application.classes'),
    value: (turn, classes) =>
      formatList(
        classes.map((claimed) => className(turn, claimed)),
        turn.words.language,
      ) || turn.words.html('application.noClasses'),
  },
  enter: (_turn, { answers }): Scratch => ({ chosen: answers.classes ?? [] }),
  question: async (turn, { answers, scratch }) => {
    const { html, plain } = turn.words;
    const { chosen } = choosing.parse(scratch);
    const buttons = priorityClasses.map((claimed) => {
      const has = chosen.includes(claimed);
      const text = `${has ? '☑️' : '⬜️'} ${className(turn, claimed)}`;
      return stepButton(formName, 'classes', text, has ? 'drop' : 'add', claimed);
    });
    const done = stepButton(formName, 'classes', plain('application.chosen'), 'done');
    return {
      text: [html('application.classesAsk'), ...(await pointLines(turn, answers))].join('\n'),
      buttons: [...inPairs(buttons), [done]],
    };
  },
  answer: (turn, input, { scratch }): Answer<PriorityClass[]> => {
    const { chosen } = choosing.parse(scratch);
    const tap = tapped(input);
    if (tap?.verb === 'done') return { do: 'next', value: chosen };
    const claimed = priorityClasses.find((known) => known === tap?.argument);
    if (!tap || !claimed) return pressButton(turn);
    const others = chosen.filter((one) => one !== claimed);
    const next = tap.verb === 'drop' ? others : [...others, claimed];
    return {
      do: 'redraw',
      scratch: { chosen: priorityClasses.filter((one) => next.includes(one)) },
    };
  },
});

/** What each class is worth at this university, and what the points are for. */
async function pointLines(turn: Turn, answers: Partial<ApplicationAnswers>): Promise<string[]> {
  const { html } = turn.words;
  const about = await aboutRequest(turn, answers);
  if (!about) return [];
  const points = await pointsAt(turn.work.tx, about.studies.universityId);
  return [
    html('application.pointsIntro'),
    ...priorityClasses.map((claimed) =>
      html('application.pointsLine', { class: className(turn, claimed), points: points[claimed] }),
    ),
  ];
}
