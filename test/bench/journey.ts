import { eyesOn } from '../../bot/playground/journey/eyes.ts';
import type { MadeUpStudent } from '../../bot/playground/people.ts';
import { castOfStudent, crowdOf, playerOf } from '../support/crowd.ts';
import {
  bare,
  type Contestant,
  conversations,
  ours,
  type Play,
  type Played,
  playGame,
  wizard,
} from './contestants.ts';
import type { Figure, Topic } from './figures.ts';
import {
  fields,
  greeting,
  greetings,
  type Move,
  peersForm,
  journey as steps,
} from './load/moves.ts';

const patience = 120_000;

/** The moves again and again in each chat. */
const again =
  (crowd: readonly MadeUpStudent[], moves: readonly Move[], laps: number): Play =>
  async ({ playground }, chat, meter) => {
    const about = personAt(crowd, chat);
    const onlooker = meter.watch();
    const player = playerOf(playground, about, { onlooker, patience });
    for (let lap = 0; lap < laps; lap++) {
      for (const move of moves) {
        await move(player, about);
        onlooker.answered();
      }
    }
  };

/** From the first greeting to the filed request, of one person of the crowd after another. */
const journeys =
  (crowd: readonly MadeUpStudent[], each: number): Play =>
  async ({ playground, store }, chat, meter) => {
    const onlooker = meter.watch();
    const eyes = (chatId: number) => store.look((database) => eyesOn(database)(chatId));
    const options = { language: 'fa', married: false, patience, onlooker, eyes } as const;
    for (let number = 0; number < each; number++) {
      const cast = castOfStudent(playground, personAt(crowd, chat * each + number), options);
      for (const step of steps) {
        await step.act(cast);
        onlooker.answered();
      }
    }
  };

function personAt(crowd: readonly MadeUpStudent[], index: number): MadeUpStudent {
  const about = crowd[index];
  if (!about) throw new Error('the crowd is too small');
  return about;
}

/** The figures of one contestant, `forms` of whose forms were filled in. */
const rows = (who: string, played: Played, forms: number): readonly Figure[] => [
  { what: `${who}: updates`, value: played.perSecond, unit: '/s' },
  { what: `${who}: answer, half within`, value: played.p50, unit: 'ms' },
  { what: `${who}: answer, 99 % within`, value: played.p99, unit: 'ms' },
  { what: `${who}: processor for an update`, value: played.processorMs, unit: 'ms' },
  { what: `${who}: written for a form`, value: played.walBytes / forms / 1024, unit: 'kB' },
];

interface Entry {
  readonly who: string;
  readonly contestant: Contestant;
  readonly moves: readonly Move[];
  readonly before: readonly Move[];
}

/** What is compared with our own, and how many times as fast ours has to be. */
const entries = {
  fields: {
    who: 'ours, fields only',
    ...{ contestant: ours, moves: fields, before: [...greeting, ...fields] },
  },
  conversations: {
    who: 'conversations',
    ...{ contestant: conversations, moves: peersForm, before: peersForm },
  },
  wizard: { who: 'wizard', contestant: wizard, moves: peersForm, before: peersForm },
  bare: { who: 'bare', contestant: bare, moves: greetings, before: greetings },
} as const satisfies Record<string, Entry>;

/** Our own bot against the same form in other frameworks, and against one that keeps nothing. */
export const journey: Topic = {
  name: 'journey',
  async run({ full, say }) {
    const chats = full ? 100 : 40;
    const updates = full ? 8_000 : 1_500;
    const each = full ? 2 : 1;
    const warming = 10;
    const crowd = crowdOf(chats * each + warming);
    const figures: Figure[] = [];
    const play = async (name: keyof typeof entries): Promise<number> => {
      const { who, contestant, moves, before } = entries[name];
      say(who);
      const laps = Math.ceil(updates / chats / moves.length);
      const played = await playGame({
        ...{ contestant, chats, crowd },
        before: again(crowd, before, 1),
        play: again(crowd, moves, laps),
      });
      figures.push(...rows(who, played, laps * chats));
      return played.perSecond;
    };
    say('ours, whole journeys');
    const whole = await playGame({
      ...{ contestant: ours, chats, crowd },
      before: async (ground, chat, meter) =>
        chat < warming ? journeys(crowd, 1)(ground, chat, meter) : undefined,
      play: journeys(crowd.slice(warming), each),
    });
    figures.push(...rows('ours, whole journeys', whole, chats * each));
    const plain = await play('fields');
    const others = [
      { name: 'the conversations', rate: await play('conversations'), times: 1.5 },
      { name: 'the wizard', rate: await play('wizard'), times: 1.5 },
      { name: 'the bare bot', rate: await play('bare'), times: 0.5 },
    ];
    const ratio = (what: string, value: number, atLeast: number): Figure => ({
      ...{ what, value, unit: '×', wanted: { atLeast } },
    });
    for (const { name, rate, times } of others) {
      figures.push(
        ratio(`whole journeys, times ${name}`, whole.perSecond / rate, times),
        ratio(`fields only, times ${name}`, plain / rate, times),
      );
    }
    return figures;
  },
};
