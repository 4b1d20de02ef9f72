import { z } from 'zod'
import { visitsOf } from '../../../../db/sessions.ts'
import { accountCalled } from '../../../../db/people.ts'
import { requiredOf } from '../../../assignments/service.ts'
import { scopeOf } from '../../../assignments/service/scope.ts'
import type { RequiredCourse } from '../../../assignments/due.ts'
import { parse } from '../../../kernel/parse.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import { inOwnLanguage } from '../../../lessons/in-language.ts'
import { lessonFor } from '../../../lessons/live.ts'
import { localesOf } from '../../../lessons/locales.ts'
import { lessonIdsOf } from '../../../lessons/progress.ts'
import type { PeopleContext } from '../../../people/entrance.ts'
import { zoneField } from '../../../people/fields.ts'
import type { Viewer } from '../../../people/role.ts'
import { record } from '../../../people/service/record.ts'
import { wordFor } from '../../../review/held.ts'
import type { PersonDetail } from '../../team-pages.ts'
import { leadsSeeDetail } from './detail-switch.ts'
import { heldBySkill, memoriesOfPeople } from './remembered.ts'

const schema = z.strictObject({ person: z.string().max(64), zone: zoneField.optional() })

/** The strength of a skill with fewer answered items would be about single answers. */
const fewestItems = 5

/**
 * What a lead is told of one person, where the organisation switched it on: the state of each required lesson, and the strength
 * by skill. The look is written down before anything is told, for the person to read.
 *
 * @throws Refusal('not-found') while it is off, and for who is not within the viewer's reach
 */
export async function personDetail(context: PeopleContext, viewer: Viewer, input: z.input<typeof schema>): Promise<PersonDetail> {
  const { person: called, zone = viewer.zone } = parse(schema, input)
  const person = await context.transaction(async (tx) => {
    const found = (await leadsSeeDetail(tx)) ? await accountCalled(tx, viewer, called) : undefined
    const scope = await scopeOf(tx, viewer)
    if (!found || found.closedAt !== null || (scope !== 'all' && !scope.people.includes(found.id)))
      throw new Refusal('not-found', 'There is no page here.', 'The address may be mistyped, or the page may have moved.')
    if (found.id !== viewer.id)
      await record(tx, context, { actorId: viewer.id, verb: 'person.looked-at', personId: found.id, object: 'detail' })
    return found
  })
  const day = studyDay(context.now(), zone)
  return {
    id: person.id,
    name: person.name,
    courses: await coursesOf(context, { id: person.id, zone, locale: viewer.locale }),
    skills: await skillsOf(context, { id: person.id, locale: viewer.locale }, day),
  }
}

/** Of the person, in the language of who looks. */
async function coursesOf(context: PeopleContext, person: Pick<Viewer, 'id' | 'zone' | 'locale'>): Promise<PersonDetail['courses']> {
  const live = context.catalogue.live()
  const locales = localesOf(live.site, person.locale, undefined)
  const visits = new Map((await visitsOf(context.read, person)).map((visit) => [visit.lessonId, visit]))
  const lessonsOf = ({ courseId }: RequiredCourse) =>
    lessonIdsOf(live.courses.find(({ id }) => id === courseId)).flatMap((id) => {
      const lesson = lessonFor(live, id, locales)
      const visit = visits.get(id)
      const state = !visit ? ('not-started' as const) : visit.doneAt === null ? ('in-progress' as const) : ('done' as const)
      return lesson ? [{ id, title: lesson.meta.title, state }] : []
    })
  const required = await requiredOf(context, person)
  return required.map((course) => ({ ...course, lessons: lessonsOf(course) }))
}

async function skillsOf(context: PeopleContext, person: Pick<Viewer, 'id' | 'locale'>, day: string): Promise<PersonDetail['skills']> {
  const titles = inOwnLanguage(context.catalogue.live(), person.locale).site.skills
  return heldBySkill((await memoriesOfPeople(context, [person], day)).get(person.id)!, day)
    .filter(({ met }) => met >= fewestItems)
    .map(({ skill, met, held }) => ({ id: skill, title: titles[skill] ?? skill, strength: held / met, word: wordFor(held / met) }))
}
