import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { personClose, personImport, personOpen, personRole } from '../../src/cli/person-deeds.ts'
import { teamList, teamMembers, teamMove, teamPut, teamRemove, teamRename, teamTake } from '../../src/cli/team.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { openWorld, type World } from '../world.ts'

let world: World
let folder: string
let printed: string
let said: string
beforeEach(async () => {
  world = openWorld()
  folder = newFolder()
  await world.team('Sales')
  await world.team('North', 'Sales')
  await world.person('Ben', { team: 'North' })
  printed = said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((printed += String(text))))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))))
})
afterEach(() => {
  vi.restoreAllMocks()
  world.close()
  removeFolder(folder)
})

const deeds = () => createApp(world.context).system.people
const list = (text: string) => {
  const file = join(folder, 'people.csv')
  writeFileSync(file, text)
  return file
}

test('person role, close and open say what they did', async () => {
  expect(await personRole(deeds(), 'ben@example.com', 'author', { format: 'json' })).toBe(0)
  expect(JSON.parse(printed)).toMatchObject({ name: 'Ben', role: 'author' })
  await personClose(deeds(), 'ben@example.com', {})
  await personOpen(deeds(), 'ben@example.com', {})
  expect(said).toBe(
    'Ben is author now and has to sign in again.\n' +
      'The account of Ben is closed. What they learnt is kept.\n' +
      'The account of Ben is open. If the password is forgotten: heed person link ben@example.com\n',
  )
})

describe('person import', () => {
  const good = 'email,name,role,team,lead\nada@example.com,Ada,,North,yes\nben@example.com,Ben,,North,\n'

  test('--dry-run prints a line a row and writes nothing', async () => {
    expect(await personImport(deeds(), list(good), { dryRun: true })).toBe(0)
    expect(printed).toBe('add\tada@example.com\tAda\tlearner\tNorth (lead)\nnothing\tben@example.com\tBen\tlearner\tNorth\n')
    expect(said).toBe('This would add 1, give 0 who are here a place in a team, and leave 1 as they are. Nothing is written yet.\n')
    expect(await deeds().listPeople()).toHaveLength(1)
  })

  test('--dry-run prints what somebody who is here keeps, not what the file would like', async () => {
    await personImport(deeds(), list('email,name,role,team,lead\nben@example.com,Benjamin,admin,North,\n'), { dryRun: true })
    expect(printed).toBe('nothing\tben@example.com\tBen\tlearner\tNorth\n')
  })

  test('prints the links of those who are new', async () => {
    expect(await personImport(deeds(), list(good), {})).toBe(0)
    expect(printed).toMatch(/^ada@example\.com\thttp:\/\/localhost:4321\/in\/[\w-]{43}\n$/)
    expect(said).toBe('1 new; 0 who were here got a place in a team. Each link signs in once, within seven days.\n')
  })

  test('prints every mistake with its place, ends with 1 and writes nothing', async () => {
    expect(await personImport(deeds(), list(`${good}cleo,Cleo,,South,\ndan@example.com,Dan,,South,\n`), {})).toBe(1)
    expect(printed).toBe(
      'people.csv:4:1 email: This is not an email address. Write it like name@example.com.\n' +
        'people.csv:4:4 team: There is no team “South”. Make it first.\n' +
        'people.csv:5:4 team: There is no team “South”. Make it first.\n',
    )
    expect(said).toBe('3 things are wrong, so nothing was done.\n')
    expect(await deeds().listPeople()).toHaveLength(1)
  })

  test('names a file that is not there', async () => {
    await expect(personImport(deeds(), join(folder, 'none.csv'), {})).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('teams', () => {
  test('are listed as a tree, with their size and their leads', async () => {
    await teamPut(deeds(), 'Sales', 'ben@example.com', { lead: true })
    await teamList(deeds(), {})
    expect(printed).toBe('Sales\t1\tBen\n  North\t1\n')
  })

  test('are filled and emptied', async () => {
    await teamTake(deeds(), 'North', 'ben@example.com')
    await teamPut(deeds(), 'Sales', 'ben@example.com', {})
    await teamMembers(deeds(), 'Sales', {})
    await teamMembers(deeds(), 'North', { format: 'json' })
    expect(printed).toBe('ben@example.com\tBen\t\t\n[]\n')
  })

  test('are renamed, moved and removed', async () => {
    await teamRename(deeds(), 'North', 'Nordics')
    await teamMove(deeds(), 'Nordics', { top: true })
    await teamMove(deeds(), 'Sales', { in: 'Nordics' })
    await teamRemove(deeds(), 'Sales')
    expect(said).toBe(
      'The team is called “Nordics” now.\n“Nordics” stands at the top.\n“Sales” hangs below “Nordics”.\nThe team “Sales” is gone.\n',
    )
    await expect(teamMove(deeds(), 'Nordics', {})).rejects.toMatchObject({ code: 'invalid' })
  })
})
