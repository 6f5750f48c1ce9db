import { formatNumber, words } from '../../view/language.ts';
import type { Cast, OfficerInJourney } from './cast.ts';
import { any } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

/** An officer's first words with the bot. */
export const arriving = (who: OfficerInJourney): Step[] =>
  stepsOf(who, [
    [
      'greets the bot',
      async (cast) => {
        await cast[who].write('/start');
        await cast[who].sees(words.fa.html('start.askLanguage'));
      },
    ],
    [
      'chooses the language',
      async (cast) => {
        const key = cast.language === 'fa' ? 'start.persian' : 'start.english';
        await cast[who].tap(words.fa.plain(key));
        await cast[who].seesButton(cast[who].words.plain('menu.inbox'));
      },
    ],
  ]);

/** Opens the inbox, in which one item waits, and the item. */
export const openingItem = (
  who: OfficerInJourney,
  kind: Parameters<typeof kindKey>[0],
  seen: (cast: Cast) => Promise<unknown>,
): Step[] =>
  stepsOf(who, [
    [
      'looks into the inbox',
      async (cast) => {
        const { html, plain } = cast[who].words;
        await cast[who].write('/inbox');
        const line = { number: 1, kind: plain(kindKey(kind)), about: any, since: any, due: any };
        await cast[who].sees(html('staff.inbox.line', line));
      },
    ],
    [
      'opens the item',
      async (cast) => {
        await cast[who].tap(formatNumber(1, cast.language));
        await seen(cast);
      },
    ],
  ]);

const kindKey = <Kind extends 'reviewApplication' | 'approvePlacement' | 'approveFinal'>(
  kind: Kind,
) => `staff.kinds.${kind}` as const;

/** 7: the expert sees the proof, verifies it and approves; the student is told. */
export const reviewing: readonly Step[] = [
  ...arriving('expert'),
  ...openingItem('expert', 'reviewApplication', ({ expert }) =>
    expert.seesButton(expert.words.plain('review.approve')),
  ),
  ...stepsOf('expert', [
    ['looks at the proof', lookAtProof],
    ['verifies the proof', verifyProof],
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

async function lookAtProof({ expert, married, notes }: Cast): Promise<void> {
  if (!married) return;
  const { plain } = expert.words;
  const name = plain('terms.priorityClasses.married');
  await expert.tap(plain('review.proof', { class: name }));
  const file = await expert.seesFile();
  const same = Buffer.from(notes.certificate ?? []).equals(expert.chat.download(file));
  if (!same) throw new Error('the expert sees another file than the student sent');
}

async function verifyProof({ expert, married }: Cast): Promise<void> {
  if (!married) return;
  await expert.tap(expert.words.plain('review.verify'));
  const name = expert.words.plain('terms.priorityClasses.married');
  await expert.sees(expert.words.html('review.verified', { class: name, by: any }));
}
