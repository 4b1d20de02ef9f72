import { deedIn, text } from '../../ui/form.ts'
import type { Settings } from '../learner-pages.ts'
import type { Heed } from '../../ui/heed.ts'

/** The forms of the settings page, each known by what stands in its hidden field. */
const deeds = {
  language: (heed, form) => heed.people.changeSettings({ locale: text(form, 'locale') || null }),
  zone: (heed, form) => heed.people.changeSettings({ zone: text(form, 'zone') }),
  week: (heed, form) => heed.people.changeSettings(weekIn(form)),
  look: (heed, form) =>
    heed.people.changeSettings({
      theme: text(form, 'theme') as Settings['theme'],
      textSize: text(form, 'textSize') as Settings['textSize'],
      motion: text(form, 'motion') as Settings['motion'],
    }),
  keys: (heed, form) => heed.people.changeSettings({ keysOn: form.has('keysOn') }),
  away: (heed, form) =>
    form.has('remove')
      ? heed.people.removeAbsence({ from: text(form, 'remove') })
      : heed.people.addAbsence({ from: text(form, 'from'), to: text(form, 'to') }),
  reminders: (heed, form) => heed.people.changeSettings({ remindAt: form.has('remind') ? text(form, 'remindAt') : null }),
  calendar: (heed, form) => (form.has('end') ? heed.people.endCalendar() : heed.people.makeCalendar()),
  password: (heed, form) => heed.people.changePassword({ old: text(form, 'old'), password: text(form, 'password') }),
  signIns: (heed, form) => endSignIns(heed, text(form, 'id')),
} satisfies Record<string, (heed: Heed, form: FormData) => Promise<unknown>>

export type SettingsGroup = keyof typeof deeds

/** One of them, or all but the one that asks. */
async function endSignIns(heed: Heed, id: string): Promise<void> {
  const others = (await heed.people.listSignIns()).filter(({ here }) => !here).map((each) => each.id)
  for (const each of id === 'others' ? others : [id]) await heed.people.endSignIn(each)
}

/** The week as it was posted. */
function weekIn(form: FormData): Pick<Settings, 'workDays' | 'daysAWeek' | 'minutes'> {
  return {
    workDays: form.getAll('workDays').map(String).join(''),
    daysAWeek: Number(text(form, 'daysAWeek')),
    minutes: Number(text(form, 'minutes')),
  }
}

/** The settings as they stand, but for what was posted and refused: nothing has to be typed again. */
export function settingsTyped(settings: Settings, form: FormData | null, refused: boolean): Settings {
  return form && refused && groupOf(form) === 'week' ? { ...settings, ...weekIn(form) } : settings
}

export const groupOf = (form: FormData): SettingsGroup | undefined => deedIn(deeds, form, 'group')

/** What has to leave with the reply, because nobody can tell it later. */
export interface Made {
  /** The address of a calendar. */
  calendar?: string
  /** A whole Set-Cookie value. */
  cookie?: string
}

/** @throws Refusal in words for its fields */
export async function save(heed: Heed, group: SettingsGroup, form: FormData): Promise<Made> {
  const made = await deeds[group](heed, form)
  if (group === 'password') return made as Made
  return group === 'calendar' && !form.has('end') ? { calendar: (made as { url: string }).url } : {}
}
