import { parseArgs } from 'node:util';
import { admit, crowdOf } from '../../support/crowd.ts';
import { Breaker } from './breaker.ts';
import { faultsOf, untold } from './invariants.ts';
import { fileStep, playCrowd, stepsOfEach } from './journeys.ts';
import { planOf } from './plan.ts';
import { quiet, setStage } from './stage.ts';
import { Turnstile } from './turnstile.ts';

// npm run test:faults -- [--seed N] [--journeys N] [--faults N] [--at-once N]: a crowd goes through whole
// journeys against real processes on PostgreSQL and Redis while things break, and then what is stored
// must be what people were told. `--full`: 200 journeys with 100 faults. A seed repeats a run.
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    journeys: { type: 'string' },
    faults: { type: 'string' },
    'at-once': { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});

const number = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${text} is no number`);
  return value;
};

const seed = number(values.seed, Date.now() % 100_000);
const journeys = number(values.journeys, values.full ? 200 : 3);
const faults = number(values.faults, values.full ? 100 : 14);
const atOnce = number(values['at-once'], Math.min(journeys, 6));
/** A busy machine is slow, and a fault makes people wait as well. */
const patience = 90_000;

const say = (what: string): void => void process.stdout.write(`${what}\n`);

async function run(): Promise<string[]> {
  const begun = performance.now();
  say(`${journeys} journeys with ${faults} faults; to repeat it: --seed ${seed}`);
  const plan = planOf({ seed, journeys, faults, steps: stepsOfEach, fileStep });
  const stage = await setStage();
  const turnstile = new Turnstile();
  const breaker = new Breaker(stage, plan, turnstile);
  try {
    const crowd = crowdOf(journeys);
    await admit(stage.store, crowd);
    const casts = await playCrowd({ stage, breaker, turnstile, patience, atOnce, say }, crowd);
    await breaker.settle();
    await quiet(stage, patience);
    const struck = [...breaker.struck].map(([kind, times]) => `${kind} ${times}`).sort();
    say(`struck: ${struck.join(', ')}`);
    say(`${Math.round((performance.now() - begun) / 1000)} s`);
    return await faultsOf(stage, casts);
  } catch (error) {
    const logs = [...stage.web, ...stage.workers].flatMap(({ name, log }) =>
      log.slice(-12).map((line) => `${name}: ${line.slice(0, 600)}`),
    );
    return [(error as Error).message, ...(await stage.store.look(untold)), ...logs];
  } finally {
    await stage.close();
  }
}

const broken = await run();
for (const what of broken) say(`  ✗ ${what}`);
say(broken.length === 0 ? 'Everything holds.' : `Does not hold: ${broken.length}`);
process.exit(broken.length === 0 ? 0 : 1);
