import { browser, type Device } from '../../../items/ui/device.ts'
import type { Answer } from '../../../items/ui/send.ts'

/** Of what a preview is: a file, or the text that its author has typed so far. */
export interface PreviewOf {
  lesson: string
  locale: string
  text?: () => string
}

/** A device whose answers are told what they would be worth and go nowhere: it keeps nothing, and asks the author's own routes. */
export function previewDevice({ text, ...where }: PreviewOf): Device {
  const ask = (deed: 'grade' | 'reveal', input: object, init: RequestInit) =>
    browser.fetch(`/api/author/preview/${deed}`, { ...init, body: JSON.stringify({ ...where, ...(text && { text: text() }), ...input }) })
  return {
    ...browser,
    recall: () => null,
    keep: () => undefined,
    forget: () => undefined,
    async fetch(path, init) {
      const [, item] = /^\/api\/items\/([^/]+)\/reveal$/.exec(path) ?? []
      if (item !== undefined) return ask('reveal', { item: decodeURIComponent(item) }, init)
      if (path !== '/api/answers') return new Response('{}')
      const { id, ...answer } = (JSON.parse(init.body as string) as { answers: Answer[] }).answers[0]!
      const reply = await ask('grade', { item: answer.item, response: answer.response, hint: answer.hint ?? false }, init)
      if (!reply.ok) return reply
      const told = (await reply.json()) as object
      return Response.json({ results: [{ ...told, id, status: 'stored', due: null, intervalDays: null }] })
    },
  }
}
