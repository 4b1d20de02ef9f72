import { useMemo } from 'preact/hooks'
import LessonItem, { type LessonItemProps } from '../LessonItem.tsx'
import { previewDevice, type PreviewOf } from './preview-device.ts'

export type PreviewItemProps = Pick<LessonItemProps, 'item' | 'version' | 'prompt' | 'pane'> & { of: PreviewOf }

/** An item as a learner meets it, where no answer counts. */
export default function PreviewItem({ of, ...item }: PreviewItemProps) {
  const device = useMemo(() => previewDevice(of), [])
  return <LessonItem {...item} formAction="" answerId="" shownAt={0} studyDay="" device={device} />
}
