import * as assignments from './assignments/service.ts'
import { backupNightly } from './backups.ts'
import * as integrations from './integrations/service.ts'
import { contentPushed, syncContent } from './lessons/service/sync.ts'
import type { PeopleContext } from './people/entrance.ts'
import { systemViewer } from './people/role.ts'
import * as people from './people/service.ts'
import * as reports from './reports/service.ts'
import * as review from './review/service.ts'

/** The services as commands and jobs hold them: bound to the system itself, which nobody signs in as. */
export function systemOf(context: PeopleContext) {
  return {
    people: {
      addPerson: (input: Parameters<typeof people.addPerson>[2]) => people.addPerson(context, systemViewer, input),
      asPerson: (id: string) => people.asPerson(context, systemViewer, { id }),
      listPeople: () => people.listPeople(context, systemViewer),
      askProvider: () => people.askProvider(context, systemViewer),
      makeSignInLink: (input: { email: string }) => people.makeSignInLink(context, systemViewer, input),
      addTeam: (input: { name: string; parent?: string }) => people.addTeam(context, systemViewer, input),
      listTeams: () => people.listTeams(context, systemViewer),
      teamPage: (team: string) => people.teamPage(context, systemViewer, { team }),
      changeTeam: (input: Parameters<typeof people.changeTeam>[2]) => people.changeTeam(context, systemViewer, input),
      removeTeam: (input: { team: string }) => people.removeTeam(context, systemViewer, input),
      placeInTeam: (input: Parameters<typeof people.placeInTeam>[2]) => people.placeInTeam(context, systemViewer, input),
      takeFromTeam: (input: { person: string; team: string }) => people.takeFromTeam(context, systemViewer, input),
      changeRole: (input: Parameters<typeof people.changeRole>[2]) => people.changeRole(context, systemViewer, input),
      closeAccount: (input: { person: string }) => people.closeAccount(context, systemViewer, input),
      openAccount: (input: { person: string }) => people.openAccount(context, systemViewer, input),
      importPeople: (input: Parameters<typeof people.importPeople>[2]) => people.importPeople(context, systemViewer, input),
      ensureSetupLink: () => people.ensureSetupLink(context),
      previewErasure: (person: string) => people.previewErasure(context, systemViewer, { person }),
      erasePerson: (person: string) => people.erasePerson(context, systemViewer, { person }),
      finishErasures: () => people.finishErasures(context),
      retention: () => people.retention(context, systemViewer),
      changeRetention: (input: Parameters<typeof people.changeRetention>[2]) => people.changeRetention(context, systemViewer, input),
      afterRestore: (from: string) => people.afterRestore(context, { from }),
      exportPerson: (input: Parameters<typeof reports.exportPerson>[2]) => reports.exportPerson(context, systemViewer, input),
    },
    outbox: {
      deliver: () => integrations.deliver(context),
      undelivered: () => integrations.undelivered(context, systemViewer),
      remind: () => review.sendReminders(context),
    },
    jobs: {
      list: () => integrations.jobRuns(context, systemViewer),
      runFrequent: (work: integrations.Work) => integrations.runFrequent(context, work),
      runNightly: (work: integrations.Work) => integrations.runNightly(context, work),
      runNow: (work: integrations.Work) => integrations.runNow(context, work),
    },
    /** By the clock: each once a night. */
    nightly: {
      retention: () => people.applyRetention(context),
      backup: () => backupNightly(context),
    },
    assignments: {
      assign: (input: assignments.AssignInput) => reports.assignAndPlay(context, systemViewer, input),
      list: () => assignments.listAssignments(context, systemViewer),
    },
    content: {
      sync: () => syncContent(context),
      pushed: (input: Parameters<typeof contentPushed>[1]) => contentPushed(context, input),
    },
    reports: {
      rollUpTeams: () => reports.rollUpTeams(context),
      playAssignments: () => reports.playAssignments(context),
      itemStatistics: () => reports.itemStatistics(context),
    },
    memory: {
      verify: () => review.verifyMemories(context),
      rebuild: () => review.rebuildMemories(context),
      learners: () => review.learnersPerItem(context),
    },
  }
}
