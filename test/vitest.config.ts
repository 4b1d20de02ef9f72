import { defineConfig } from 'vitest/config'

const ring = (name: string, include: string[], options = {}) => ({
  extends: true as const,
  test: { name, include: include.map((path) => `test/${path}`), ...options },
})

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      ring('core', ['{kernel,grading,scheduling,items}/**/*.test.ts', 'lessons/{compile,check,lesson,versions}*.test.ts', 'review/queue.test.ts', 'settings.test.ts']),
    ],
  },
})
