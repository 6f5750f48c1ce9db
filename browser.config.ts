import { defineConfig } from 'vitest/config';

/** The page in a real browser; apart from the other tests, since it needs one. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    // One playground and one browser for all.
    maxWorkers: 1,
    isolate: false,
    // What a test polls for comes over the network to a page that draws it.
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
