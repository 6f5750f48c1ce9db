import { z } from 'zod';
import { countReceivers } from '../../../core/announcements/queries.ts';
import { audienceSchema } from '../../../core/announcements/schema.ts';
import { type Audience, languages, type Topic } from '../../../core/announcements/types.ts';
import { applicationStates } from '../../../core/applications/types.ts';
import { levels } from '../../../core/registry/types.ts';
import { type FormState, type Question, type Step, stepButton, tapped } from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { inPairs, pressButton } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml, Html } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';
import { universitiesFor } from '../setup/reach.ts';
import { audienceLines, describeAudience, unitChoices, universityChoices } from './audience.ts';

/** What narrows an audience, and so has a page of choices. */
const kinds = ['universities', 'units', 'levels', 'states', 'languages'] as const;
type Kind = (typeof kinds)[number];

const keyOf = {
  universities: 'universityIds',
  units: 'unitIds',
  levels: 'levels',
  states: 'states',
  languages: 'languages',
} as const satisfies Record<Kind, keyof Audience>;

const scratchSchema = z.object({
  audience: audienceSchema,
  kind: z.enum(kinds).optional(),
  page: whole.default(0),
});
type AudienceScratch = z.infer<typeof scratchSchema>;

interface WithAudience {
  topic: Topic;
  audience: Audience;
}

const name = 'audience';

/** Who gets it: one page with the whole, and one for each way to narrow it. */
export function audienceStep(form: string): Step<WithAudience, 'audience'> {
  const button = (text: string, verb: string, argument = '') =>
    stepButton(form, name, text, verb, argument);

  async function home(
    turn: Turn,
    { answers }: FormState<WithAudience>,
    { audience }: AudienceScratch,
  ) {
    const { html, plain } = turn.words;
    const topic = answers.topic ?? 'general';
    const count = await countReceivers(turn.work.tx, {
      topic,
      texts: { fa: '-', en: '-' },
      audience,
    });
    const chosen = await audienceLines(turn, audience);
    const topicName = plain(`settings.topics.${topic}`);
    return {
      text: html('announce.audience.ask', { topic: topicName, chosen: new Html(chosen), count }),
      buttons: [
        ...inPairs(
          kinds.map((kind) => button(plain(`announce.narrowedBy.${kind}`), 'narrow', kind)),
        ),
        [button(plain('announce.audience.ready'), 'ready')],
      ],
    };
  }

  async function choices(turn: Turn, scratch: AudienceScratch, kind: Kind): Promise<Question> {
    const { html, plain } = turn.words;
    const { options, pages } = await optionsOf(turn, scratch, kind);
    const chosen = new Set((scratch.audience[keyOf[kind]] ?? []).map(String));
    const option = ({ value, text }: Option): Button =>
      button(`${chosen.has(value) ? '☑️' : '◻️'} ${text}`, 'pick', value);
    const turns = [
      ...(scratch.page > 0
        ? [button(plain('announce.audience.previous'), 'page', String(scratch.page - 1))]
        : []),
      ...(scratch.page + 1 < pages
        ? [button(plain('announce.audience.next'), 'page', String(scratch.page + 1))]
        : []),
    ];
    return {
      text: html('announce.audience.pick', { what: plain(`announce.narrowedBy.${kind}`) }),
      buttons: [
        ...options.map((one) => [option(one)]),
        ...(turns.length > 0 ? [turns] : []),
        [
          button(plain('announce.audience.clear'), 'clear'),
          button(plain('announce.audience.back'), 'home'),
        ],
      ],
    };
  }

  return {
    name,
    schema: audienceSchema,
    scratch: scratchSchema,
    shown: {
      label: (turn) => turn.words.plain('announce.form.audience'),
      value: async (turn, audience) => escapeHtml(await describeAudience(turn, audience)),
    },
    enter: async (turn, { answers }) => ({
      audience: answers.audience ?? (await firstAudience(turn)),
      page: 0,
    }),
    question: (turn, state) => {
      const scratch = scratchSchema.parse(state.scratch);
      return scratch.kind ? choices(turn, scratch, scratch.kind) : home(turn, state, scratch);
    },
    answer: async (turn, input, state) => {
      const scratch = scratchSchema.parse(state.scratch);
      const tap = tapped(input);
      if (!tap) return pressButton(turn);
      if (tap.verb === 'ready') return ready(turn, scratch.audience);
      const next = await moved(turn, scratch, tap);
      if (next === 'unitFirst') {
        return { do: 'stay', say: turn.words.html('announce.audience.unitFirst') };
      }
      return next ? { do: 'redraw', scratch: next } : pressButton(turn);
    },
  };
}

