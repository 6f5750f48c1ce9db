import { z } from 'zod';
import { type PriorityClass, priorityClasses } from '../../../core/applications/types.ts';
import { keepReceived, type Received, receiveFile } from '../../forms/file-step.ts';
import { type Answer, type Scratch, stepButton, tapped } from '../../forms/form.ts';
import { inPairs, pressButton } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { listOf } from '../../view/reasons/decisions.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';

const classSchema = z.enum(priorityClasses);
const choosing = z.object({ chosen: z.array(classSchema).default([]) });

const nameOf = (turn: Turn, claimed: PriorityClass): string =>
  turn.words.plain(`terms.priorityClasses.${claimed}`);

/** Which priority classes are claimed; none is an answer too. */
export const classesStep = step({
  name: 'classes',
  schema: z.array(classSchema),
  shown: {
    label: (turn) => turn.words.plain('application.classes'),
    value: (turn, classes) =>
      listOf(
        classes.map((claimed) => nameOf(turn, claimed)),
        turn.words.language,
      ) || turn.words.html('application.noClasses'),
  },
  enter: (_turn, { answers }): Scratch => ({ chosen: answers.classes ?? [] }),
  question: (turn, { scratch }) => {
    const { chosen } = choosing.parse(scratch);
    const buttons = priorityClasses.map((claimed) => {
      const has = chosen.includes(claimed);
      const text = `${has ? '☑️' : '⬜️'} ${nameOf(turn, claimed)}`;
      return stepButton(formName, 'classes', text, has ? 'drop' : 'add', claimed);
    });
    const done = stepButton(formName, 'classes', turn.words.plain('application.chosen'), 'done');
    return {
      text: turn.words.html('application.classesAsk'),
      buttons: [...inPairs(buttons), [done]],
    };
  },
  answer: (turn, input, { scratch }): Answer<PriorityClass[]> => {
    const { chosen } = choosing.parse(scratch);
    const tap = tapped(input);
    if (tap?.verb === 'done') return { do: 'next', value: chosen };
    const claimed = classSchema.safeParse(tap?.argument);
    if (!tap || !claimed.success) return pressButton(turn);
    const others = chosen.filter((one) => one !== claimed.data);
    const next = tap.verb === 'drop' ? others : [...others, claimed.data];
    return {
      do: 'redraw',
      scratch: { chosen: priorityClasses.filter((one) => next.includes(one)) },
    };
  },
});

const gathering = z.object({
  files: z.partialRecord(classSchema, z.array(z.number().int())).default({}),
  done: z.array(classSchema).default([]),
});
type Gathering = z.infer<typeof gathering>;

const current = (
  classes: readonly PriorityClass[] | undefined,
  { done }: Gathering,
): PriorityClass | undefined => classes?.find((claimed) => !done.includes(claimed));

const withoutProof = ({ classes = [], files }: Partial<ApplicationAnswers>): PriorityClass[] =>
  classes.filter((claimed) => (files?.[claimed]?.length ?? 0) === 0);

const enoughButton = (turn: Turn, claimed: PriorityClass) =>
  stepButton(formName, 'files', turn.words.plain('application.filesEnough'), 'done', claimed);

/** The proofs of the claimed classes, one class after the other. */
export const filesStep = step({
  name: 'files',
  schema: z.partialRecord(classSchema, z.array(z.number().int())),
  when: ({ classes }) => (classes?.length ?? 0) > 0,
  stale: (answers) => withoutProof(answers).length > 0,
  // What was sent before stays; only classes without a proof are asked for, or all when gone back to.
  enter: (_turn, { answers }): Scratch => {
    const { classes = [], files = {} } = answers;
    const missing = withoutProof(answers);
    const done = missing.length > 0 ? classes.filter((claimed) => !missing.includes(claimed)) : [];
    return { files, done };
  },
  question: (turn, { answers, scratch }) => {
    const claimed = current(answers.classes, gathering.parse(scratch)) ?? 'exemplary';
    return {
      text: turn.words.html('application.filesAsk', { class: nameOf(turn, claimed) }),
      buttons: [[enoughButton(turn, claimed)]],
    };
  },
  prepare: (outside, input, { answers, scratch }) => {
    const gathered = gathering.parse(scratch);
    const claimed = current(answers.classes, gathered);
    const kept = claimed ? (gathered.files[claimed]?.length ?? 0) : 0;
    return receiveFile(outside, input, kept);
  },
  answer: async (turn, input, { answers, scratch }) => {
    const gathered = gathering.parse(scratch);
    const claimed = current(answers.classes, gathered);
    if (!claimed) return { do: 'next', value: gathered.files };
    const tap = tapped(input);
    if (tap)
      return tap.argument === claimed
        ? nextClass(turn, answers.classes ?? [], gathered, claimed)
        : pressButton(turn);
    const kept = await keepReceived(turn, turn.prepared as Received | undefined);
    if ('do' in kept) return kept;
    const files = [...(gathered.files[claimed] ?? []), kept.fileId];
    const say = turn.words.html('application.fileReceived', { count: files.length });
    return {
      do: 'stay',
      say,
      // Under each receipt: after an album the question is far up.
      buttons: [[enoughButton(turn, claimed)]],
      scratch: { ...gathered, files: { ...gathered.files, [claimed]: files } },
    };
  },
});

function nextClass(
  turn: Turn,
  classes: readonly PriorityClass[],
  gathered: Gathering,
  claimed: PriorityClass,
): Answer<Gathering['files']> {
  if ((gathered.files[claimed]?.length ?? 0) === 0) {
    return { do: 'stay', say: turn.words.html('application.filesNone') };
  }
  const done = [...gathered.done, claimed];
  if (!current(classes, { ...gathered, done })) return { do: 'next', value: gathered.files };
  turn.dropButtons();
  return {
    do: 'stay',
    say: turn.words.html('forms.noted'),
    scratch: { ...gathered, done },
    again: true,
  };
}
