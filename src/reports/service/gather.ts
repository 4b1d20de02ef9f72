import { absencesOf } from '../../../db/absences.ts'
import { memoriesOf, type MemoryRow } from '../../../db/answers.ts'
import { namedFlagsOf } from '../../../db/flags.ts'
import { assignmentsToOne, deedsTo, identitiesOf, kudosOf, logOf, remindersOf, sessionsOf } from '../../../db/mine.ts'
import { enrolmentOf } from '../../../db/people.ts'
import { visitsOf } from '../../../db/sessions.ts'
import { suspensionsOf } from '../../../db/suspensions.ts'
import { verdictOf } from '../../grading/verdict.ts'
import { daysBetween } from '../../kernel/day.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { nameNow } from '../../lessons/live.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import type { Viewer } from '../../people/role.ts'
import { listSignIns, me } from '../../people/service.ts'
import { gradeRow } from '../../review/service/pair.ts'
import { versionOf } from '../../review/service/versions.ts'
import { parameters, waitingItems } from '../../review/service/waiting.ts'
import { retrievability } from '../../scheduling/schedule.ts'
import { withheld, type AnswerLine, type MemoryLine, type Mine } from '../mine.ts'

/** All that is known of the person, for the person. */
export async function gather(context: PeopleContext, viewer: Viewer): Promise<Mine> {
  const db = context.read
  const day = studyDay(context.now(), viewer.zone)
  const { id, email, name, role, teams, ...settings } = await me(context, viewer)
  // Under the name that leads to its page.
  const called = (itemId: string) => nameNow(context.catalogue.live(), itemId)
  const waiting = await waitingItems(context, viewer, day)
  return {
    exportedAt: iso(context.now()),
    account: { id, email, name, role, enrolledAt: iso(await enrolmentOf(db, viewer)) },
    settings,
    signIns: (await listSignIns(context, viewer)).map(({ label, createdAt, seenAt }) => ({
      label,
      createdAt: iso(createdAt),
      seenAt: iso(seenAt),
    })),
    teams: teams.map(({ name, lead }) => ({ name, lead })),
    answers: await answersOf(context, viewer, waiting),
    memories: (await memoriesOf(db, viewer)).map((memory) => memoryLine(memory, day)),
    sessions: (await sessionsOf(db, viewer)).map(({ id, day, n, minutes, predictedS, createdAt, finishedAt, items }) => ({
      ...{ id, day, n, minutes, predictedSeconds: predictedS, createdAt: iso(createdAt), finishedAt: isoOrNull(finishedAt) },
      items: items.map(({ item }) => item),
    })),
    visits: (await visitsOf(db, viewer)).map(({ lessonId, openedAt, doneAt }) => ({
      lesson: lessonId,
      openedAt: iso(openedAt),
      doneAt: isoOrNull(doneAt),
    })),
    suspensions: (await suspensionsOf(db, viewer)).map(({ itemId, since, reason }) => ({
      item: called(itemId),
      since: iso(since),
      reason,
    })),
    absences: await absencesOf(db, viewer),
    flags: (await namedFlagsOf(db, viewer)).map(({ itemId, text, at, state, reply }) => ({
      item: called(itemId),
      text,
      at: iso(at),
      state,
      reply,
    })),
    ...(await fromOthers(context, viewer)),
    withheld: withheld(waiting.size),
  }
}

/** What somebody else gave, said or did. */
async function fromOthers({ read }: PeopleContext, viewer: Viewer) {
  return {
    assignments: (await assignmentsToOne(read, viewer)).map(({ courseId, startDay, dueDay, madeAt, endedAt }) => ({
      ...{ course: courseId, startDay, dueDay, madeAt: iso(madeAt), endedAt: isoOrNull(endedAt) },
    })),
    kudos: (await kudosOf(read, viewer)).map(({ toId, skill, text, at }) => ({
      ...{ direction: toId === viewer.id ? ('received' as const) : ('given' as const), skill, text, at: iso(at) },
    })),
    identities: (await identitiesOf(read, viewer)).map(({ issuer, subject, linkedAt }) => ({ issuer, subject, linkedAt: iso(linkedAt) })),
    reminders: (await remindersOf(read, viewer)).map(({ day, kind, at }) => ({ day, kind, at: iso(at) })),
    deeds: (await deedsTo(read, viewer)).map(({ at, verb }) => ({ at: iso(at), verb })),
  }
}

const iso = (instant: number) => new Date(instant).toISOString()
const isoOrNull = (instant: number | null) => (instant === null ? null : iso(instant))

async function answersOf(context: PeopleContext, viewer: Viewer, waiting: ReadonlySet<string>): Promise<AnswerLine[]> {
  const live = context.catalogue.live()
  const rows = await logOf(context.read, viewer)
  const voided = new Set(rows.flatMap(({ kind, targetId }) => (kind === 'void' ? [targetId] : [])))
  const lines: AnswerLine[] = []
  for (const row of rows.filter(({ kind }) => kind === 'answer')) {
    const version = (await versionOf(context, context.read, row.versionId))!
    const { id, day, zone, mode, ms, hint } = row
    const credit = waiting.has(nameNow(live, row.itemId)) ? null : gradeRow(row, version).credit
    lines.push({
      ...{ id, item: row.itemId, lesson: version.lessonId, version: row.versionId, session: row.sessionId },
      ...{ day, at: iso(row.at), zone, mode, ms, hint },
      response: credit === null ? null : (JSON.parse(row.response) as unknown),
      credit,
      verdict: credit === null ? null : verdictOf(credit),
      voided: voided.has(id),
    })
  }
  return lines
}

function memoryLine({ itemId, rev, s, d, lastDay, dueDay, answers, lapses }: MemoryRow, day: string): MemoryLine {
  const elapsed = daysBetween(lastDay, day)
  const strength = elapsed > 0 ? retrievability(parameters, s, elapsed) : null
  return { item: itemId, rev, lastDay, due: dueDay, strength, stability: s, difficulty: d, answers, lapses }
}
