import { statSync } from 'node:fs'
import { databaseFile } from '#dialect/folder.ts'
import { unsent } from '../../../db/outbox.ts'
import { backUp, listBackups, sizeOfBackup } from '../../backups.ts'
import { address, disk, failedJobs, lastBackup, post, room } from '../../health.ts'
import type { Finding } from '../../kernel/finding.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { withoutSecret } from '../../lessons/remote.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { retention } from '../../people/service.ts'
import { canMail } from '../../people/service/mail.ts'
import { record } from '../../people/service/record.ts'
import { leadsSeeDetail } from '../../reports/service.ts'
import type { BackupState, Company, ContentState, JobResult, SitePage } from '../site-pages.ts'
import { jobRuns } from './jobs.ts'
import { letters } from './letters.ts'

/** How the place is, for whoever runs it: nothing here asks the network or reads the log of answers. */
export async function sitePage(context: PeopleContext, viewer: Viewer | null): Promise<SitePage> {
  demand(viewer, 'admin')
  const runs = await jobRuns(context, viewer)
  return {
    mail: canMail(context),
    letters: await letters(context, viewer),
    runs,
    content: contentState(context, runs),
    company: companyOf(context),
    backups: backupState(context),
    kept: await retention(context, viewer),
    detail: await leadsSeeDetail(context.read),
    health: healthOf(context, runs, await unsent(context.read, viewer)),
  }
}

function contentState({ settings, catalogue }: PeopleContext, runs: readonly JobResult[]): ContentState {
  const { courses, lessons, problems } = catalogue.live()
  const remote = settings.contentRemote
  const errors = problems.filter(({ severity }) => severity === 'error')
  return {
    from: remote ? withoutSecret(remote.url) : settings.content,
    synced: remote ? (runs.find(({ job }) => job === 'content') ?? null) : null,
    repository: remote !== null,
    courses: courses.length,
    lessons: lessons.size,
    broken: new Set(errors.map(({ file }) => file)).size,
    warnings: problems.length - errors.length,
  }
}

function companyOf({ settings: { oidc } }: PeopleContext): Company | null {
  return oidc && { name: oidc.name, issuer: oidc.issuer, roles: oidc.roles, teams: oidc.teams }
}

function backupState({ settings: { backups: folder } }: PeopleContext): BackupState {
  const [last, ...others] = listBackups(folder)
  if (!last) return { folder, count: 0, last: null }
  return { folder, count: 1 + others.length, last: { ...last, bytes: sizeOfBackup(last) } }
}

function healthOf({ settings, now }: PeopleContext, runs: readonly JobResult[], stuck: Awaited<ReturnType<typeof unsent>>): Finding[] {
  const bytes = statSync(databaseFile(settings.data)).size
  const store = [...disk(settings), ...room(settings, bytes), lastBackup(settings, now(), now())]
  return [...store, ...failedJobs(runs, now()), ...post(settings, stuck), ...address(settings)]
}

/**
 * Makes a backup beside the nightly ones, into the same folder, and one that no night removes: somebody had a reason.
 *
 * @throws Refusal('conflict') with what kept it from being made
 */
export async function backUpNow(context: PeopleContext, viewer: Viewer | null): Promise<void> {
  demand(viewer, 'admin')
  await backUp(context).catch((thrown: unknown) => {
    context.log.error({ err: thrown }, 'A backup by hand failed.')
    throw new Refusal('conflict', `No backup was made: ${(thrown as Error).message}`, 'Look at the disk and at HEED_BACKUPS.')
  })
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'backup.made', object: 'backup' }))
}
