import { expect } from 'vitest'

/** What a service throws when it says no, by its code and something of its sentence. */
export const refusal = (code: string, message: string | RegExp = /./) =>
  expect.objectContaining({ name: 'Refusal', code, message: expect.stringMatching(message) })
