import { join } from 'node:path'
import { z } from 'zod'
import { itemTypes } from '../items/registry.ts'
import { courseFile, glossaryFile, retiredFile, siteFile } from '../lessons/course-files.ts'
import { exampleCourse, exampleLesson, exampleSummary } from '../lessons/example-lesson.ts'
import { frontMatter } from '../lessons/front-matter.ts'

/** Path to text, of all that `heed init` makes. */
export function repositoryFiles(today: string): [path: string, text: string][] {
  const lesson = exampleLesson(
    { id: 'returns-basics', title: 'Returns: the basics', summary: exampleSummary, skill: 'returns', today },
    () => false,
  )
  return [
    ['site.yml', site],
    ['glossary.yml', glossary],
    ['retired.yml', retired],
    ['courses/first-steps/course.yml', exampleCourse('First steps', 'returns-basics')],
    ['courses/first-steps/returns-basics.mdx', lesson],
    ['.vscode/extensions.json', json({ recommendations: ['unifiedjs.vscode-mdx', 'redhat.vscode-yaml'] })],
    ['.vscode/settings.json', json(settings())],
    ['.vscode/tasks.json', json(tasks())],
    ['.vscode/heed.code-snippets', json(snippets())],
    ...schemas(),
    ['.github/workflows/check.yml', github],
    ['.gitlab-ci.yml', gitlab],
  ]
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

const site = `# The name of the academy, its languages, and what can be trained.
title: Our academy
default_locale: en
locales: [en]
skills:
  returns: Returns and refunds
`

const glossary = `# Terms that a lesson explains on the spot: <Term id="refund">money back</Term>
- term: refund
  also: [refunds]
  short: The money that a customer gets back for something returned.
`

const retired = `# Items that are not asked any more; "heed retire" writes here.
[]
`

/** Where the program lies differs from machine to machine: that is the one line to change. */
function settings() {
  return {
    'heed.folder': join(import.meta.dirname, '../..').replaceAll('\\', '/'),
    'yaml.schemas': Object.fromEntries(schemaFiles.map(({ name, files }) => [`./.vscode/schemas/${name}.json`, files])),
    '[mdx]': { 'editor.wordWrap': 'on', 'editor.formatOnSave': false, 'files.trimTrailingWhitespace': false },
  }
}

const schemaFiles = [
  { name: 'lesson', schema: frontMatter, files: ['courses/*/*.mdx'], title: 'The head of a lesson' },
  { name: 'course', schema: courseFile, files: ['courses/*/course.yml'], title: 'course.yml' },
  { name: 'site', schema: siteFile, files: ['site.yml'], title: 'site.yml' },
  { name: 'glossary', schema: glossaryFile, files: ['glossary.yml'], title: 'glossary.yml' },
  { name: 'retired', schema: retiredFile, files: ['retired.yml'], title: 'retired.yml' },
]

/** From the schemas that the checker itself reads with. */
function schemas(): [path: string, text: string][] {
  return schemaFiles.map(({ name, schema, title }) => {
    return [`.vscode/schemas/${name}.json`, json({ title, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) })]
  })
}

/** Lines of `heed check --format unix`. */
const matcher = {
  owner: 'heed',
  fileLocation: ['autoDetect', '${workspaceFolder}'],
  pattern: {
    regexp: '^(.+):(\\d+):(\\d+): (error|warning) (.*) \\[([a-z-]+)\\]$',
    file: 1,
    line: 2,
    column: 3,
    severity: 4,
    message: 5,
    code: 6,
  },
}

function tasks() {
  const task = (label: string, args: string[]) => {
    // By way of npm, which brings the Node that Heed needs.
    const npm = ['run', '-s', '--prefix', '${config:heed.folder}', 'heed', '--']
    return { label, type: 'shell', command: 'npm', args: [...npm, ...args], options: { env: { HEED_CONTENT: '${workspaceFolder}' } } }
  }
  const background = { activeOnStart: true, beginsPattern: '^Checking', endsPattern: '^Watching' }
  return {
    version: '2.0.0',
    tasks: [
      { ...task('heed: check', ['check', '--format', 'unix']), group: { kind: 'build', isDefault: true }, problemMatcher: matcher },
      {
        ...task('heed: check while I write', ['check', '--format', 'unix', '--watch']),
        isBackground: true,
        problemMatcher: { ...matcher, background },
      },
      { ...task('heed: fix', ['fix']), problemMatcher: [] },
    ],
  }
}

/** One for each type of item, from the example that the handbook shows. */
function snippets() {
  const entries = itemTypes.map(({ tag, examples }) => {
    const body = examples[0]!.mdx.replace(/[\\$}]/g, '\\$&').replace(/id="[^"]*"/, 'id="${1:id}"')
    return [tag, { scope: 'mdx,markdown', prefix: tag.toLowerCase(), description: `Heed: ${tag}`, body: [...body.split('\n'), '$0'] }]
  })
  return Object.fromEntries([
    ['Lesson', { scope: 'mdx,markdown', prefix: 'lesson', description: 'Heed: the head of a lesson', body: head }],
    ...entries,
  ]) as Record<string, unknown>
}

const head = [
  '---',
  'id: ${1:id}',
  'title: "${2:Title}"',
  'summary: ${3:What it gives, in one sentence.}',
  'status: draft',
  '---',
  '',
  '$0',
]

const github = `# Checks every change. Set the repository variable HEED_PROGRAM to the address that Heed is cloned from.
name: Check the lessons
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: git clone --depth 1 "$PROGRAM" "$RUNNER_TEMP/heed" && npm ci --prefix "$RUNNER_TEMP/heed" --ignore-scripts --no-audit --no-fund
        env:
          PROGRAM: \${{ vars.HEED_PROGRAM }}
      - run: node "$RUNNER_TEMP/heed/src/cli/main.ts" check --format github
        env:
          HEED_CONTENT: .
      - if: github.event_name == 'pull_request'
        run: node "$RUNNER_TEMP/heed/src/cli/main.ts" diff "origin/$BASE" --format md >> "$GITHUB_STEP_SUMMARY"
        env:
          BASE: \${{ github.base_ref }}
          HEED_CONTENT: .
`

const gitlab = `# Checks every change. Set the CI variable PROGRAM to the address that Heed is cloned from.
check:
  image: node:24
  script:
    - git clone --depth 1 "$PROGRAM" /tmp/heed
    - npm ci --prefix /tmp/heed --ignore-scripts --no-audit --no-fund
    - HEED_CONTENT=. node /tmp/heed/src/cli/main.ts check --format unix
`
