import type { PeopleQuery, PersonRow } from './admin-pages.ts'

/** Rows of one page. */
const pageSize = 50

/** Who is looked for, with how many there are on all pages. Capitals and accents make no difference. */
export function findPeople(people: readonly PersonRow[], query: PeopleQuery): { people: PersonRow[]; found: number; pages: number } {
  const words = plain(query.q).split(/\s+/).filter(Boolean)
  const found = people.filter((person) => isMeant(person, query) && saysAll(person, words))
  const pages = Math.max(1, Math.ceil(found.length / pageSize))
  const from = (Math.min(query.page, pages) - 1) * pageSize
  return { people: found.slice(from, from + pageSize), found: found.length, pages }
}

function isMeant({ role, teams, closedAt }: PersonRow, query: PeopleQuery): boolean {
  if (query.role !== null && role !== query.role) return false
  if (query.team !== null && !teams.some(({ id }) => id === query.team)) return false
  return query.state === 'all' || (closedAt === null) === (query.state === 'open')
}

function saysAll({ name, email }: PersonRow, words: string[]): boolean {
  const text = `${plain(name)} ${plain(email)}`
  return words.every((word) => text.includes(word))
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
