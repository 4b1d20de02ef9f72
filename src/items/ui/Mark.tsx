import { marks } from './words.ts'

export function Mark({ mark, picked = false }: { mark: keyof typeof marks; picked?: boolean }) {
  const [shape, words, tone] = marks[mark]
  return <Toned tone={tone} shape={shape} words={picked ? `${words} — your pick` : words} />
}

export function Toned({ tone, shape, words }: { tone: string; shape: string; words: string }) {
  return (
    <span class={`mark ${tone}`} lang="en">
      <span aria-hidden="true">{shape}</span> {words}
    </span>
  )
}
