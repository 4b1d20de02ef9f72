/*
 * Heed as an app: the worker keeps the review at hand without the network and sends what was answered meanwhile. Here it
 * is told who is signed in, and what it has to say is shown, except in the review, which says it in its own way.
 */
const { serviceWorker } = navigator
const { person } = document.body.dataset
const link = document.querySelector<HTMLAnchorElement>('.sent a')

// Plain http knows no workers.
if (serviceWorker) {
  void serviceWorker.register('/sw.js').then(({ waiting }) => link && waiting?.postMessage({ takeOver: true }))
  // A page from the worker's own shell does not know who is signed in.
  if (person !== undefined) void serviceWorker.ready.then(({ active }) => active!.postMessage({ here: person }))
  serviceWorker.onmessage = ({ data }: MessageEvent<{ href: string; textContent: string }>) => Object.assign(link ?? {}, data)
}
