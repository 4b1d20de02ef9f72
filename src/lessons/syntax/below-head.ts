import { plainText } from '../search-text.ts'

/**
 * What stands below the title and summary of a lesson. One without prose begins with its summary, for whoever reads it in pieces;
 * where a head has just said that, it is not said again.
 */
export function belowHead<Segment extends { html: string } | { item: string }>(
  segments: readonly Segment[],
  { title, summary }: { title: string; summary: string },
): Segment[] {
  const [first] = segments
  const isSaid = first && 'html' in first && plainText(first.html).trim() === (summary || title)
  return isSaid ? segments.slice(1) : [...segments]
}
