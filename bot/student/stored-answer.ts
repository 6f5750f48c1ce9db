import { z } from 'zod';
import type { StoredForm } from '../../core/chats/types.ts';

const content = z.object({ answers: z.record(z.string(), z.unknown()) });

/** One answer of a form that was left half-finished; undefined where it is not given yet. */
export const answerIn = (stored: StoredForm, name: string): unknown =>
  content.parse(stored.content).answers[name];
