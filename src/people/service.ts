/*
 * What can happen to people. Every deed is `(context, viewer, input) => output`, one transaction, its input checked at the
 * door; the viewer is null where the street may enter.
 */
export { ensureSetupLink, setUp } from './service/set-up.ts'
export { endSignIn, listSignIns, signIn, signOut, type SignedIn } from './service/sign-in.ts'
export { lookAtLink, makeSignInLink, useLink, type MadeLink } from './service/link.ts'
export { addPerson, asPerson, listPeople, me, seeZone, type AddedPerson, type ListedPersonWithTeams, type Me } from './service/person.ts'
export { addTeam } from './service/team.ts'
export { changeSettings, type SettingsInput } from './service/settings.ts'
export { addAbsence, listAbsences, removeAbsence } from './service/absence.ts'
