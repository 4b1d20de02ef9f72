import { browser } from '../../items/ui/device.ts'
import { call } from '../../items/ui/send.ts'
import { capitalised, counted } from '../../ui/words.ts'
import { deliver } from './deliver.ts'
import { deviceMemory as kept } from './kept.ts'

/** Before somebody signs out, what they answered is sent; what cannot be sent is asked about. Without all this the form posts itself. */
export function sendFirst(form: HTMLFormElement): void {
  const dialog = form.querySelector('dialog')!
  const person = document.body.dataset['person']!
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void unsent(person)
      .then((count) => (count > 0 ? ask(dialog, count) : leave(form, person)))
      .catch(() => form.submit())
  })
  dialog.querySelector('[data-stay]')!.addEventListener('click', () => dialog.close())
  dialog.querySelector('[data-leave]')!.addEventListener('click', () => void leave(form, person).catch(() => form.submit()))
}

async function unsent(person: string): Promise<number> {
  if ((await kept.waiting(person)) === 0) return 0
  await deliver(browser, kept, person)
  return kept.waiting(person)
}

function ask(dialog: HTMLDialogElement, count: number): void {
  dialog.querySelector('[data-count]')!.textContent = `${capitalised(counted(count, 'answer'))} ${count === 1 ? 'is' : 'are'}`
  dialog.showModal()
}

/** Without the network the worker ends the sign-in as soon as there is one; until then nothing of it is shown. */
async function leave(form: HTMLFormElement, person: string): Promise<void> {
  const reply = await call(browser, '/api/sign-out')
  if ('trouble' in reply && reply.trouble.status === 0 && navigator.serviceWorker?.controller) await kept.leave(person)
  else if ('trouble' in reply && reply.trouble.status !== 401) return form.submit()
  else await kept.here('')
  location.assign('/')
}
