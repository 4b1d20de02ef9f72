import { defineConfig } from 'vitest/config'

const ring = (name: string, include: string[], options = {}) => ({
  extends: true as const,
  test: { name, include: include.map((path) => `test/${path}`), ...options },
})

/** Tests of a domain's services, which need a database. */
const service = ['test/lessons/{catalogue,service,search-index}*.test.ts']

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // No file keeps anything for another, so they share their imports: half the time of the whole.
    isolate: false,
    maxWorkers: 2,
    // A machine that is busy is slow, not wrong.
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      ring(
        'core',
        [
          '{kernel,grading,scheduling,items,ui}/**/*.test.ts',
          'lessons/{,exchange/,fix/,syntax/}*.test.ts',
          'review/{queue,run,reminder}.test.ts',
          'assignments/{due,renewal}.test.ts',
          'settings.test.ts',
        ],
        {
          exclude: service,
        },
      ),
      ring('store', ['db/**/*.test.ts', 'architecture.test.ts', 'exports.test.ts', 'handbook.test.ts', 'deploy.test.ts', 'lock.test.ts']),
      ring(
        'service',
        ['{people,review,assignments,reports,integrations}/**/*.test.ts', ...service.map((path) => path.replace('test/', ''))],
        { exclude: ['test/review/{queue,run,reminder}.test.ts', 'test/assignments/{due,renewal}.test.ts'] },
      ),
      ring(
        'edge',
        [
          '{api,cli}/**/*.test.ts',
          'server.test.ts',
          'jobs.test.ts',
          'npm-start.test.ts',
          'budgets.test.ts',
          'durability.test.ts',
          'full-disk.test.ts',
        ],
        {
          hookTimeout: 180_000,
        },
      ),
      ring('journey', ['journeys/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 180_000 }),
    ],
  },
})
