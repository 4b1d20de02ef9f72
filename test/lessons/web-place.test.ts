import { expect, test } from 'vitest'
import { webPlace } from '../../src/lessons/web-place.ts'

const file = 'courses/tea/brewing.de.mdx'

test.each<{ remote: string; at: string | null; branch?: string; prefix?: string }>([
  { remote: 'https://github.com/tea/lessons.git', at: 'https://github.com/tea/lessons/blob/main/courses/tea/brewing.de.mdx#L12' },
  { remote: 'git@github.com:tea/lessons.git', at: 'https://github.com/tea/lessons/blob/main/courses/tea/brewing.de.mdx#L12' },
  {
    remote: 'ssh://git@git.tea.example:2222/tea/lessons',
    at: 'https://git.tea.example/tea/lessons/blob/main/courses/tea/brewing.de.mdx#L12',
  },
  {
    remote: 'https://bot:secret@gitlab.tea.example:8443/l-and-d/tea/lessons.git/',
    at: 'https://gitlab.tea.example:8443/l-and-d/tea/lessons/-/blob/main/courses/tea/brewing.de.mdx#L12',
  },
  { remote: 'git@bitbucket.org:tea/lessons.git', at: 'https://bitbucket.org/tea/lessons/src/main/courses/tea/brewing.de.mdx#lines-12' },
  { remote: 'https://codeberg.org/tea/lessons', at: 'https://codeberg.org/tea/lessons/src/branch/main/courses/tea/brewing.de.mdx#L12' },
  {
    remote: 'https://github.com/tea/house.git',
    ...{ branch: 'spring/first flush', prefix: 'content/' },
    at: 'https://github.com/tea/house/blob/spring/first%20flush/content/courses/tea/brewing.de.mdx#L12',
  },
  { remote: '/srv/git/lessons.git', at: null },
  { remote: 'file:///srv/git/lessons.git', at: null },
  { remote: '../lessons', at: null },
  { remote: 'javascript:alert(1)', at: null },
  { remote: 'C:\\lessons', at: null },
  { remote: 'git.tea.example:lessons', at: 'https://git.tea.example/lessons/blob/main/courses/tea/brewing.de.mdx#L12' },
  { remote: '', at: null },
])('$remote', ({ remote, at, branch = 'main', prefix = '' }) => {
  expect(webPlace({ remote, branch, prefix }, file, 12)).toBe(at)
})
