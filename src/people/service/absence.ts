import { z } from 'zod'
import { absencesOf, removeAbsence as deleteAbsence, saveAbsence } from '../../../db/absences.ts'
import { daysBetween } from '../../kernel/day.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Absence } from '../absence.ts'
import type { PeopleContext } from '../entrance.ts'
import { demand, type Viewer } from '../role.ts'

const longest = 366
const most = 100

const day = z.iso.date({ error: 'A day is needed, written like 2026-11-03.' })

const absenceInput = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, 'The last day cannot come before the first.')
  .refine(({ from, to }) => daysBetween(from, to) < longest, `An absence has at most ${longest} days.`)

/**
 * Notes days on which the person is away; both ends count. One that begins on the same day as another takes its place.
 *
 * @throws Refusal('invalid'), Refusal('conflict') for the hundred and first
 */
export async function addAbsence(context: PeopleContext, viewer: Viewer | null, input: Absence): Promise<void> {
  demand(viewer, 'learner')
  const absence = parse(absenceInput, input)
  await context.transaction(async (tx) => {
    const others = (await absencesOf(tx, viewer)).filter(({ from }) => from !== absence.from)
    if (others.length >= most)
      throw new Refusal('conflict', `There are ${most} absences on your list already.`, 'Remove some that are over, then add this one.')
    await saveAbsence(tx, viewer, absence)
  })
}

/** The one that begins on that day; when there is none, nothing happens. */
export async function removeAbsence(context: PeopleContext, viewer: Viewer | null, input: { from: string }): Promise<void> {
  demand(viewer, 'learner')
  const { from } = parse(z.strictObject({ from: day }), input)
  await context.transaction((tx) => deleteAbsence(tx, viewer, from))
}

/** The person's own, the earliest first. */
export async function listAbsences(context: PeopleContext, viewer: Viewer | null): Promise<Absence[]> {
  demand(viewer, 'learner')
  return await absencesOf(context.read, viewer)
}
