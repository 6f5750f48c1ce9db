import { z } from 'zod';
import { dropFile } from '../../core/files/commands.ts';
import { keptFilesOf } from '../../core/files/queries.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import { keepReceived, type Received, receiveFile } from './file-step.ts';
import { type Answer, type Scratch, type Step, stepButton, tapped } from './form.ts';
import { whole } from './kept.ts';
import { pressButton } from './review.ts';

/** Answers of a form with such a step. */
interface WithFiles {
  files: number[];
}

interface FilesStep {
  readonly form: string;
  readonly ask: (turn: Turn) => string;
  /** The button that ends the step, with or without files. */
  readonly done: (turn: Turn) => string;
  /** Shown on the review page under this label; not shown without one. */
  readonly label?: (turn: Turn) => string;
}

const gathering = z.object({ files: z.array(whole).default([]) });

/**
 * A step that takes some files, or none; a stranger's too. Those whose bytes were deleted since are
 * left out when it is asked again.
 */
export const filesStep = ({ form, ask, done, label }: FilesStep): Step<WithFiles, 'files'> => {
  const buttons = (turn: Turn, files: readonly number[]): Buttons => [
    [stepButton(form, 'files', done(turn), 'done')],
    ...(files.length > 0
      ? [[stepButton(form, 'files', turn.words.plain('support.filesDrop'), 'drop')]]
      : []),
  ];
  return {
    name: 'files',
    schema: z.array(whole),
    scratch: gathering,
    ...(label ? { shown: { label, value: showFiles } } : {}),
    enter: async (turn, { answers }): Promise<Scratch> => ({
      files: await keptFilesOf(turn.work.tx, await turn.person(), answers.files ?? []),
    }),
    question: (turn, { scratch }) => ({
      text: ask(turn),
      buttons: buttons(turn, gathering.parse(scratch).files),
    }),
    prepare: (outside, input, { scratch }) =>
      receiveFile(outside, input, gathering.parse(scratch).files.length),
    answer: async (turn, input, { scratch }): Promise<Answer<number[]>> => {
      const { files } = gathering.parse(scratch);
      const tap = tapped(input);
      if (tap?.verb === 'done') return { do: 'next', value: files };
      if (tap?.verb === 'drop') return dropAll(turn, files);
      if (tap) return pressButton(turn);
      const received = turn.prepared as Received | undefined;
      const kept = await keepReceived(turn, received, { strangers: true });
      // Under each receipt and refusal: after an album the question is far up.
      if ('do' in kept) return { ...kept, buttons: buttons(turn, files) };
      const all = [...files, kept.fileId];
      const say = turn.words.html('support.fileReceived', { files: all.length });
      return { do: 'stay', say, buttons: buttons(turn, all), scratch: { files: all } };
    },
  };
};

const showFiles = ({ words: { html } }: Turn, files: readonly number[]): string =>
  files.length === 0 ? html('support.noFiles') : html('support.fileCount', { files: files.length });

async function dropAll(turn: Turn, files: readonly number[]): Promise<Answer<number[]>> {
  const person = await turn.person();
  for (const fileId of files) await dropFile(turn.work, person, { fileId });
  turn.toast(turn.words.plain('support.filesDropped'));
  return { do: 'redraw', scratch: { files: [] } };
}
