import { z } from 'zod';
import { type PriorityClass, priorityClasses } from '../../../core/applications/types.ts';
import { dropFile } from '../../../core/files/commands.ts';
import { filesOf, keptDaysOf } from '../../../core/files/queries.ts';
import { keepReceived, type Received, receiveFile } from '../../forms/file-step.ts';
import { type Answer, type Scratch, stepButton, tapped } from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { pressButton } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatInstant } from '../../view/format.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';
import { className } from './classes-step.ts';

const classSchema = z.enum(priorityClasses);
const proofs = z.partialRecord(classSchema, z.array(whole));
const gathering = z.object({
  files: proofs.default({}),
  done: z.array(classSchema).default([]),
});
type Gathering = z.infer<typeof gathering>;

/** The proofs of the claimed classes, one class after the other. */
export const filesStep = step({
  name: 'files',
  schema: proofs,
  scratch: gathering,
  when: ({ classes }) => (classes?.length ?? 0) > 0,
  stale: (answers) => withoutProof(answers).length > 0,
  shown: {
    label: (turn) => turn.words.plain('application.files'),
    value: (turn, files, { classes }) => summary(turn, files, classSchema.array().parse(classes)),
  },
  // What was sent before stays; only classes without a proof are asked for, or all when gone back to.
  enter: async (turn, { answers }): Promise<Scratch> => {
    const { classes = [] } = answers;
    const files = await stillThere(turn, answers.files ?? {});
    const missing = withoutProof({ classes, files });
    const done = missing.length > 0 ? classes.filter((claimed) => !missing.includes(claimed)) : [];
    return { files, done };
  },
  question: async (turn, { answers, scratch }) => {
    const gathered = gathering.parse(scratch);
    const claimed = current(answers.classes, gathered) ?? 'exemplary';
    const ask = turn.words.html('application.filesAsk', {
      class: className(turn, claimed),
      days: await keptDaysOf(turn.work.tx, turn.session.accountId ?? 0),
    });
    const { lines, buttons } = await sentSoFar(turn, claimed, gathered);
    return { text: [ask, ...lines].join('\n'), buttons };
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
    if (tap?.verb === 'remove') return removeFile(turn, gathered, idOf(tap.argument));
    if (tap?.verb === 'done' && tap.argument === claimed) {
      return nextClass(turn, answers.classes ?? [], gathered, claimed);
    }
    return tap ? pressButton(turn) : addFile(turn, gathered, claimed);
  },
});

const current = (
  classes: readonly PriorityClass[] | undefined,
  { done }: Gathering,
): PriorityClass | undefined => classes?.find((claimed) => !done.includes(claimed));

const withoutProof = ({ classes = [], files }: Partial<ApplicationAnswers>): PriorityClass[] =>
  classes.filter((claimed) => (files?.[claimed]?.length ?? 0) === 0);

/** A file whose time was over is asked for again. */
async function stillThere(turn: Turn, files: Gathering['files']): Promise<Gathering['files']> {
  const there = await filesOf(turn.work.tx, Object.values(files).flat());
  const ids = new Set(there.map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(files).map(([claimed, own]) => [claimed, own.filter((id) => ids.has(id))]),
  );
}

/** What came for a class, each with a button that takes it away, and the button that goes on. */
async function sentSoFar(
  turn: Turn,
  claimed: PriorityClass,
  { files }: Gathering,
): Promise<{ readonly lines: readonly string[]; readonly buttons: Buttons }> {
  const { html, plain, language } = turn.words;
  const sent = await filesOf(turn.work.tx, files[claimed] ?? []);
  const lines = sent.map(({ mime, size, createdAt }, index) =>
    html('application.fileLine', {
      number: index + 1,
      kind: plain(`application.fileKinds.${mime === 'application/pdf' ? 'pdf' : 'picture'}`),
      size: Math.max(1, Math.round(size / 1024)),
      at: formatInstant(createdAt, language),
    }),
  );
  const button = (text: string, verb: string, argument: string): Button =>
    stepButton(formName, 'files', text, verb, argument);
  const removing = sent.map(({ id }, index) =>
    button(plain('application.fileRemove', { number: index + 1 }), 'remove', String(id)),
  );
  const enough = button(plain('application.filesEnough'), 'done', claimed);
  return { lines, buttons: [...(removing.length > 0 ? [removing] : []), [enough]] };
}

async function addFile(
  turn: Turn,
  gathered: Gathering,
  claimed: PriorityClass,
): Promise<Answer<Gathering['files']>> {
  const kept = await keepReceived(turn, turn.prepared as Received | undefined);
  // Under each receipt and refusal: after an album the question is far up.
  if ('do' in kept) {
    return { ...kept, buttons: (await sentSoFar(turn, claimed, gathered)).buttons };
  }
  const files = [...(gathered.files[claimed] ?? []), kept.fileId];
  const next = { ...gathered, files: { ...gathered.files, [claimed]: files } };
  const say = turn.words.html('application.fileReceived', { count: files.length });
  const { lines, buttons } = await sentSoFar(turn, claimed, next);
  return { do: 'stay', say: [say, ...lines].join('\n'), buttons, scratch: next };
}

/** Takes one file away, here and, unless it was sent with the request before, from the store. */
async function removeFile(
  turn: Turn,
  gathered: Gathering,
  fileId: number,
): Promise<Answer<Gathering['files']>> {
  const isHere = Object.values(gathered.files).some((ids) => ids.includes(fileId));
  if (isHere) await dropFile(turn.work, await turn.person(), { fileId });
  const files = Object.fromEntries(
    Object.entries(gathered.files).map(([claimed, ids]) => [
      claimed,
      ids.filter((id) => id !== fileId),
    ]),
  );
  return { do: 'redraw', scratch: { ...gathered, files } };
}

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

/** How many proofs each claimed class has. */
const summary = (
  turn: Turn,
  files: Gathering['files'],
  classes: readonly PriorityClass[],
): string =>
  classes
    .map((claimed) => {
      const count = files[claimed]?.length ?? 0;
      return `${className(turn, claimed)}: ${turn.words.html('application.filesCount', { count })}`;
    })
    .join(' · ');
