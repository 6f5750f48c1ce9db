import fc from 'fast-check';
import { days, hours, minutes } from '../../support/clock.ts';
import type { Sent } from './input-chat.ts';
import { madeUpFiles } from './made-up-files.ts';
import {
  changeWords,
  commandNames,
  formNames,
  oddArguments,
  oddTexts,
  otherMessages,
  stepWords,
  tapNames,
  verbWords,
} from './odd.ts';
import type { Faults } from './recorded-bot.ts';

/** Ways of writing the same thing. */
export const styles = ['as it is', 'Persian digits', 'Arabic digits', 'spaces', 'marks'] as const;

/** Something that happens in a conversation. */
export type Deed =
  /** What the question asks for. */
  | { readonly do: 'right'; readonly style: (typeof styles)[number]; readonly times: 1 | 2 }
  /** The right answer with one sign changed, left out or doubled. */
  | { readonly do: 'almost'; readonly at: number; readonly how: 'without' | 'twice' | 'other' }
  | { readonly do: 'send'; readonly sent: Sent; readonly times: 1 | 2 }
  /** The button that stands there, counted from the lowest. */
  | { readonly do: 'press'; readonly at: number; readonly times: 1 | 2 }
  /** A button that was shown at any time, the latest first. */
  | { readonly do: 'press old'; readonly at: number }
  /** A button of the question at hand that nobody has shown. */
  | { readonly do: 'forge'; readonly verb: string; readonly argument: string }
  /** Opens the form as at the beginning. */
  | { readonly do: 'open' }
  /** The messenger delivers again what was sent so many updates before. */
  | { readonly do: 'redeliver'; readonly back: number }
  | { readonly do: 'restart' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'break'; readonly what: keyof Faults }
  | { readonly do: 'mend' };

const once = fc.constantFrom<(1 | 2)[]>(1, 1, 1, 2);
const pick = (words: readonly string[]) => fc.constantFrom(...words);

/** What Telegram takes back from a button: at most 64 bytes. */
export const asData = (parts: readonly string[]): Sent => {
  let data = parts.join(':');
  while (Buffer.byteLength(data) > 64) data = data.slice(0, -1);
  return { tap: data };
};

const formTaps = fc
  .tuple(pick(formNames), pick(stepWords), pick(verbWords), pick(changeWords))
  .map((parts) => asData(['f', ...parts]));
const otherTaps = fc
  .tuple(pick(tapNames), fc.array(pick(oddArguments), { maxLength: 4 }))
  .map(([name, args]) => asData([name, ...args]));
/** Taps and commands that nobody of ours has offered. */
export const madeUpTaps: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 4, arbitrary: otherTaps },
  { weight: 2, arbitrary: formTaps },
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => asData([text])),
);

const argumentWords = [...oddTexts, ...oddArguments, 'AQFY-XMHJ', '40010001'];
export const commands: fc.Arbitrary<Sent> = fc
  .tuple(pick(commandNames), fc.array(pick(argumentWords), { maxLength: 3 }))
  .map(([name, args]) => ({ text: [`/${name}`, ...args].join(' ') }));

export const texts: fc.Arbitrary<Sent> = fc
  .oneof(pick(oddTexts), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }))
  .map((text) => ({ text }));

export const files: fc.Arbitrary<Sent> = fc.record({
  file: pick([...Object.keys(madeUpFiles), 'what the messenger has lost']),
  as: fc.constantFrom<('photo' | 'document')[]>('photo', 'document'),
  caption: pick(oddTexts),
});

export const contacts: fc.Arbitrary<Sent> = fc.record({
  phone: fc.constantFrom('989123000000', '+989123000001', '4915112345678', '', '۰۹۱۲', '\u0000'),
  own: fc.boolean(),
});

export const others: fc.Arbitrary<Sent> = fc.oneof(
  pick(Object.keys(otherMessages)).map((name) => ({ other: otherMessages[name] ?? {} })),
  pick(oddTexts).map((edited) => ({ edited })),
);

const sent = (arbitrary: fc.Arbitrary<Sent>): fc.Arbitrary<Deed> =>
  fc.record({ do: fc.constant('send'), sent: arbitrary, times: once });

const right = (): fc.Arbitrary<Deed> =>
  fc.record({ do: fc.constant('right'), style: fc.constantFrom(...styles), times: once });

const languages = fc.constantFrom<Sent[]>(
  { tap: 'lang:fa' },
  { tap: 'lang:en' },
  { text: '/language' },
);

/** Anything that a person, the messenger, the clock or the house can do; half of it leads on. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 24, arbitrary: right() },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('almost'),
      at: fc.nat(30),
      how: fc.constantFrom('without' as const, 'twice' as const, 'other' as const),
    }),
  },
  { weight: 5, arbitrary: sent(texts) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('press'), at: fc.nat(12), times: once }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('press old'), at: fc.nat(60) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('forge'),
      verb: pick(verbWords),
      argument: pick(changeWords),
    }),
  },
  { weight: 3, arbitrary: sent(madeUpTaps) },
  { weight: 2, arbitrary: sent(commands) },
  { weight: 2, arbitrary: sent(files) },
  { weight: 1, arbitrary: sent(contacts) },
  { weight: 1, arbitrary: sent(others) },
  { weight: 1, arbitrary: sent(languages) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('redeliver'), back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      ms: fc.constantFrom(61_000, 10 * minutes, 2 * hours, days, 40 * days),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('break'),
      what: fc.constantFrom('registry' as const, 'store' as const, 'download' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mend') }) },
) as fc.Arbitrary<Deed>;
