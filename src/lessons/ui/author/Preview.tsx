import type { LessonPreview } from '../../preview.ts'
import type { PreviewOf } from './preview-device.ts'
import PreviewItem from './PreviewItem.tsx'

interface PreviewProps {
  preview: LessonPreview
  of: PreviewOf
}

/** The lesson while it is being written. An item whose words have changed is asked afresh. */
export function Preview({ preview, of }: PreviewProps) {
  return (
    <article class="preview" lang={preview.locale} aria-label="Preview">
      <p class="title">{preview.title}</p>
      {preview.segments.map((segment, place) =>
        'html' in segment ? (
          <div key={`prose ${place}`} class="prose" dangerouslySetInnerHTML={{ __html: segment.html }} />
        ) : (
          <PreviewItem key={JSON.stringify(segment)} {...segment} of={of} />
        ),
      )}
    </article>
  )
}
