import { eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { setting } from '#dialect/schema.ts'

/** One of the site's own settings, read from its JSON; undefined while nobody has set it. Settings belong to no one: a system read. */
export async function settingNamed(db: Db, key: string): Promise<unknown> {
  const rows = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, key))
  return rows[0] && (JSON.parse(rows[0].value) as unknown)
}

export async function saveSetting(tx: Db, row: { key: string; value: unknown; changedBy: string; at: number }): Promise<void> {
  const stored = { ...row, value: JSON.stringify(row.value) }
  await tx.insert(setting).values(stored).onConflictDoUpdate({ target: setting.key, set: stored })
}
