import type { PeopleQuery } from '../admin-pages.ts'
import { roles, type Role } from '../role.ts'

/** What the address of the list asks for; what is no such thing counts as not asked. */
export function peopleQuery(params: URLSearchParams): PeopleQuery {
  const role = params.get('role')
  const state = params.get('state')
  const page = Number(params.get('page'))
  return {
    q: (params.get('q') ?? '').slice(0, 200),
    role: (roles as readonly (string | null)[]).includes(role) ? (role as Role) : null,
    team: params.get('team')?.slice(0, 100) || null,
    state: state === 'closed' || state === 'all' ? state : 'open',
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  }
}

/** The address of another page of the same list. */
export function pageAddress({ q, role, team, state }: PeopleQuery, page: number): string {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  if (role) params.set('role', role)
  if (team) params.set('team', team)
  if (state !== 'open') params.set('state', state)
  if (page > 1) params.set('page', String(page))
  const asked = params.toString()
  return asked ? `/admin/people?${asked}` : '/admin/people'
}
