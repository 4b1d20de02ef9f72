import type { LibraryInput, LibraryKind } from '../learner-pages.ts'

/** What the address of the library asks for; what there is not counts as not asked. */
export interface LibraryQuery extends Pick<LibraryInput, 'skill' | 'course' | 'kind'> {
  q: string
  fading: boolean
}

export const kindNames: Record<LibraryKind, string> = { lesson: 'Lessons', card: 'Cards', term: 'Glossary', item: 'Questions' }

export function libraryQuery(params: URLSearchParams): LibraryQuery {
  const kind = params.get('kind') ?? ''
  return {
    q: (params.get('q') ?? '').trim(),
    skill: params.get('skill') || undefined,
    course: params.get('course') || undefined,
    kind: Object.hasOwn(kindNames, kind) ? (kind as LibraryKind) : undefined,
    fading: params.has('fading'),
  }
}

export function asksNothing({ q, skill, course, kind, fading }: LibraryQuery): boolean {
  return q === '' && skill === undefined && course === undefined && kind === undefined && !fading
}
