import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, real, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core'

/*
 * Every table on one page. Ids are text; instants are milliseconds UTC; days are study days, YYYY-MM-DD.
 * STRICT, WITHOUT ROWID and the triggers of the answer log are in migrations/, because Drizzle cannot say them.
 * Nothing cascades: an answer outlives what it points to.
 */

/** Who learns. Settings of a person are columns, so that each has one meaning. */
export const person = sqliteTable(
  'person',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: ['learner', 'author', 'admin', 'owner'] }).notNull(),
    zone: text('zone').notNull().default('UTC'),
    locale: text('locale'),
    passwordHash: text('password_hash'),
    /** Raising it ends every sign-in of the person. */
    epoch: integer('epoch').notNull().default(0),
    daysAWeek: integer('days_a_week').notNull().default(4),
    /** ISO weekdays on which the person works, 1 is Monday. */
    workDays: text('work_days').notNull().default('12345'),
    minutes: integer('minutes').notNull().default(5),
    keysOn: integer('keys_on', { mode: 'boolean' }).notNull().default(true),
    theme: text('theme', { enum: ['system', 'light', 'dark'] })
      .notNull()
      .default('system'),
    textSize: text('text_size', { enum: ['normal', 'large', 'largest'] })
      .notNull()
      .default('normal'),
    motion: text('motion', { enum: ['system', 'reduced'] })
      .notNull()
      .default('system'),
    remindAt: text('remind_at'),
    enrolledAt: integer('enrolled_at').notNull(),
    closedAt: integer('closed_at'),
  },
  (table) => [uniqueIndex('person_email').on(sql`lower(${table.email})`)],
)

/** Sign-ins; "session" means a review here. The id is the hash of the token: a copy of the database signs nobody in. */
export const login = sqliteTable(
  'login',
  {
    idHash: text('id_hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    epoch: integer('epoch').notNull(),
    label: text('label').notNull(),
  },
  (table) => [index('login_person').on(table.personId)],
)

/** Every one-use secret in one place, hashed. */
export const link = sqliteTable('link', {
  hash: text('hash').primaryKey(),
  kind: text('kind', { enum: ['invite', 'sign-in', 'setup'] }).notNull(),
  personId: text('person_id').references(() => person.id),
  email: text('email'),
  role: text('role', { enum: ['learner', 'author', 'admin', 'owner'] }),
  teamId: text('team_id'),
  madeBy: text('made_by').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
})

/** A tree; who may see whom is computed from it at query time. */
export const team = sqliteTable('team', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  parentId: text('parent_id'),
})

/** Who belongs where, and who leads. */
export const teamMember = sqliteTable(
  'team_member',
  {
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    lead: integer('lead', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.personId] }), index('team_member_person').on(table.personId)],
)

/** The last good version of a lesson survives a restart; preview and history read it. */
export const lessonVersion = sqliteTable(
  'lesson_version',
  {
    lessonId: text('lesson_id').notNull(),
    locale: text('locale').notNull(),
    n: integer('n').notNull(),
    /** Of the source and the compiler's version: equal means that there is nothing to compile. */
    hash: text('hash').notNull(),
    source: text('source').notNull(),
    compiled: text('compiled').notNull(),
    status: text('status', { enum: ['draft', 'live', 'retired'] }).notNull(),
    liveFrom: integer('live_from').notNull(),
    liveTo: integer('live_to'),
  },
  (table) => [primaryKey({ columns: [table.lessonId, table.locale, table.n] })],
)

/** What answers point to; never deleted. */
export const item = sqliteTable(
  'item',
  {
    id: text('id').primaryKey(),
    type: text('type').notNull(),
    lessonId: text('lesson_id').notNull(),
    skill: text('skill').notNull(),
    firstLive: integer('first_live').notNull(),
    retiredAt: integer('retired_at'),
  },
  (table) => [index('item_lesson').on(table.lessonId)],
)

/** Renames without touching answers. */
export const itemAlias = sqliteTable('item_alias', {
  oldId: text('old_id').primaryKey(),
  itemId: text('item_id').notNull(),
})

/** The key lives here and only here. */
export const itemVersion = sqliteTable(
  'item_version',
  {
    id: text('id').primaryKey(),
    itemId: text('item_id').notNull(),
    rev: integer('rev').notNull(),
    n: integer('n').notNull(),
    locale: text('locale').notNull(),
    textHash: text('text_hash').notNull(),
    keyHash: text('key_hash').notNull(),
    spec: text('spec').notNull(),
    change: text('change', { enum: ['wording', 'fact', 'mistake', 'new'] }).notNull(),
    liveFrom: integer('live_from').notNull(),
  },
  (table) => [unique('item_version_n').on(table.itemId, table.locale, table.n)],
)

