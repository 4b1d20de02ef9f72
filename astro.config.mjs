import mdx from '@astrojs/mdx'
import node from '@astrojs/node'
import preact from '@astrojs/preact'
import { defineConfig, passthroughImageService } from 'astro/config'
import { worker } from './src/review/ui/worker.build.mjs'

export default defineConfig({
  output: 'server',
  // Without streaming a page is whole before its first byte: a refusal from deep inside still gets its own status.
  adapter: node({ mode: 'middleware', experimentalDisableStreaming: true }),
  integrations: [mdx(), preact(), worker()],
  publicDir: './src/ui/public',
  trailingSlash: 'ignore',
  // Sessions, the origin check and images are not Astro's here: people/session.ts and server.ts have them.
  session: false,
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  // Shiki writes style attributes, which the policy below forbids.
  markdown: { syntaxHighlight: false },
  security: {
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
      ],
    },
  },
  vite: {
    build: {
      // The first browsers that know light-dark(): for older ones it would be rewritten into variables that a data-theme cannot turn.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5', 'ios17.5'],
    },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            // Lesson and review share one file: it compresses better than five, and the second page has it already.
            output: {
              codeSplitting: {
                groups: [
                  { name: 'items', test: /node_modules\/preact\/|src\/items\/.+\.tsx?$|src\/ui\/wake|src\/lessons\/ui\/LessonItem/ },
                ],
              },
            },
          },
        },
      },
    },
  },
})
