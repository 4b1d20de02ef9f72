import type { Role } from '../role.ts'

export const roleWords: Record<Role, string> = { learner: 'Learner', author: 'Author', admin: 'Admin', owner: 'Owner' }

/** What a role is for, in the words of the form that gives it. */
export const roleMeans: Record<Role, string> = {
  learner: 'learns',
  author: 'also writes lessons',
  admin: 'also runs people, teams and the site',
  owner: 'may everything, and make others owners',
}
