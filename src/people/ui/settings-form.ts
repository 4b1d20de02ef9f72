import { text } from '../../ui/form.ts'
import type { Heed, Settings } from '../../ui/heed.ts'

/** The forms of the settings page, each known by what stands in its hidden field. */
const deeds = {
  language: (heed, form) => heed.people.changeSettings({ locale: text(form, 'locale') || null }),
  zone: (heed, form) => heed.people.changeSettings({ zone: text(form, 'zone') }),
  week: (heed, form) =>
    heed.people.changeSettings({
      workDays: form.getAll('workDays').map(String).join(''),
      daysAWeek: Number(text(form, 'daysAWeek')),
      minutes: Number(text(form, 'minutes')),
    }),
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
  signIns: (heed, form) => heed.people.endSignIn(text(form, 'id')),
} satisfies Record<string, (heed: Heed, form: FormData) => Promise<unknown>>

export type SettingsGroup = keyof typeof deeds

/** Which form it was; undefined when it is none of ours. */
export function groupOf(form: FormData): SettingsGroup | undefined {
  const group = text(form, 'group')
  return Object.hasOwn(deeds, group) ? (group as SettingsGroup) : undefined
}

/** @throws Refusal in words for its fields */
export async function save(heed: Heed, group: SettingsGroup, form: FormData): Promise<void> {
  await deeds[group](heed, form)
}
