import { markdown, markdownLanguage } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { minimalSetup } from 'codemirror'
import type { Problem } from '../../../kernel/problem.ts'
import { insertionOf, pictureInsertionOf, type Insertion } from '../../insertion.ts'

export interface CodeEditor {
  text(): string
  /** In the gutter and under the words. */
  show(problems: readonly Problem[]): void
  jump(problem: Problem): void
  /** How many characters stand after the cursor. */
  left(): number
  /** Puts the cursor there; without the focus only the text moves, not the page. */
  goTo(left: number, options: { focus: boolean }): void
  /** Below what the cursor is in. */
  insert(item: string): void
  insertPicture(picture: string): void
  /** Puts the cursor where somebody points on the screen. */
  point(at: { x: number; y: number }): void
  focus(): void
  close(): void
}

interface CodeEditorOptions {
  /** Where it is drawn. */
  host: HTMLElement
  text: string
  /** What it is called to a screen reader. */
  label: string
  onChange(text: string): void
}

/** CodeMirror on a text. It lives in a shadow root, because there its styles need no `<style>`, which the content policy forbids. */
export function openCodeEditor({ host, text, label, onChange }: CodeEditorOptions): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        minimalSetup,
        lineNumbers(),
        lintGutter(),
        EditorView.lineWrapping,
        markdown({ base: markdownLanguage, completeHTMLTags: false, extensions: [{ remove: ['SetextHeading'] }] }),
        syntaxHighlighting(highlights),
        look,
        overSelection,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'true' }),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
      ],
    }),
  })
  const put = ({ at, insert }: Insertion) => {
    view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length }, scrollIntoView: true })
    view.focus()
  }
  return {
    text: () => view.state.doc.toString(),
    show: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => diagnosticOf(view, problem)),
        ),
      ),
    jump(problem) {
      const { from } = diagnosticOf(view, problem)
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
      view.focus()
    },
    left: () => view.state.doc.length - view.state.selection.main.head,
    goTo(left, { focus }) {
      const anchor = Math.max(view.state.doc.length - left, 0)
      view.dispatch({ selection: { anchor } })
      if (!focus) return view.requestMeasure({ read: () => view.lineBlockAt(anchor).top, write: (top) => (view.scrollDOM.scrollTop = top) })
      view.dispatch({ effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
      view.focus()
    },
    insert: (item) => put(insertionOf(view.state.doc.toString(), view.state.selection.main.head, item)),
    insertPicture: (picture) => put(pictureInsertionOf(view.state.doc.toString(), view.state.selection.main.head, picture)),
    point(at) {
      const anchor = view.posAtCoords(at)
      if (anchor !== null) view.dispatch({ selection: { anchor } })
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

function diagnosticOf({ state }: EditorView, { line: number, column, length = 1, severity, message, mend }: Problem): Diagnostic {
  // The text may have become shorter since it was checked.
  const line = state.doc.line(Math.min(number, state.doc.lines))
  const from = Math.min(line.from + column - 1, line.to)
  return { from, to: Math.min(from + length, line.to), severity, message: mend ? `${message} Mend: ${mend}` : message }
}

/** Left to itself Chromium keeps the look of what is typed over in a style attribute, which the content policy reports. */
const overSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || event.data === null || view.state.selection.main.empty) return false
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true })
    event.preventDefault()
    return true
  },
})

const highlights = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.quote, color: 'var(--ink-2)' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.comment, tags.meta], color: 'var(--ink-2)' },
  { tag: [tags.tagName, tags.angleBracket], fontWeight: '700' },
  { tag: tags.url, textDecoration: 'underline' },
  { tag: tags.atom, fontWeight: '700' },
])

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '1rem' },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5', minHeight: '24rem', maxHeight: '70vh' },
  '.cm-content': { padding: '0.75rem 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '.cm-gutters': { color: 'var(--ink-2)', backgroundColor: 'var(--sunk)', border: '0' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--marker-soft)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--edge)',
    fontFamily: 'var(--font)',
    maxWidth: '30rem',
  },
})
