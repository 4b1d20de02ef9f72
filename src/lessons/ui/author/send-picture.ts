import type { Device } from '../../../items/ui/device.ts'
import type { Outcome, Trouble } from '../../../items/ui/send.ts'
import { longestPicture } from '../../picture.ts'

/** What a form has to say of a picture before it can be sent; undefined when all is there. */
export function notYet(file: File | undefined, words: string): Trouble | undefined {
  if (!file) return { message: 'No picture is chosen yet.' }
  if (words.trim() === '')
    return { message: 'Say what the picture shows.', hint: 'Whoever cannot see it learns nothing from it otherwise.' }
  if (file.size > longestPicture)
    return {
      message: `The picture has ${(file.size / 1_000_000).toFixed(1)} MB, and Heed takes at most 10 MB.`,
      hint: 'Make it smaller, then choose it again.',
    }
  return undefined
}

/**
 * @param name what the picture's name is made from
 * @returns its path as a lesson of the course names it
 */
export async function sendPicture(
  device: Pick<Device, 'fetch'>,
  course: string,
  { file, name, signal }: { file: File; name: string; signal: AbortSignal },
): Promise<Outcome<{ path: string }>> {
  const query = new URLSearchParams({ name: name.slice(0, 200) })
  const headers = { 'content-type': 'application/octet-stream' }
  try {
    // Read first: a file that has gone from the disk since it was chosen is no trouble of the network.
    const body = await file.arrayBuffer().catch(() => undefined)
    if (!body) return { trouble: { message: 'The file cannot be read any more.', hint: 'Choose it again.' } }
    const path = `/api/author/courses/${encodeURIComponent(course)}/media?${query}`
    const response = await device.fetch(path, { method: 'POST', headers, body, signal })
    const told = (await response.json().catch(() => ({}))) as { path: string; error?: Trouble }
    return response.ok ? { got: told } : { trouble: response.status === 401 ? signedOut : (told.error ?? failed) }
  } catch {
    return { trouble: notSent }
  }
}

const signedOut: Trouble = {
  message: 'You are signed out.',
  hint: 'Sign in in another tab, then press Insert again: nothing here is lost.',
}
const failed: Trouble = { message: 'Not sent.', hint: 'The server has a problem. Press Insert again in a moment.' }
const notSent: Trouble = {
  message: 'Not sent.',
  hint: 'Check your connection and press Insert again. Over a slow one a smaller picture gets through.',
}
