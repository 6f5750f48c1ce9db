import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

// npm run test:inputs: the generated conversations, twenty thousand inputs of them. Another seed each
// time; with GENERATED_SEED the one that a failure named.
const settings = {
  GENERATED_INPUTS: '20000',
  GENERATED_SEED: String(randomInt(2 ** 31)),
  // biome-ignore lint/style/noProcessEnv: what is given there stands before the above.
  ...process.env,
};
process.stdout.write(`GENERATED_SEED=${settings.GENERATED_SEED}\n`);

const { status } = spawnSync('vitest', ['run', 'test/bot/inputs', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: settings,
});
process.exitCode = status ?? 1;
