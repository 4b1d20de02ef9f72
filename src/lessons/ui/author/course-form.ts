import { text } from '../../../ui/form.ts'
import type { WantedCourse, WantedSection } from '../../course-edit.ts'

/** What a form of the course page asks for: all that its fields say, and what the button does besides. */
export function wantedBy(form: FormData): WantedCourse & { read: string } {
  const renew = text(form, 'renew').trim()
  return {
    read: text(form, 'read'),
    title: text(form, 'title'),
    class: text(form, 'class') as WantedCourse['class'],
    everyone: text(form, 'everyone') === 'yes',
    renewMonths: renew === '' ? null : Number(renew),
    sections: afterDeed(sectionsIn(form), text(form, 'deed')),
  }
}

/** Where the page goes on: at what a button has moved, so that it can be moved again. */
export function landing(form: FormData): string {
  const [verb = '', name = ''] = text(form, 'deed').split(' ')
  const places: Record<string, string> = {
    up: `#lesson-${name}`,
    down: `#lesson-${name}`,
    'section-up': `#section-${Number(name)}`,
    'section-down': `#section-${Number(name) + 2}`,
  }
  return Object.hasOwn(places, verb) ? places[verb]! : ''
}

function sectionsIn(form: FormData): WantedSection[] {
  const sections: WantedSection[] = []
  for (let n = 0; form.has(`s${n}.title`); n++) {
    const from = text(form, `s${n}.from`)
    const added = text(form, `s${n}.add`)
    const lessons = form.getAll(`s${n}.lesson`).filter((id) => typeof id === 'string')
    sections.push({
      from: from === '' ? null : Number(from),
      title: text(form, `s${n}.title`),
      lessons: added ? [...lessons, added] : lessons,
    })
  }
  const title = text(form, 'new-section').trim()
  return title === '' ? sections : [...sections, { from: null, title, lessons: [] }]
}

/** `up refunds`, `down refunds`, `out refunds` of a lesson; `section-up 0`, `section-down 0`, `drop 0` of a section. */
function afterDeed(sections: WantedSection[], deed: string): WantedSection[] {
  const [verb = '', name = ''] = deed.split(' ')
  switch (verb) {
    case 'up':
      return movedUp(sections, name)
    case 'down':
      return reversed(movedUp(reversed(sections), name))
    case 'out':
      return sections.map((section) => ({ ...section, lessons: section.lessons.filter((id) => id !== name) }))
    case 'section-up':
      return swapped(sections, Number(name) - 1)
    case 'section-down':
      return swapped(sections, Number(name))
    case 'drop':
      return sections.filter(({ lessons }, index) => String(index) !== name || lessons.length > 0)
    default:
      return sections
  }
}

/** One place earlier, or to the end of the section before. */
function movedUp(sections: WantedSection[], lesson: string): WantedSection[] {
  const at = sections.findIndex(({ lessons }) => lessons.includes(lesson))
  const place = sections[at]?.lessons.indexOf(lesson) ?? -1
  if (place > 0) return sections.map((section, n) => (n === at ? { ...section, lessons: swapped(section.lessons, place - 1) } : section))
  if (at < 1) return sections
  return sections.map((section, n) => {
    if (n === at - 1) return { ...section, lessons: [...section.lessons, lesson] }
    return n === at ? { ...section, lessons: section.lessons.slice(1) } : section
  })
}

const reversed = (sections: readonly WantedSection[]): WantedSection[] =>
  sections.toReversed().map((section) => ({ ...section, lessons: section.lessons.toReversed() }))

/** With the one at `index` and the one after it in each other's place; as it is where one of them is not there. */
function swapped<T>(list: readonly T[], index: number): T[] {
  const [a, b] = [list[index], list[index + 1]]
  return a === undefined || b === undefined ? [...list] : list.with(index, b).with(index + 1, a)
}
