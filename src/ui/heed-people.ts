import type {
  AuditPage,
  ImportResult,
  InvitePage,
  Kept,
  ListedTeam,
  PeoplePage,
  PeopleQuery,
  PersonPage,
  ShownLink,
  TeamPage,
  Welcome,
  WouldGo,
} from '../people/admin-pages.ts'
import type { Download } from '../kernel/download.ts'
import type { CookieSet } from '../people/learner-pages.ts'
import type { Role } from '../people/role.ts'

interface AuditAsked {
  person?: string | undefined
  verb?: string | undefined
  from?: string | undefined
  to?: string | undefined
  before?: string | undefined
  zone?: string | undefined
}

/** What the pages about people may ask: people and teams are named by id, address or name, whichever is at hand. */
export interface PeopleDeeds {
  /** The password again; the cookie holds a new token. */
  stepUp(password: string): Promise<CookieSet>
  hasPassword(): Promise<boolean>
  /** `old` is empty where there is none; the cookie holds the sign-in that goes on. */
  changePassword(input: { old: string; password: string }): Promise<CookieSet>
  /** Says the same for every address; `mail` is whether this Heed sends any. */
  forgotPassword(email: string): Promise<{ mail: boolean }>
  makeSignInLink(input: { email: string }): Promise<ShownLink>
  invite(input: { email?: string | undefined; role?: Role; team?: string | undefined }): Promise<ShownLink>
  invitePage(): Promise<InvitePage>
  endInvitation(invitation: string): Promise<unknown>
  /** Looking uses nothing up. */
  lookAtInvitation(token: string): Promise<Welcome>
  acceptInvitation(input: { token: string; name: string; email?: string; password: string }): Promise<CookieSet>
  /** With `dryRun` nothing is written. */
  importPeople(input: { csv: string; file: string; dryRun: boolean }): Promise<ImportResult>
  peoplePage(query: Partial<PeopleQuery>): Promise<PeoplePage>
  personPage(person: string): Promise<PersonPage>
  /** Days by the clock on the wall in `zone`. */
  auditPage(query: AuditAsked): Promise<AuditPage>
  auditCsv(query: AuditAsked): Promise<Download>
  changeRole(input: { person: string; role: Role }): Promise<unknown>
  renamePerson(input: { person: string; name: string }): Promise<unknown>
  closeAccount(input: { person: string }): Promise<unknown>
  openAccount(input: { person: string }): Promise<unknown>
  endSignInsOf(input: { person: string }): Promise<unknown>
  /** What an erasure would take. */
  previewErasure(person: string): Promise<WouldGo>
  /** `address` is theirs, typed once more. */
  erasePerson(input: { person: string; address: string }): Promise<unknown>
  /** Changes what is named and leaves the rest; for owners. */
  changeRetention(input: Partial<Record<keyof Kept, number>>): Promise<unknown>
  addTeam(input: { name: string; parent?: string }): Promise<{ id: string }>
  /** `parent` null puts it at the top. */
  changeTeam(input: { team: string; name?: string; parent?: string | null }): Promise<unknown>
  removeTeam(input: { team: string }): Promise<unknown>
  listTeams(): Promise<ListedTeam[]>
  teamPage(team: string): Promise<TeamPage>
  placeInTeam(input: { person: string; team: string; lead?: boolean }): Promise<unknown>
  takeFromTeam(input: { person: string; team: string }): Promise<unknown>
}
