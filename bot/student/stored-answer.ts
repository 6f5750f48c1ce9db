import { z } from 'zod';
import type { StoredForm } from '../../core/chats/types.ts';

const content = z.object({ answers: z.record(z.string(), z.unknown()) });

/** The answers of a form that was left half-finished, as far as they are given. */
export const answersIn = (stored: StoredForm): Record<string, unknown> =>
  content.parse(stored.content).answers;

/** One of them; undefined where it is not given yet. */
export const answerIn = (stored: StoredForm, name: string): unknown => answersIn(stored)[name];
