/*
 * Every place that holds something about a person. The erasure runs by this table, the export is checked against it, and
 * a test finds the column that is missing from it.
 */

export interface DataClass {
  table: string
  /** The column that says whose it is, or that may name somebody. */
  column: string
  /** In words, as whoever erases somebody reads it. */
  holds: string
  /** account: who somebody is and what they set; evidence: what they showed that they know; interaction: how they use Heed; security log: who did what. */
  class: 'account' | 'evidence' | 'interaction' | 'security log'
  retention: string
  /** The field of the export in which the person finds it; null where there is nothing to find. */
  export: string | null
  /**
   * deleted: the row goes. unnamed: the row stays without the person. kept: the id stays, which then names nobody.
   * cleared: the words go where they name them, the row stays. mentioned: the row goes where it names them. addressed: it goes
   * where it bears their address.
   */
  erasure: 'deleted' | 'unnamed' | 'kept' | 'cleared' | 'mentioned' | 'addressed'
}

const employed = 'while the account is open, and 12 months after'
const afterEnd = '30 days after it ended'
const log = '180 days'

type Row = [
  DataClass['table'],
  DataClass['column'],
  DataClass['holds'],
  DataClass['class'],
  DataClass['retention'],
  DataClass['export'],
  DataClass['erasure'],
]

/** What points to a person before the person. */
const rows: Row[] = [
  ['answer', 'person_id', 'answers', 'evidence', employed, 'answers', 'deleted'],
  ['memory', 'person_id', 'memories', 'evidence', employed, 'memories', 'deleted'],
  ['lesson_visit', 'person_id', 'lessons opened', 'evidence', employed, 'visits', 'deleted'],
  ['review_session', 'person_id', 'reviews', 'interaction', employed, 'sessions', 'deleted'],
  ['day_total', 'person_id', 'days on which something was answered', 'interaction', employed, 'answers', 'deleted'],
  ['type_time', 'person_id', 'usual answer times', 'interaction', employed, 'answers', 'deleted'],
  ['suspension', 'person_id', 'items not to be asked', 'interaction', employed, 'suspensions', 'deleted'],
  ['reminder_sent', 'person_id', 'reminders sent', 'interaction', employed, 'reminders', 'deleted'],
  ['kudos', 'from_id', 'words of thanks given', 'interaction', employed, 'kudos', 'deleted'],
  ['kudos', 'to_id', 'words of thanks received', 'interaction', employed, 'kudos', 'deleted'],
  ['flag', 'person_id', 'notes to the authors', 'interaction', '24 months', 'flags', 'unnamed'],
  ['absence', 'person_id', 'absences', 'account', employed, 'absences', 'deleted'],
  ['assignment', 'person_id', 'assignments of their own', 'account', employed, 'assignments', 'deleted'],
  ['assignment', 'made_by', 'assignments made', 'security log', employed, null, 'kept'],
  ['team_member', 'person_id', 'teams', 'account', employed, 'teams', 'deleted'],
  ['identity', 'person_id', 'accounts at other systems', 'account', employed, 'identities', 'deleted'],
  ['feed', 'person_id', 'calendar and mail secrets', 'account', employed, null, 'deleted'],
  ['login', 'person_id', 'sign-ins', 'security log', afterEnd, 'signIns', 'deleted'],
  ['link', 'person_id', 'one-use links', 'security log', afterEnd, null, 'deleted'],
  ['link', 'made_by', 'links made for others', 'security log', afterEnd, null, 'deleted'],
  ['link', 'email', 'invitations to their address', 'security log', afterEnd, null, 'addressed'],
  ['outbox', 'payload', 'mails and messages', 'interaction', '30 days after it left', null, 'mentioned'],
  ['audit', 'person_id', 'what was done to them', 'security log', log, 'deeds', 'kept'],
  ['audit', 'actor_id', 'what they did', 'security log', log, null, 'kept'],
  ['audit', 'object', 'what it was done to', 'security log', log, null, 'cleared'],
  ['audit', 'detail', 'particulars of what was done', 'security log', log, null, 'cleared'],
  ['dismissal', 'made_by', 'suspicions set aside', 'security log', 'while the item is there', null, 'kept'],
  ['setting', 'changed_by', 'settings of the site', 'security log', 'until it is changed again', null, 'kept'],
  ['erasing', 'person_id', 'an erasure that runs', 'security log', 'for the time of one transaction', null, 'deleted'],
  ['person', 'id', 'the account', 'account', employed, 'account', 'deleted'],
]

export const dataClasses: readonly DataClass[] = rows.map(([table, column, holds, dataClass, retention, field, erasure]) => ({
  ...{ table, column, holds, class: dataClass, retention, export: field, erasure },
}))

/** Tables that know of nobody; roll-ups count people and are made anew every night. */
export const aboutNobody: readonly string[] = [
  ...['team', 'lesson_version', 'item', 'item_alias', 'item_version'],
  ...['item_stat', 'team_week', 'team_drill', 'team_outlook', 'assignment_forecast', 'job_run', 'params', 'heartbeat'],
]
