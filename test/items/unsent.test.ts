import { expect, test } from 'vitest'
import type { Device } from '../../src/items/ui/device.ts'
import type { Answer } from '../../src/items/ui/send.ts'
import { forgetUnsent, keepUnsent, unsentAt } from '../../src/items/ui/unsent.ts'

function memory(): Pick<Device, 'recall' | 'keep'> {
  const kept = new Map<string, string>()
  return { recall: (name) => kept.get(name) ?? null, keep: (name, value) => void kept.set(name, value) }
}

const place = { person: 'mia', item: 'pot-name', version: 'pot-name@en.1' }
const answer = { id: 'a1', item: 'pot-name', version: 'pot-name@en.1', response: { text: 'gaiwan' } } as Answer

test('an answer that did not arrive is found again, for who gave it and while the question is the same', () => {
  const device = memory() as Device
  expect(unsentAt(device, place)).toBeUndefined()
  keepUnsent(device, place, answer)
  expect(unsentAt(device, place)).toEqual(answer)
  expect(unsentAt(device, { ...place, person: 'nora' })).toBeUndefined()
  expect(unsentAt(device, { ...place, version: 'pot-name@en.2' })).toBeUndefined()
  forgetUnsent(device, place)
  expect(unsentAt(device, place)).toBeUndefined()
})
