import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The command is tested as it is shipped, so it is built first where it is not of today's sources.
    globalSetup: 'test/build.ts',
    testTimeout: 30_000,
  },
});
