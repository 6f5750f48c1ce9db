import type { Cast } from './cast.ts';
import { arriving, openingItem } from './officer-steps.ts';
import { any } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

/** 7: the expert sees the proof, verifies it and approves; the student is told. */
export const reviewing: readonly Step[] = [
  ...arriving('expert'),
  ...openingItem('expert', 'reviewApplication', ({ expert }) =>
    expert.seesButton(expert.words.plain('review.approve')),
  ),
  ...stepsOf('expert', [
    ['looks at the proof', lookAtProof, 'married'],
    ['verifies the proof', verifyProof, 'married'],
    [
      'approves the request',
      async ({ expert }) => {
        await expert.tap(expert.words.plain('review.approve'));
        const state = expert.words.plain('terms.applicationStates.approved');
        await expert.sees(expert.words.html('review.state', { state, since: any }));
      },
    ],
  ]),
  ...stepsOf('student', [
    [
      'is told of the approval',
      async ({ student }) => {
        await student.sees(student.words.html('notices.application.approved', { code: any }));
      },
    ],
  ]),
];

async function lookAtProof({ expert, notes }: Cast): Promise<void> {
  const { plain } = expert.words;
  const name = plain('terms.priorityClasses.married');
  await expert.tap(plain('review.proof', { class: name }));
  const file = await expert.seesFile();
  const same = Buffer.from(notes.certificate ?? []).equals(expert.chat.download(file));
  if (!same) throw new Error('the expert sees another file than the student sent');
}

async function verifyProof({ expert }: Cast): Promise<void> {
  await expert.tap(expert.words.plain('review.verify'));
  const name = expert.words.plain('terms.priorityClasses.married');
  await expert.sees(expert.words.html('review.verified', { class: name, by: any }));
  // The page comes anew below the proof; its old buttons are about to go.
  await expert.sees(expert.words.html('review.state', { state: any, since: any }));
}