/** A day's review, stored because retrievability changes with every answer. */
export const reviewSession = sqliteTable(
  'review_session',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    day: text('day').notNull(),
    n: integer('n').notNull(),
    minutes: integer('minutes').notNull(),
    /** JSON: what is asked, in which version and in which shown order (the seed). */
    items: text('items').notNull(),
    predictedS: integer('predicted_s').notNull(),
    createdAt: integer('created_at').notNull(),
    finishedAt: integer('finished_at'),
  },
  (table) => [unique('review_session_n').on(table.personId, table.day, table.n)],
)

/** When a lesson was opened and done: `done_at` is a cache of the log that reports join. */
export const lessonVisit = sqliteTable(
  'lesson_visit',
  {
    personId: text('person_id').notNull(),
    lessonId: text('lesson_id').notNull(),
    openedAt: integer('opened_at').notNull(),
    doneAt: integer('done_at'),
    versionN: integer('version_n').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.lessonId] })],
)

/** The log and the truth. Triggers refuse UPDATE and DELETE; credit is derived from response and version. */
export const answer = sqliteTable(
  'answer',
  {
    arrival: integer('arrival').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    kind: text('kind', { enum: ['answer', 'void', 'reset', 'rekey'] }).notNull(),
    personId: text('person_id').notNull(),
    itemId: text('item_id').notNull(),
    versionId: text('version_id').notNull(),
    day: text('day').notNull(),
    at: integer('at').notNull(),
    zone: text('zone').notNull(),
    device: text('device').notNull(),
    seq: integer('seq').notNull(),
    sessionId: text('session_id'),
    /** What the fold said at receipt; the fold itself never reads it. */
    mode: text('mode', { enum: ['lesson', 'review', 'retry', 'practice'] }),
    response: text('response').notNull(),
    hint: integer('hint', { mode: 'boolean' }).notNull(),
    ms: integer('ms').notNull(),
    focusLostMs: integer('focus_lost_ms').notNull(),
    rapid: integer('rapid', { mode: 'boolean' }).notNull(),
    /** Whether `at` had to be moved into the time in which the answer was possible. */
    clamped: integer('clamped', { mode: 'boolean' }).notNull(),
    /** In force at receipt; 'none' where no memory follows, because the item was retired by then. */
    paramsId: text('params_id').notNull(),
    dr: real('dr').notNull(),
    targetId: text('target_id'),
    receivedAt: integer('received_at').notNull(),
    payloadHash: text('payload_hash').notNull(),
  },
  (table) => [
    index('answer_pair').on(table.personId, table.itemId, table.day, table.at),
    index('answer_item').on(table.itemId, table.receivedAt),
    index('answer_day').on(table.personId, table.day),
  ],
)

/** A cache of the fold over the log; `heed memory verify` compares the two. */
export const memory = sqliteTable(
  'memory',
  {
    personId: text('person_id').notNull(),
    itemId: text('item_id').notNull(),
    rev: integer('rev').notNull(),
    s: real('s').notNull(),
    d: real('d').notNull(),
    lastDay: text('last_day').notNull(),
    dueDay: text('due_day').notNull(),
    lapses: integer('lapses').notNull(),
    answers: integer('answers').notNull(),
    firstCredit: real('first_credit').notNull(),
    lastKeyHash: text('last_key_hash').notNull(),
    paramsId: text('params_id').notNull(),
    uptoArrival: integer('upto_arrival').notNull(),
    /** JSON: where the fold stopped, so that the next answer is one step. */
    tail: text('tail'),
  },
  (table) => [primaryKey({ columns: [table.personId, table.itemId, table.rev] }), index('memory_due').on(table.personId, table.dueDay)],
)

/** "Don't ask me this": the item waits until the person takes it back. */
export const suspension = sqliteTable(
  'suspension',
  {
    personId: text('person_id').notNull(),
    itemId: text('item_id').notNull(),
    since: integer('since').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.itemId] })],
)

/** Holidays and sick days: they silence reminders, leave the week's target, and nothing is asked on them in the person's own forecast. */
export const absence = sqliteTable(
  'absence',
  {
    personId: text('person_id').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.fromDay] })],
)

