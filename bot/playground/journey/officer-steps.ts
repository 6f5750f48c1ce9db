import { words } from '../../view/language.ts';
import type { Cast, OfficerInJourney } from './cast.ts';
import { any, readOff } from './screen-text.ts';
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

const kinds = {
  reviewApplication: 'staff.kinds.reviewApplication',
  approvePlacement: 'staff.kinds.approvePlacement',
  approveFinal: 'staff.kinds.approveFinal',
  confirmBankAccount: 'staff.kinds.confirmBankAccount',
  approvePayRun: 'staff.kinds.approvePayRun',
} as const;

/** Looks into the inbox for something of a kind and opens it. `seen`: what the page must show. */
export const openingItem = (
  who: OfficerInJourney,
  kind: keyof typeof kinds,
  seen: (cast: Cast) => Promise<unknown>,
): Step[] =>
  stepsOf(who, [
    [
      'looks into the inbox',
      async (cast) => {
        await cast[who].write('/inbox');
        await cast[who].sees(lineOf(cast, who, kind));
      },
    ],
    [
      'opens the item',
      async (cast) => {
        const line = lineOf(cast, who, kind);
        const inbox = await cast[who].sees(line);
        const [before = ''] = readOff(line, inbox.text);
        await cast[who].tap(before.split('\n').at(-1) ?? '');
        await seen(cast);
      },
    ],
  ]);

/** The line of an item of that kind. */
function lineOf(cast: Cast, who: OfficerInJourney, kind: keyof typeof kinds) {
  const { html, plain } = cast[who].words;
  const rest = { about: any, since: any, due: any };
  return html('staff.inbox.line', { number: any, kind: plain(kinds[kind]), ...rest });
}
