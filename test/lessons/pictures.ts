/** The first bytes of each kind, as files of that kind begin, and what makes two of a kind differ. */
export const beginnings = {
  png: '89504e470d0a1a0a0000000d49484452',
  jpg: 'ffd8ffe000104a464946000101',
  gif: '474946383961010001',
  webp: '524946462400000057454250565038200c',
  avif: '0000001c667479706176696600000000617669666d6966316d696166',
}

export const bytesOf = (kind: keyof typeof beginnings, rest = ''): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...Buffer.from(beginnings[kind], 'hex'), ...Buffer.from(rest)])

/** A whole picture of one dot, as a browser draws it. */
export const dot = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
)
