import { z } from 'zod';
import { type ProfileField, profileFields } from '../../../core/registry/types.ts';
import { keepReceived, type Received, receiveFile } from '../../forms/file-step.ts';
import { type Question, stepButton, tapped } from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { inPairs } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { profileLabels } from '../../view/profile-fields.ts';
import { type Looked, lookUp } from '../look-up.ts';
import { type Compared, formName, step } from './answers.ts';

/** What is fetched before a photo goes to the expert: its bytes, and the record as it is now. */
export interface Submission {
  readonly received: Received | undefined;
  readonly looked: Looked;
}

/** A photo that was kept while the registry could not be asked. */
const scratchSchema = z.object({ photo: whole.optional() });

/** What may be a slip: where it differs, or anything where there is no record to compare with. */
function mendable(compared: Compared | undefined): readonly ProfileField[] {
  if (compared?.outcome !== 'differs') return [];
  return compared.fields.length > 0 ? compared.fields : profileFields;
}

/** Where the profile differs: each field can be mended, or a photo of the card goes to the expert. */
export const card = step({
  name: 'card',
  schema: whole,
  when: ({ review }) => review?.outcome === 'differs',
  question: (turn, { answers, scratch }): Question => {
    const fields = mendable(answers.review);
    const { photo } = scratchSchema.parse(scratch);
    return {
      text: turn.words.html(photo === undefined ? 'profile.cardAsk' : 'profile.photoKept'),
      buttons: [
        ...(photo === undefined ? [] : [[again(turn)]]),
        ...inPairs(
          fields.map((field) => {
            const label = turn.words.plain(profileLabels[field]);
            return stepButton(formName, 'card', `✏️ ${label}`, 'change', field);
          }),
        ),
      ],
    };
  },
  prepare: async (outside, input, _state, accountId): Promise<Submission | undefined> => {
    if (input.kind !== 'file' && tapped(input)?.verb !== 'again') return undefined;
    return {
      received: await receiveFile(outside, input, 0),
      looked: await lookUp(outside, accountId),
    };
  },
  answer: async (turn, input, { answers, scratch }) => {
    const tap = tapped(input);
    const field = mendable(answers.review).find((name) => name === tap?.argument);
    if (tap?.verb === 'change' && field) return { do: 'goto', step: field };
    const { photo } = scratchSchema.parse(scratch);
    const { received, looked } = (turn.prepared ?? {}) as Partial<Submission>;
    const kept =
      tap?.verb === 'again' && photo !== undefined
        ? { fileId: photo }
        : await keepReceived(turn, received);
    if ('do' in kept) return kept;
    if (looked !== 'registryDown') return { do: 'next', value: kept.fileId };
    const say = turn.words.html('errors.registryDown');
    return { do: 'stay', say, scratch: { photo: kept.fileId }, again: true };
  },
});

const again = (turn: Turn) =>
  stepButton(formName, 'card', turn.words.plain('profile.sendPhoto'), 'again');