async function ready(turn: Turn, audience: Audience) {
  const reach = universitiesFor(await turn.person(), 'announce');
  if (reach !== 'all' && !audience.universityIds) {
    return { do: 'stay', say: turn.words.html('announce.audience.mustChoose') } as const;
  }
  return { do: 'next', value: audience } as const;
}

/** Who reaches one university only begins with it. */
async function firstAudience(turn: Turn): Promise<Audience> {
  const reach = universitiesFor(await turn.person(), 'announce');
  return reach === 'all' || reach.length === 0 ? {} : { universityIds: reach.slice(0, 1) };
}

interface Tap {
  readonly verb: string;
  readonly argument: string;
}

/** The scratch after a tap; undefined for what stands in no button of ours. */
async function moved(
  turn: Turn,
  scratch: AudienceScratch,
  { verb, argument }: Tap,
): Promise<AudienceScratch | 'unitFirst' | undefined> {
  const { audience, kind } = scratch;
  if (verb === 'home') return { audience, page: 0 };
  if (verb === 'narrow') {
    const opened = kinds.find((one) => one === argument);
    if (opened === 'units' && audience.universityIds?.length !== 1) return 'unitFirst';
    return opened && { audience, kind: opened, page: 0 };
  }
  if (!kind) return undefined;
  if (verb === 'page') return { ...scratch, page: Math.min(idOf(argument), 10_000) };
  if (verb === 'clear') return { ...scratch, audience: await cleared(turn, audience, kind) };
  if (verb !== 'pick') return undefined;
  const { options } = await optionsOf(turn, scratch, kind);
  if (!options.some(({ value }) => value === argument)) return undefined;
  return { ...scratch, audience: toggled(audience, kind, argument) };
}

async function cleared(turn: Turn, audience: Audience, kind: Kind): Promise<Audience> {
  const { [keyOf[kind]]: _gone, ...rest } = audience;
  if (kind !== 'universities') return rest;
  const { unitIds: _units, ...wider } = rest as Audience;
  return { ...wider, ...(await firstAudience(turn)) };
}

/** Units belong to the one university that is chosen, so they go with it. */
function toggled(audience: Audience, kind: Kind, value: string): Audience {
  const key = keyOf[kind];
  const isNumber = kind === 'universities' || kind === 'units';
  const one = isNumber ? Number(value) : value;
  const before: readonly (string | number)[] = audience[key] ?? [];
  const after = before.includes(one) ? before.filter((other) => other !== one) : [...before, one];
  const { [key]: _before, ...rest } = audience;
  const { unitIds: _units, ...withoutUnits } = rest as Audience;
  const kept = kind === 'universities' ? withoutUnits : rest;
  return audienceSchema.parse(after.length > 0 ? { ...kept, [key]: after } : kept);
}

interface Option {
  readonly value: string;
  readonly text: string;
}

async function optionsOf(
  turn: Turn,
  { audience, page }: AudienceScratch,
  kind: Kind,
): Promise<{ options: readonly Option[]; pages: number }> {
  const { plain } = turn.words;
  switch (kind) {
    case 'universities':
      return universityChoices(turn, page);
    case 'units':
      return unitChoices(turn, audience.universityIds?.[0] ?? 0, page);
    case 'levels':
      return all(levels.map((value) => ({ value, text: plain(`terms.levels.${value}`) })));
    case 'states':
      return all(
        applicationStates.map((value) => ({
          value,
          text: plain(`terms.applicationStates.${value}`),
        })),
      );
    case 'languages':
      return all(languages.map((value) => ({ value, text: plain(`announce.languages.${value}`) })));
  }
}

const all = (options: readonly Option[]) => ({ options, pages: 1 });
