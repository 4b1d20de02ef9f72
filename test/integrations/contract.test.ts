import { describe, expect, test } from 'vitest'
import type { Letter } from '../../src/kernel/mail.ts'
import { integrations } from '../../src/integrations/registry.ts'

const outside = { url: 'https://learn.example.com', site: 'Heed Academy' }
const mia = { email: 'mia@example.com', name: 'Mia Berg' }

describe.each(integrations)('$name', (integration) => {
  const { examples, kinds } = integration

  /** What leaves when an example is delivered, over a network that only listens. */
  async function replay({ kind, payload }: (typeof examples)[number], locale: string): Promise<Letter[]> {
    const sent: Letter[] = []
    const mail = async (letter: Letter) => void sent.push(letter)
    await integration.deliver({ id: 'news-1', kind, payload, recipient: { ...mia, locale } }, { ...outside, mail })
    return sent
  }

  test('shows every kind that it takes, and no other', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(kinds))
  })

  test('is not ready where nothing is set up', () => {
    expect(integration.isReady({ ...outside, mail: null })).toBe(false)
  })

  describe.each(examples)('$kind', (example) => {
    test.each(['en', 'de'] as const)('says in %s what it should', async (locale) => {
      const [letter] = await replay(example, locale)
      const words = letter!.text.replaceAll(/\s+/g, ' ')
      for (const said of example.says[locale]) expect(words).toContain(said)
      expect(letter!.subject).toMatch(/\S/)
      expect(letter!.html).toContain(`<html lang="${locale}">`)
    })

    test('twice, it is the same mail', async () => {
      expect(await replay(example, 'en')).toEqual(await replay(example, 'en'))
    })

    test('loads nothing and carries no mark', async () => {
      const [{ html }] = (await replay(example, 'en')) as [Letter]
      expect(html).not.toMatch(/<(img|link|script|style|iframe)|url\(|[?&]utm_/i)
    })

    test('in a language without mails, it is English', async () => {
      expect(await replay(example, 'fi')).toEqual(await replay(example, 'en'))
    })

    test('what cannot be read is given up for good', async () => {
      if (Object.keys(example.payload).length === 0) return
      await expect(replay({ ...example, payload: {} }, 'en')).rejects.toMatchObject({ name: 'Undelivered', forGood: true })
    })
  })
})
