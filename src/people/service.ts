/*
 * What can happen to people. Every deed is `(context, viewer, input) => output`, one transaction, its input checked at the
 * door; the viewer is null where the street may enter.
 */
export { giveKudos, kudosPage } from './service/kudos.ts'
export { askProvider, beginOidc, companySignIn, finishOidc } from './service/oidc.ts'
export { ensureSetupLink, setUp } from './service/set-up.ts'
export { endSignIn, listSignIns, signIn, signOut, type SignedIn, type SignedInByPassword } from './service/sign-in.ts'
export { stepUp } from './service/step-up.ts'
export { forgotPassword } from './service/forgot.ts'
export { lookAtLink, makeSignInLink, useLink, type MadeLink } from './service/link.ts'
export { addPerson, asPerson, listPeople, me, seeZone, type AddedPerson, type ListedPersonWithTeams } from './service/person.ts'
export { changeRole, closeAccount, endSignInsOf, openAccount, renamePerson } from './service/account.ts'
export { acceptInvitation, endInvitation, invite, invitePage, lookAtInvitation } from './service/invite.ts'
export { importPeople } from './service/import.ts'
export { auditPage, peoplePage, personPage, type AuditSearch, type PeopleSearch } from './service/directory.ts'
export { addTeam, changeTeam, listTeams, removeTeam, teamPage } from './service/team.ts'
export { placeInTeam, takeFromTeam } from './service/membership.ts'
export { changeSettings, type SettingsInput } from './service/settings.ts'
export { endCalendar, lookAtUnsubscribe, makeCalendar, reaching, unsubscribe } from './service/feed.ts'
export { addAbsence, listAbsences, removeAbsence } from './service/absence.ts'
export { erasePerson, finishErasures, previewErasure, type ErasurePreview } from './service/erasure.ts'
export { applyRetention, changeRetention, retention, type Retention } from './service/retention.ts'
export { afterRestore } from './service/restored.ts'
