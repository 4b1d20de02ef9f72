/** Where a lesson goes, as a select says it: "course", or "course/2" for the end of its third section. */
export function placeIn(text: string): { course: string; section?: number } {
  const [, course, section] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? []
  return course === undefined ? { course: text } : { course, section: Number(section) }
}
