import { visit, YAMLSeq, type Document } from 'yaml'

/** The text of a document that somebody has changed, by the habits of these files. */
export function written(file: Document, lineWidth = 120): string {
  visit(file, { Seq: (_, list) => void (list.flow && tighten(list)) })
  return file.toString({ lineWidth })
}

/** `[a, b]` beside `{ a: b }`, as Prettier has it: the package pads both or none. */
function tighten(list: YAMLSeq): void {
  list.toString = (context, ...rest) => YAMLSeq.prototype.toString.call(list, context && { ...context, flowCollectionPadding: '' }, ...rest)
}
