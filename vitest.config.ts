import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    // Three at once also on the two cores of a small machine, where the default is one: each waits for
    // a sixth of its time. And one process for many files, since opening another costs more than most take.
    maxWorkers: 3,
    isolate: false,
    // What a test polls for is done by others meanwhile, on a machine that may be busy.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
