import { useEffect, useRef, useState } from 'preact/hooks'
import { browser } from '../../../items/ui/device.ts'
import { useHydrated } from '../../../items/ui/hydrated.ts'
import { call, type Trouble } from '../../../items/ui/send.ts'
import type { Checked, EditPage } from '../../author-pages.ts'
import { underFreeId } from '../../ids.ts'
import { droppedIn, pastedIn, type Brought } from './brought.ts'
import { openCodeEditor, type CodeEditor } from './code-editor.ts'
import { keepPlace, keepTyped, keptHere, takePlace } from './kept.ts'
import { PictureForm } from './PictureForm.tsx'
import { Preview } from './Preview.tsx'
import { Problems } from './Problems.tsx'
import { guardUnsaved } from '../../../ui/unsaved.ts'
import { languageName } from '../../locales.ts'
import { tagNames } from './words.ts'
import './editor.css'

export type EditorProps = Pick<
  EditPage,
  | 'lesson'
  | 'course'
  | 'locale'
  | 'text'
  | 'inFile'
  | 'read'
  | 'problems'
  | 'preview'
  | 'unsaveable'
  | 'gone'
  | 'original'
  | 'insertables'
  | 'writable'
> & {
  /** The id of the form that the text is sent with. */
  form: string
  /** What its two buttons are called. */
  deeds: { publish: string; draft: string; note: string | null }
}

/** After so many milliseconds without a key the text is checked. */
const pause = 300

/** The text with what the checker says of it and how it looks. A plain form field until its script runs. */
export default function Editor({
  lesson,
  course,
  locale,
  text: begun,
  inFile,
  read,
  original,
  insertables,
  writable,
  form,
  deeds,
  ...first
}: EditorProps) {
  const hydrated = useHydrated()
  const area = useRef<HTMLTextAreaElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const draft = useRef<HTMLButtonElement>(null)
  const pictureButton = useRef<HTMLButtonElement>(null)
  const editor = useRef<CodeEditor>()
  const [checked, setChecked] = useState<Checked>(first)
  const [trouble, setTrouble] = useState<Trouble>()
  const [back, setBack] = useState<{ isOld: boolean }>()
  const [picture, setPicture] = useState<{ brought?: Brought }>()
  const text = () => editor.current?.text() ?? area.current!.value

  useEffect(() => {
    const form = area.current!.form!
    const kept = keptHere()
    const isBack = kept !== undefined && kept.text !== begun
    // What was typed before the script came counts too.
    const start = isBack && area.current!.value === begun ? kept.text : area.current!.value
    const mark = isBack ? kept.read : read
    const isChanged = () => text() !== (inFile ?? begun)
    const check = checker(lesson, locale, (outcome) => {
      setTrouble('trouble' in outcome ? outcome.trouble : undefined)
      if ('trouble' in outcome) return
      setChecked(outcome.got)
      editor.current?.show(outcome.got.problems)
    })
    const onChange = (changed: string) => {
      area.current!.value = changed
      area.current!.dispatchEvent(new Event('input'))
      check(changed)
      keeping.soon()
    }
    editor.current = openCodeEditor({ host: host.current!, text: start, label: 'Text of the lesson', onChange })
    editor.current.show(first.problems)
    const keeping = keepTyped(form, () => ({ text: text(), read: mark }), isChanged)
    if (start !== begun) onChange(start)
    if (isBack) setBack({ isOld: mark !== read })
    const left = takePlace(lesson, locale)
    // What was refused is read first: that has the focus.
    if (left !== undefined) editor.current.goTo(left, { focus: document.querySelector('[autofocus]') === null })
    const release = guardUnsaved(form, isChanged)
    const releaseKey = savesByKey(form, () => draft.current)
    const onSubmit = () => keepPlace({ lesson, locale, left: editor.current!.left() })
    form.addEventListener('submit', onSubmit)
    return () => {
      form.removeEventListener('submit', onSubmit)
      releaseKey()
      release()
      keeping.release()
      editor.current?.close()
    }
  }, [])

  const insert = (event: Event, mdx: string) => {
    event.preventDefault()
    editor.current?.insert(underFreeId(mdx, lesson, text()))
  }

  /** @returns whether it was a picture: the editor itself would take its address, or read the file for a text */
  const bring = (event: Event, brought: Brought | undefined): boolean => {
    if (!brought || !writable) return false
    event.preventDefault()
    event.stopPropagation()
    setPicture({ brought })
    return true
  }
  const onDrop = (event: DragEvent) => {
    if (bring(event, droppedIn(event))) editor.current?.point({ x: event.clientX, y: event.clientY })
  }
  // A file that is dropped beside the words would be opened in place of the page.
  const onDragOver = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault()

  const closePicture = () => {
    setPicture(undefined)
    if (picture?.brought) editor.current?.focus()
    else pictureButton.current?.focus()
  }
  const insertPicture = (mdx: string) => {
    setPicture(undefined)
    editor.current?.insertPicture(mdx)
  }

  return (
    <div class="bench">
      {original && <Original {...original} />}
      <div class="writing">
        {back && <Back locale={locale} {...back} />}
        {(insertables.length > 0 || (hydrated && writable)) && (
          <div class="inserts" role="group" aria-label="Insert">
            {insertables.map(({ tag, mdx }) => (
              <button
                key={tag}
                type={hydrated ? 'button' : 'submit'}
                form={form}
                name="insert"
                value={tag}
                onClick={(event) => insert(event, mdx)}
              >
                {tagNames[tag] ?? tag}
              </button>
            ))}
            {hydrated && writable && (
              <button
                ref={pictureButton}
                type="button"
                aria-expanded={picture !== undefined}
                onClick={() => (picture ? closePicture() : setPicture({}))}
              >
                Picture
              </button>
            )}
          </div>
        )}
        {picture && <PictureForm course={course} brought={picture.brought} onInsert={insertPicture} onClose={closePicture} />}
        <label class="vh" for="text">
          Text of the lesson
        </label>
        <textarea ref={area} id="text" name="text" form={form} rows={28} spellcheck hidden={hydrated} defaultValue={begun} />
        <div
          ref={host}
          class="code"
          onPasteCapture={(event) => bring(event, pastedIn(event))}
          onDragOverCapture={onDragOver}
          onDropCapture={onDrop}
        />
        {checked.gone.map(({ item, question }) => (
          <TakenOut key={item} item={item} question={question} form={form} />
        ))}
        {writable && (
          <div class="deeds">
            <button class="button" form={form} name="action" value="publish">
              {deeds.publish}
            </button>
            <button ref={draft} class="button quiet" form={form} name="action" value="draft">
              {deeds.draft}
            </button>
            {deeds.note && <p>{deeds.note}</p>}
          </div>
        )}
      </div>
      <section class="said" aria-labelledby="said">
        <h2 id="said">What the checker says</h2>
        <div role="status">{trouble ? <p class="trouble">{`${trouble.message} ${trouble.hint ?? ''}`}</p> : <Summary {...checked} />}</div>
        <Problems problems={checked.problems} onJump={hydrated ? (problem) => editor.current?.jump(problem) : undefined} />
      </section>
      <section class="shown" aria-labelledby="shown">
        <h2 id="shown">As a learner sees it</h2>
        {checked.preview ? (
          <Preview preview={checked.preview} of={{ lesson, locale, text }} />
        ) : (
          <p>Nothing can be shown yet: the top of the text does not say which lesson this is.</p>
        )}
      </section>
    </div>
  )
}