/** "Something wrong?": the best source of content quality. The person is named only if they ticked it. */
export const flag = sqliteTable(
  'flag',
  {
    id: text('id').primaryKey(),
    itemId: text('item_id').notNull(),
    versionId: text('version_id').notNull(),
    personId: text('person_id'),
    text: text('text').notNull(),
    at: integer('at').notNull(),
    state: text('state', { enum: ['open', 'done', 'declined'] })
      .notNull()
      .default('open'),
    reply: text('reply'),
  },
  (table) => [index('flag_item').on(table.itemId, table.state)],
)

/** The week's squares and minutes; rebuilt from the log. */
export const dayTotal = sqliteTable(
  'day_total',
  {
    personId: text('person_id').notNull(),
    day: text('day').notNull(),
    answers: integer('answers').notNull(),
    ms: integer('ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.day] })],
)

/** How long an answer takes; person '' is everyone. */
export const typeTime = sqliteTable(
  'type_time',
  {
    personId: text('person_id').notNull(),
    type: text('type').notNull(),
    n: integer('n').notNull(),
    meanMs: real('mean_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.type] })],
)

/** What somebody must do: a course for a team or for one person. The earliest due day wins. */
export const assignment = sqliteTable(
  'assignment',
  {
    id: text('id').primaryKey(),
    courseId: text('course_id').notNull(),
    teamId: text('team_id').references(() => team.id),
    personId: text('person_id').references(() => person.id),
    startDay: text('start_day').notNull(),
    dueDay: text('due_day'),
    /** As the course says, unless whoever assigned it said otherwise. */
    class: text('class', { enum: ['critical', 'standard', 'nice'] }).notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [
    index('assignment_person').on(table.personId),
    index('assignment_team').on(table.teamId),
    check('assignment_one', sql`(${table.teamId} is null) <> (${table.personId} is null)`),
    uniqueIndex('assignment_open')
      .on(table.courseId, sql`coalesce(${table.teamId}, ${table.personId})`)
      .where(sql`${table.endedAt} is null`),
  ],
)

/** What a team held at the end of a week, by skill: behind the lead's page, so that it never reads the log. */
export const teamWeek = sqliteTable(
  'team_week',
  {
    teamId: text('team_id').notNull(),
    /** The Monday. */
    week: text('week').notNull(),
    skill: text('skill').notNull(),
    /** With data in it; nobody is shown a cell of fewer than five. */
    people: integer('people').notNull(),
    /** Mean retrievability over what was introduced, 0 to 1. */
    strength: real('strength').notNull(),
    minutes: real('minutes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.week, table.skill] })],
)

/** How a team answered drills in the past four weeks: of each skill (item_id ''), and of each drill. */
export const teamDrill = sqliteTable(
  'team_drill',
  {
    teamId: text('team_id').notNull(),
    skill: text('skill').notNull(),
    itemId: text('item_id').notNull(),
    people: integer('people').notNull(),
    n: integer('n').notNull(),
    best: integer('best').notNull(),
    ok: integer('ok').notNull(),
    poor: integer('poor').notNull(),
    /** Key of the reply that was chosen most often of those that are not best; null when there was none, or of a whole skill. */
    topReply: text('top_reply'),
    topN: integer('top_n').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.skill, table.itemId] })],
)

/** What a team will hold at the end of the coming weeks, with reviews and without. */
export const teamOutlook = sqliteTable(
  'team_outlook',
  {
    teamId: text('team_id').notNull(),
    /** The Monday. */
    week: text('week').notNull(),
    people: integer('people').notNull(),
    withReview: real('with_review').notNull(),
    withoutReview: real('without_review').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.week] })],
)

/** What an assignment with a due day asks of its team, played anew each week. */
export const assignmentForecast = sqliteTable(
  'assignment_forecast',
  {
    assignmentId: text('assignment_id')
      .notNull()
      .references(() => assignment.id),
    /** The Monday. */
    week: text('week').notNull(),
    /** Who was played; nobody is shown one of fewer than five. */
    people: integer('people').notNull(),
    /** How many were in the team. */
    size: integer('size').notNull(),
    /** Share of the course that is to be held on the due day, 0 to 1. */
    wanted: real('wanted').notNull(),
    /** How many will hold it in the time that they have. */
    enough: integer('enough').notNull(),
    /** Minutes of review that the fullest day asks. */
    fullest: integer('fullest').notNull(),
    /** The working day from which nobody is asked more than their own time; null when that never comes. */
    calmFrom: integer('calm_from'),
    /** JSON: what the others need, [{ people, minutes }]. */
    others: text('others').notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignmentId, table.week] })],
)

