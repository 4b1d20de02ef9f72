/** A picture that somebody has pasted into the editor or dropped on it. */
export interface Brought {
  file: File
  /** Browsers call every pasted picture alike, so its name says nothing. */
  isNameless: boolean
  /** Of several pictures one is taken at a time. */
  others: number
}

/** Undefined where there are words as well: who copies from a word processor means those, and gets a picture of them besides. */
export function pastedIn({ clipboardData }: ClipboardEvent): Brought | undefined {
  return clipboardData?.types.includes('text/plain') ? undefined : picturesIn(clipboardData?.files)
}

export const droppedIn = ({ dataTransfer }: DragEvent): Brought | undefined => picturesIn(dataTransfer?.files)

function picturesIn(files: FileList | undefined): Brought | undefined {
  const pictures = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
  const [file] = pictures
  return file && { file, isNameless: /^image\.\w+$/.test(file.name), others: pictures.length - 1 }
}