/** Of a translation: beside the text on a wide screen. */
function Original({ locale, text }: NonNullable<EditPage['original']>) {
  const name = `The original, in ${languageName(locale)}`
  return (
    <details class="original" open>
      <summary>{name}</summary>
      <pre class="control" lang={locale} aria-label={name} tabIndex={0}>
        {text}
      </pre>
    </details>
  )
}

/** Of words that were typed before somebody left the page, and are nowhere but in the editor. */
function Back({ locale, isOld }: { locale: string; isOld: boolean }) {
  return (
    <p class="back" role="status">
      What you typed here before is back, and not saved yet.{' '}
      {isOld && 'The file has changed since: you are shown how before anything is saved. '}
      <a href={`?locale=${locale}`}>Take what is saved</a> instead if you do not need it.
    </p>
  )
}

/** For whoever does not see the list change. */
function Summary({ problems, unsaveable }: Pick<Checked, 'problems' | 'unsaveable'>) {
  if (unsaveable) return <p>{`As it is, it can be neither saved nor published. ${unsaveable.message} ${unsaveable.hint ?? ''}`}</p>
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (errors === 0) return <p class="faultless">● Ready to be published.{problems.length > 0 && ' Read the advice below first.'}</p>
  return <p>{errors === 1 ? 'One mistake.' : `${errors} mistakes.`} As it is, it can be saved as a draft and not published.</p>
}

function TakenOut({ item, question, form }: Checked['gone'][number] & { form: string }) {
  return (
    <p class="gone">
      <label for={`why-${item}`}>You have taken out “{question}”. Why is it not asked any more? What people have answered is kept.</label>
      <input id={`why-${item}`} name={`why.${item}`} form={form} maxLength={300} autocomplete="off" />
    </p>
  )
}

/** Ctrl+S or Cmd+S presses the button, wherever the focus is. Pressed twice it is sent once: the second would find the file changed. */
function savesByKey(form: HTMLFormElement, button: () => HTMLButtonElement | null): () => void {
  let isSent = false
  const onSubmit = () => void (isSent = true)
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (!isSent) button()?.click()
  }
  form.addEventListener('submit', onSubmit)
  document.addEventListener('keydown', onKey)
  return () => {
    form.removeEventListener('submit', onSubmit)
    document.removeEventListener('keydown', onKey)
  }
}

type CheckOutcome = Awaited<ReturnType<typeof call<Checked>>>

/** Checks what was typed last, once nothing more comes; what was overtaken says nothing any more. */
function checker(lesson: string, locale: string, told: (outcome: CheckOutcome) => void): (text: string) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest = 0
  return (text) => {
    clearTimeout(timer)
    const turn = ++newest
    const check = async () => {
      const outcome = await call<Checked>(browser, '/api/author/check', { text, lesson, locale })
      if (turn === newest) told(outcome)
    }
    timer = setTimeout(() => void check(), pause)
  }
}