/** What is known of an item from first valid answers; made nightly, and all that an author's report reads. */
export const itemStat = sqliteTable(
  'item_stat',
  {
    itemId: text('item_id').notNull(),
    rev: integer('rev').notNull(),
    locale: text('locale').notNull(),
    day: text('day').notNull(),
    /** First valid answers, and the people whom they came from are as many. */
    n: integer('n').notNull(),
    full: integer('full').notNull(),
    /** JSON: option key to how often it was chosen, in all and among the better half of the learners. */
    perOption: text('per_option').notNull(),
    meanMs: real('mean_ms').notNull(),
    /** JSON: lapse rate, residual, who still answers the old way, suspicions. */
    flags: text('flags').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemId, table.rev, table.locale] })],
)

/** A suspicion that an author has looked at and found harmless. */
export const dismissal = sqliteTable(
  'dismissal',
  {
    itemId: text('item_id').notNull(),
    suspicion: text('suspicion').notNull(),
    madeBy: text('made_by').notNull(),
    reason: text('reason').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemId, table.suspicion] })],
)

/** News that leaves the house, written in the transaction of what it tells. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    payload: text('payload').notNull(),
    madeAt: integer('made_at').notNull(),
    /** Null once it is done, or given up. */
    nextTryAt: integer('next_try_at'),
    tries: integer('tries').notNull().default(0),
    doneAt: integer('done_at'),
    /** What went wrong last, in words. */
    problem: text('problem'),
  },
  (table) => [
    index('outbox_open')
      .on(table.nextTryAt)
      .where(sql`${table.nextTryAt} is not null`),
  ],
)

/** Never two a day; the rule that falls silent reads it. */
export const reminderSent = sqliteTable(
  'reminder_sent',
  {
    personId: text('person_id').notNull(),
    day: text('day').notNull(),
    kind: text('kind').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.day, table.kind] })],
)

/** Each job once a day; shown in health. */
export const jobRun = sqliteTable(
  'job_run',
  {
    job: text('job').notNull(),
    day: text('day').notNull(),
    at: integer('at').notNull(),
    ms: integer('ms').notNull(),
    problem: text('problem'),
  },
  (table) => [primaryKey({ columns: [table.job, table.day] })],
)

/** The site's own settings. */
export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  changedBy: text('changed_by').notNull(),
  at: integer('at').notNull(),
})

/** Who somebody is to an identity provider: a subject is for ever, an address may change or never be sent. */
export const identity = sqliteTable(
  'identity',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    linkedAt: integer('linked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] }), index('identity_person').on(table.personId)],
)

/** Secrets that work until somebody changes them, hashed: the calendar that a phone reads, the link that ends reminders. */
export const feed = sqliteTable(
  'feed',
  {
    hash: text('hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind', { enum: ['calendar', 'unsubscribe'] }).notNull(),
    madeAt: integer('made_at').notNull(),
  },
  (table) => [index('feed_person').on(table.personId)],
)

/** A word of thanks from one colleague to another. */
export const kudos = sqliteTable(
  'kudos',
  {
    id: text('id').primaryKey(),
    fromId: text('from_id').notNull(),
    toId: text('to_id').notNull(),
    skill: text('skill').notNull(),
    text: text('text').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('kudos_to').on(table.toId, table.at)],
)

/** Whose answers may be deleted just now: the trigger of the log lets nobody else's go. Empty outside an erasure. */
export const erasing = sqliteTable('erasing', { personId: text('person_id').primaryKey() })

/** FSRS parameters, append-only: answers name the set that was in force. */
export const params = sqliteTable('params', {
  id: text('id').primaryKey(),
  level: text('level').notNull(),
  w: text('w').notNull(),
  n: integer('n').notNull(),
  logLossBefore: real('log_loss_before'),
  logLossAfter: real('log_loss_after'),
  fromDay: text('from_day').notNull(),
})

/** Who did what to whom; "What my lead sees" reads it. */
export const audit = sqliteTable(
  'audit',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    actorId: text('actor_id').notNull(),
    verb: text('verb').notNull(),
    personId: text('person_id'),
    object: text('object').notNull(),
    detail: text('detail').notNull(),
  },
  (table) => [index('audit_person').on(table.personId, table.at)],
)

/** One row, written at start: proof that a write reaches the disk before anything is promised. */
export const heartbeat = sqliteTable('heartbeat', { id: integer('id').primaryKey(), at: integer('at').notNull() }, (table) => [
  check('heartbeat_one', sql`${table.id} = 1`),
])
