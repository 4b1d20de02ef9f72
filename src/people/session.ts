import { hash as digest } from 'node:crypto'
import { Lucia, TimeSpan, type Adapter } from 'lucia'
import type { Db } from '#dialect/client.ts'
import { hot } from '../../db/hot.ts'
import {
  addLogin,
  loginsOf,
  loginWithPerson,
  noteSeen,
  removeLogin,
  removeLoginsExpiredBefore,
  removeLoginsOf,
  standingOf,
  type Login,
  type Standing,
} from '../../db/logins.ts'
import { raiseEpoch } from '../../db/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { dayMs, hourMs, minuteMs } from '../kernel/time.ts'
import { cookieOf } from './cookie.ts'
import type { CookieSet, SignIn } from './learner-pages.ts'
import type { Viewer } from './role.ts'
import { newSecret } from './secret.ts'

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ login: Login }, Owner>
    DatabaseSessionAttributes: Login
    DatabaseUserAttributes: Owner
  }
}

/** SHA-256, in hex: on the path of every request, so by OpenSSL. */
const hash = (token: string): string => digest('sha256', token)

/** Who a sign-in belongs to, as that person is now. */
interface Owner {
  viewer: Viewer
  standing: Standing
}

const mostLogins = 10

/** Milliseconds: `idle` since last seen, `absolute` since the sign-in. Whoever leads a team sees more, so stays shorter. */
const limits = {
  learner: { idle: 30 * dayMs, absolute: 90 * dayMs },
  author: { idle: 7 * dayMs, absolute: 30 * dayMs },
  admin: { idle: 30 * minuteMs, absolute: 12 * hourMs },
  owner: { idle: 30 * minuteMs, absolute: 12 * hourMs },
}

const limitsOf = ({ role, leads }: Standing) => limits[role === 'learner' && leads ? 'author' : role]

/** Sign-ins of people, each known by a cookie. Nobody outside this file knows which library keeps them. */
export interface Sessions {
  /** Signs a person in with a token that never was before; the eleventh sign-in ends the oldest. `cookie` is a whole Set-Cookie value. */
  start(tx: Db, personId: string, label: string): Promise<CookieSet & { token: string }>
  /** Who is asking, from the Cookie header. Never throws for what stands in it; notes at most once a minute that the person was seen. */
  read(cookieHeader: string | undefined): Promise<{ viewer: Viewer; loginId: string } | null>
  /** The person's own living sign-ins, newest first. */
  list(viewer: Viewer): Promise<Omit<SignIn, 'here'>[]>
  /** A new token in place of the one that is signed in by, which ends: after a proof that it is still the same person. */
  renew(tx: Db, viewer: Viewer, loginId: string): Promise<CookieSet & { token: string }>
  /** Ends one of the person's own; somebody else's is left alone. */
  end(tx: Db, viewer: Viewer, loginId: string): Promise<void>
  /** Ends all of a person, also any that a restored backup would bring back. */
  endAll(tx: Db, personId: string): Promise<void>
  /** Removes what ended so many milliseconds ago. */
  sweep(tx: Db, keptAfterEnd: number): Promise<void>
  /** The Set-Cookie value that takes the cookie away. */
  blankCookie(): string
}

