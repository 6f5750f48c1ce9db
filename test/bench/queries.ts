import type { BenchOptions, Figure, Topic } from './figures.ts';
import { type Many, openMany } from './many/database.ts';
import { fullScans } from './many/plans.ts';
import { countryQuestions, type Question, questions } from './many/questions.ts';

const times = 40;

/** What the screens of students and officers ask of databases of different sizes, on PostgreSQL. */
export const queries: Topic = {
  name: 'queries',
  async run({ full, say }) {
    const sizes = full ? [1_000, 200_000, 1_000_000] : [1_000, 40_000];
    const figures: Figure[] = [];
    const small = new Map<string, number>();
    for (const size of sizes) {
      say(`${size} applications are seeded`);
      const { many, seconds } = await openMany(size);
      // The first of all would pay for the compiling of what the later ones find ready.
      if (size === sizes[0]) await warmUp(many);
      figures.push({ what: `seeding ${count(size)} applications`, value: seconds, unit: 's' });
      try {
        figures.push(...(await measure(many, { size, small, say })));
      } finally {
        await many.drop();
      }
    }
    return figures;
  },
};

async function warmUp(many: Many): Promise<void> {
  for (const { ask } of questions) for (let nth = 100; nth < 130; nth++) await ask(many, nth);
}

const count = (size: number): string => size.toLocaleString('en');

interface At {
  readonly size: number;
  /** Milliseconds by question, of the smallest size; it fills this. */
  readonly small: Map<string, number>;
  readonly say: BenchOptions['say'];
}

async function measure(many: Many, { size, small, say }: At): Promise<Figure[]> {
  const figures: Figure[] = [];
  let scans = 0;
  for (const question of [...questions, ...countryQuestions]) {
    say(`${question.what}, ${count(size)}`);
    const of = `${question.what}, ${count(size)}`;
    const often = countryQuestions.includes(question) ? 3 : times;
    const ms = await median(many, question, often);
    figures.push({ what: of, value: ms, unit: 'ms' });
    const said = await many.heard(() => question.ask(many, often + 2));
    figures.push({ what: `${of}: statements`, value: said.length, unit: '' });
    for (const scan of await fullScans(many.pool, said)) {
      say(`${of}: reads all of ${scan}`);
      scans += 1;
    }
    if (!question.promised) continue;
    const before = small.get(question.what);
    if (before === undefined) small.set(question.what, ms);
    else
      figures.push({
        what: `${of}: of 1,000`,
        value: ms / before,
        unit: '×',
        wanted: { atMost: 2 },
      });
  }
  figures.push({
    what: `large tables read from end to end, ${count(size)}`,
    value: scans,
    unit: '',
    wanted: { atMost: 0 },
  });
  return figures;
}

async function median(many: Many, { ask }: Question, often: number): Promise<number> {
  const taken: number[] = [];
  for (let nth = 0; nth < 3; nth++) await ask(many, often + 10 + nth);
  for (let nth = 1; nth <= often; nth++) {
    const begun = performance.now();
    await ask(many, nth);
    taken.push(performance.now() - begun);
  }
  return taken.toSorted((one, other) => one - other)[Math.floor(often / 2)] ?? 0;
}
