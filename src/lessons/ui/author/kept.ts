/** What stands in the editor, and the mark of the file that it began with: under that mark nothing newer is written over unseen. */
export interface Typed {
  text: string
  read: string
}

/** So many milliseconds between one keeping and the next: browsers refuse a history that is written at every key. */
const pause = 400

/**
 * What was typed on this page before somebody left it and came back. It lies with the page's place in the history of the tab:
 * a browser brings a form field back only after the editor has read it, and some do not where a page may not be stored.
 */
export function keptHere(): Typed | undefined {
  const { text, read } = (history.state as { kept?: Partial<Typed> } | null)?.kept ?? {}
  return text === undefined || read === undefined ? undefined : { text, read }
}

/** Keeps what is typed for whoever comes back, and sends what is seen, whatever a browser has put into the field behind the editor. */
export function keepTyped(form: HTMLFormElement, typed: () => Typed, isChanged: () => boolean): { soon(): void; release(): void } {
  const keep = () => {
    try {
      history.replaceState({ ...(history.state as object | null), kept: isChanged() ? typed() : undefined }, '')
    } catch {
      // Too long for this browser: what it kept before stays.
    }
  }
  const send = ({ formData }: FormDataEvent) => {
    const { text, read } = typed()
    formData.set('text', text)
    formData.set('read', read)
  }
  let [last, timer] = [-pause, 0]
  const soon = () => {
    clearTimeout(timer)
    // The first key is kept at once: when the page is being left it is too late, a history touched then breaks off a step back.
    const wait = last + pause - performance.now()
    if (wait > 0) return void (timer = window.setTimeout(soon, wait))
    last = performance.now()
    keep()
  }
  form.addEventListener('formdata', send)
  form.addEventListener('submit', keep)
  return {
    soon,
    release() {
      clearTimeout(timer)
      form.removeEventListener('formdata', send)
      form.removeEventListener('submit', keep)
    },
  }
}

/** Where the cursor stood when a lesson was sent: saving draws the page anew, and nobody wants to look for the line again. */
interface Place {
  lesson: string
  locale: string
  /** How many characters stand after it: a save may change the status in the head. */
  left: number
}

const placeKey = 'heed.cursor'

export function keepPlace(place: Place): void {
  try {
    sessionStorage.setItem(placeKey, JSON.stringify(place))
  } catch {
    // A browser that keeps nothing begins at the top.
  }
}

/** Told once; undefined for another lesson than the one that was sent last. */
export function takePlace(lesson: string, locale: string): number | undefined {
  try {
    const place = JSON.parse(sessionStorage.getItem(placeKey) ?? 'null') as Place | null
    sessionStorage.removeItem(placeKey)
    return place?.lesson === lesson && place.locale === locale ? place.left : undefined
  } catch {
    return undefined
  }
}