export function openSessions(context: Context): Sessions {
  const cookie = cookieOf(context.settings.url)
  const luciaOver = hot(openLucia)

  async function refreshSeen({ idHash, seenAt }: Login): Promise<void> {
    const now = context.now()
    if (now - seenAt < minuteMs) return
    try {
      await context.transaction((tx) => noteSeen(tx, idHash, now))
    } catch (problem) {
      // A full disk must not sign out those who only read.
      context.log.warn({ err: problem }, 'It could not be noted that a sign-in was seen.')
    }
  }

  async function start(tx: Db, personId: string, label: string): Promise<CookieSet & { token: string }> {
    const standing = await standingOf(tx, personId)
    if (!standing) throw new Refusal('not-found', 'This account is closed.', 'Ask whoever runs Heed here.')
    const lucia = luciaOver(tx)
    const earlier = (await lucia.getUserSessions(personId)).toSorted((a, b) => newestFirst(a.login, b.login))
    for (const { id } of earlier.slice(mostLogins - 1)) await lucia.invalidateSession(id)

    const token = newSecret(context.random)
    const { absolute } = limitsOf(standing)
    const now = context.now()
    const login = { idHash: hash(token), personId, createdAt: now, seenAt: now, expiresAt: now + absolute, epoch: standing.epoch, label }
    await lucia.createSession(personId, login, { sessionId: login.idHash })
    return { token, cookie: cookie.write(token, absolute / 1000) }
  }

  async function endOwn(tx: Db, viewer: Viewer, loginId: string): Promise<Login | undefined> {
    const own = (await luciaOver(tx).getUserSessions(viewer.id)).find(({ id }) => id === loginId)
    if (own) await luciaOver(tx).invalidateSession(loginId)
    return own?.login
  }

  return {
    start,

    async read(cookieHeader) {
      const token = cookie.read(cookieHeader)
      if (token === null) return null
      const { session, user } = await luciaOver(context.read).validateSession(hash(token))
      if (!session || !isAlive(session.login, user.standing, context.now())) return null
      await refreshSeen(session.login)
      return { viewer: user.viewer, loginId: session.id }
    },

    async list(viewer) {
      const standing = await standingOf(context.read, viewer.id)
      const logins = (await luciaOver(context.read).getUserSessions(viewer.id)).map((session) => session.login)
      return logins
        .filter((login) => standing && isAlive(login, standing, context.now()))
        .toSorted(newestFirst)
        .map(({ idHash, label, createdAt, seenAt }) => ({ id: idHash, label, createdAt, seenAt }))
    },

    renew: async (tx, viewer, loginId) => start(tx, viewer.id, (await endOwn(tx, viewer, loginId))?.label ?? ''),

    async end(tx, viewer, loginId) {
      await endOwn(tx, viewer, loginId)
    },

    async endAll(tx, personId) {
      await raiseEpoch(tx, personId)
      await luciaOver(tx).invalidateUserSessions(personId)
    },

    sweep: (tx, keptAfterEnd) => removeLoginsExpiredBefore(tx, context.now() - keptAfterEnd),
    blankCookie: () => cookie.write('', 0),
  }
}

const newestFirst = (a: Login, b: Login): number => b.createdAt - a.createdAt

function isAlive(login: Login, standing: Standing, now: number): boolean {
  const { idle, absolute } = limitsOf(standing)
  return login.epoch === standing.epoch && now < login.seenAt + idle && now < Math.min(login.expiresAt, login.createdAt + absolute)
}

/** lucia judges by its own clock, which may not be ours: told that nothing ever ends, it leaves every end to `isAlive`. */
const never = new Date(8_640_000_000_000_000)

function openLucia(db: Db) {
  return new Lucia(adapter(db), {
    sessionExpiresIn: new TimeSpan(400, 'd'),
    getSessionAttributes: (login) => ({ login }),
    getUserAttributes: (owner) => owner,
  })
}

function adapter(db: Db): Adapter {
  const asSession = (login: Login) => ({ id: login.idHash, userId: login.personId, expiresAt: never, attributes: login })
  return {
    async getSessionAndUser(id) {
      const found = await loginWithPerson(db, id)
      if (!found) return [null, null]
      const { login, viewer, epoch, leads } = found
      return [
        asSession(login),
        { id: viewer.id, attributes: { viewer: { ...viewer, leads }, standing: { role: viewer.role, epoch, leads } } },
      ]
    },
    getUserSessions: async (personId) => (await loginsOf(db, personId)).map(asSession),
    setSession: ({ attributes }) => addLogin(db, attributes),
    // The end of a sign-in is fixed when it starts: lucia would move it 400 days on.
    updateSessionExpiration: () => Promise.resolve(),
    deleteSession: (id) => removeLogin(db, id),
    deleteUserSessions: (personId) => removeLoginsOf(db, personId),
    // How long ended ones are kept is the site's setting, which lucia does not know: see `sweep`.
    deleteExpiredSessions: () => Promise.resolve(),
  }
}
