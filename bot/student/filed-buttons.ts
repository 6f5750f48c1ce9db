import type { ApplicationStatus } from '../../core/applications/types.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';

/** What a student can do with a request that was filed. */
export const filedButtons = (turn: Turn, { canEdit }: ApplicationStatus): Buttons =>
  canEdit ? [[{ text: turn.words.plain('application.change'), data: 'revise' }]] : [];
