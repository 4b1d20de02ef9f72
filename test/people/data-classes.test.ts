import Database from 'better-sqlite3'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as schema from '#dialect/schema.ts'
import { aboutNobody, dataClasses } from '../../src/people/data-classes.ts'
import { systemViewer } from '../../src/people/role.ts'
import { erasePerson, finishErasures } from '../../src/people/service.ts'
import { columns } from '../../src/reports/csv.ts'
import { rowsOf } from '../sql.ts'
import { emailOf, openWorld } from '../world.ts'

const tables = Object.values(schema)
  .filter((each) => is(each, SQLiteTable))
  .map((table) => getTableConfig(table as SQLiteTable))
const classed = (table: string, column: string) => dataClasses.some((place) => place.table === table && place.column === column)
const pointsToSomebody = /^(person_id|actor_id|from_id|to_id|email|payload|.*_by)$/

test.each(tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })))(
  'the table $name is classed, and each column of it that points to somebody',
  ({ name, columns }) => {
    expect(dataClasses.some(({ table }) => table === name) !== aboutNobody.includes(name)).toBe(true)
    if (name === 'person') return
    expect(columns.filter((column) => pointsToSomebody.test(column) && !classed(name, column))).toEqual([])
  },
)

test.each(dataClasses)('$table.$column is there, and its export is a field of the export', ({ table, column, export: field }) => {
  expect(tables.find(({ name }) => name === table)?.columns.map(({ name }) => name)).toContain(column)
  if (field !== null) expect(Object.keys(columns)).toContain(field)
})

test('is empty of them after an erasure: a row in each of these places goes, or stands without them', async () => {
  const world = openWorld()
  const { viewer } = await world.person('Nia')
  const handle = new Database(world.file)
  handle.pragma('foreign_keys = OFF')
  const places = dataClasses.filter(
    ({ table, erasure }) => ['deleted', 'unnamed', 'kept', 'addressed'].includes(erasure) && table !== 'person',
  )
  for (const place of places) insertRow(handle, place, place.erasure === 'addressed' ? emailOf('Nia') : viewer.id)
  handle.exec('DELETE FROM erasing')
  handle.close()
  await erasePerson(world.context, systemViewer, { person: viewer.id })
  for (const { table, column, erasure } of places) {
    const left = rowsOf(
      world.context.settings.data,
      `SELECT 1 FROM ${table} WHERE ${column} IN ('${viewer.id}', '${emailOf('Nia')}')`,
    ).length
    expect({ table, column, left: left > 0 }).toEqual({ table, column, left: erasure === 'kept' })
  }
  expect(await finishErasures(world.context)).toBe(0)
  world.close()
})

/** A row that has the value in one column and whatever the others take. */
function insertRow(handle: Database.Database, { table, column }: { table: string; column: string }, value: string): void {
  const all = handle.prepare('SELECT name, type, "notnull" AS needed, pk FROM pragma_table_info(?)').all(table) as {
    name: string
    type: string
    needed: number
    pk: number
  }[]
  const wanted = all.filter(
    ({ name, needed, pk }) => name === column || ((needed || pk) && name !== 'arrival') || (table === 'assignment' && name === 'team_id'),
  )
  const values = wanted.map(({ name, type }) => {
    if (name === column) return value
    if (table === 'assignment' && name === 'team_id') return column === 'person_id' ? null : 'a team'
    return type === 'TEXT' ? `${table} ${column}` : 1
  })
  handle.prepare(`INSERT INTO ${table} (${wanted.map(({ name }) => name).join()}) VALUES (${wanted.map(() => '?').join()})`).run(values)
}
