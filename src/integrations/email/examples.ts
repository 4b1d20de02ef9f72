import type { Example } from '../integration.ts'

const url = 'https://learn.example.com/join/secret'

/** One of each kind at least; whom they are for is called Mia Berg, and the site Heed Academy. */
export const examples: readonly Example[] = [
  {
    kind: 'mail.invite',
    payload: { url, madeBy: 'Ada Stone' },
    says: {
      en: ['Ada Stone invites you to Heed Academy', url, 'works once, for seven days'],
      de: ['Ada Stone lädt Sie zu Heed Academy ein', url, 'gilt einmal, sieben Tage'],
    },
  },
  {
    kind: 'mail.sign-in',
    payload: { url, madeBy: null },
    says: { en: ['Somebody asked for a link', url, '24 hours'], de: ['Jemand hat um einen Link gebeten', url, '24 Stunden'] },
  },
  {
    kind: 'mail.reminder',
    payload: { items: 6, minutes: 4, token: 'secret' },
    says: {
      en: ['Six to keep, about four minutes.', 'No more reminders:'],
      de: ['Sechs zu behalten, etwa vier Minuten.', 'Keine Erinnerungen mehr:'],
    },
  },
  {
    kind: 'mail.reminder',
    payload: { items: 1, minutes: 1, token: 'secret' },
    says: { en: ['One to keep, about one minute.'], de: ['Eins zu behalten, etwa eine Minute.'] },
  },
  {
    kind: 'mail.nudge',
    payload: { by: 'Ada Stone', course: 'tea', title: 'Tea & <Water>', due: '2026-11-30' },
    says: {
      en: ['go on with “Tea & <Water>”', 'by Monday 30 November', '/courses/tea'],
      de: ['mit „Tea & <Water>“ weiterzumachen', 'bis Montag, 30. November', '/courses/tea'],
    },
  },
  {
    kind: 'mail.assignment',
    payload: { by: 'Ada Stone', course: 'tea', title: 'Tea', due: null },
    says: { en: ['Ada Stone chose “Tea” for you to learn.'], de: ['Ada Stone hat „Tea“ für Sie zum Lernen ausgesucht.'] },
  },
  {
    kind: 'mail.flag-reply',
    payload: { text: 'Two answers are right.', reply: 'True. The second one went.', state: 'done', item: 'pot-name' },
    says: {
      en: ['Two answers are right.', 'It was changed.', 'True. The second one went.', '/items/pot-name'],
      de: ['Two answers are right.', 'Es wurde geändert.', 'True. The second one went.', '/items/pot-name'],
    },
  },
  { kind: 'mail.test', payload: {}, says: { en: ['Heed Academy can send mail.'], de: ['Heed Academy kann Mails verschicken.'] } },
]
