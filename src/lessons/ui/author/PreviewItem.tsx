import { useMemo } from 'preact/hooks'
import { useHydrated } from '../../../items/ui/hydrated.ts'
import LessonItem, { type LessonItemProps } from '../LessonItem.tsx'
import { previewDevice, type PreviewOf } from './preview-device.ts'

export type PreviewItemProps = Pick<LessonItemProps, 'item' | 'version' | 'prompt' | 'pane'> & { of: PreviewOf }

/** An item as a learner meets it, where no answer counts. Without the script it can only be read: its form would take the page away, and what is being written with it. */
export default function PreviewItem({ of, ...item }: PreviewItemProps) {
  const device = useMemo(() => previewDevice(of), [])
  const hydrated = useHydrated()
  return (
    <fieldset class="tried" disabled={!hydrated}>
      <LessonItem {...item} formAction="" answerId="" shownAt={0} studyDay="" device={device} />
    </fieldset>
  )
}
