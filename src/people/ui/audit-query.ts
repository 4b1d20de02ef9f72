/** What the audit is narrowed to, from the address of its page or of its file. */
export function auditAsked({ searchParams }: URL, zone: string) {
  const asked = (name: string) => searchParams.get(name)?.trim() || undefined
  return { person: asked('person'), verb: asked('verb'), from: asked('from'), to: asked('to'), before: asked('before'), zone }
}
