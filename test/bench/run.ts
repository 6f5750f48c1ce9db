import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, keeps } from './figures.ts';
import { topics } from './topics.ts';

// npm run bench: measures every topic, or those named. `-- --full` takes the sizes of the promises.
// Prints a table and writes bench-results/<topic>.json. A figure that misses its promise is marked
// and does not fail the command: the machine may be busy.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false } },
});

const unknown = positionals.filter((name) => !topics.some((topic) => topic.name === name));
if (unknown.length > 0) {
  const known = topics.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no topic ${unknown.join(', ')}. There are: ${known}.\n`);
  process.exit(2);
}

const say = (what: string) => void process.stderr.write(`  … ${what}\n`);
const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? '' };

for (const topic of topics) {
  if (positionals.length > 0 && !positionals.includes(topic.name)) continue;
  process.stdout.write(`\n${topic.name}${values.full ? ' (full)' : ''}\n`);
  const figures = await topic.run({ full: values.full, say });
  process.stdout.write(`${table(figures)}\n`);
  await mkdir('bench-results', { recursive: true });
  const result = { topic: topic.name, full: values.full, machine, figures };
  await writeFile(`bench-results/${topic.name}.json`, `${JSON.stringify(result, null, 2)}\n`);
}

function table(figures: readonly Figure[]): string {
  const widest = Math.max(...figures.map(({ what }) => what.length));
  return figures.map((figure) => `  ${figure.what.padEnd(widest)}  ${shown(figure)}`).join('\n');
}

function shown(figure: Figure): string {
  const { value, unit, wanted } = figure;
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  const figureShown = `${rounded.toLocaleString('en').padStart(12)} ${unit}`;
  if (!wanted) return figureShown;
  const promise = 'atLeast' in wanted ? `at least ${wanted.atLeast}` : `at most ${wanted.atMost}`;
  return `${figureShown.padEnd(20)} (${keeps(figure) ? 'kept' : 'MISSED'}: ${promise})`;
}
