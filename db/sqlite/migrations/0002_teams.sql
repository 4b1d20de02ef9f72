CREATE TABLE `assignment` (
	`id` text PRIMARY KEY NOT NULL,
	`course_id` text NOT NULL,
	`team_id` text,
	`person_id` text,
	`start_day` text NOT NULL,
	`due_day` text,
	`class` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`team_id`) REFERENCES `team`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assignment_one" CHECK((`team_id` is null) <> (`person_id` is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `assignment_person` ON `assignment` (`person_id`);--> statement-breakpoint
CREATE INDEX `assignment_team` ON `assignment` (`team_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `assignment_open` ON `assignment` (`course_id`,coalesce(`team_id`,`person_id`)) WHERE `ended_at` is null;--> statement-breakpoint
CREATE TABLE `dismissal` (
	`item_id` text NOT NULL,
	`suspicion` text NOT NULL,
	`made_by` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`item_id`, `suspicion`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `erasing` (
	`person_id` text PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `feed` (
	`hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `feed_person` ON `feed` (`person_id`);--> statement-breakpoint
CREATE TABLE `identity` (
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`person_id` text NOT NULL,
	`linked_at` integer NOT NULL,
	PRIMARY KEY(`issuer`, `subject`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `identity_person` ON `identity` (`person_id`);--> statement-breakpoint
CREATE TABLE `item_stat` (
	`item_id` text NOT NULL,
	`rev` integer NOT NULL,
	`locale` text NOT NULL,
	`day` text NOT NULL,
	`n` integer NOT NULL,
	`full` integer NOT NULL,
	`per_option` text NOT NULL,
	`mean_ms` real NOT NULL,
	`flags` text NOT NULL,
	PRIMARY KEY(`item_id`, `rev`, `locale`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `job_run` (
	`job` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	`ms` integer NOT NULL,
	`problem` text,
	PRIMARY KEY(`job`, `day`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `kudos` (
	`id` text PRIMARY KEY NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`skill` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `kudos_to` ON `kudos` (`to_id`,`at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`made_at` integer NOT NULL,
	`next_try_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`done_at` integer,
	`problem` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_open` ON `outbox` (`next_try_at`) WHERE `next_try_at` is not null;--> statement-breakpoint
CREATE TABLE `reminder_sent` (
	`person_id` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `day`, `kind`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_by` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `team_drill` (
	`team_id` text NOT NULL,
	`skill` text NOT NULL,
	`item_id` text NOT NULL,
	`people` integer NOT NULL,
	`n` integer NOT NULL,
	`best` integer NOT NULL,
	`ok` integer NOT NULL,
	`poor` integer NOT NULL,
	`top_reply` text,
	`top_n` integer NOT NULL,
	PRIMARY KEY(`team_id`, `skill`, `item_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `team_outlook` (
	`team_id` text NOT NULL,
	`week` text NOT NULL,
	`people` integer NOT NULL,
	`with_review` real NOT NULL,
	`without_review` real NOT NULL,
	PRIMARY KEY(`team_id`, `week`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `team_week` (
	`team_id` text NOT NULL,
	`week` text NOT NULL,
	`skill` text NOT NULL,
	`people` integer NOT NULL,
	`strength` real NOT NULL,
	`minutes` real NOT NULL,
	PRIMARY KEY(`team_id`, `week`, `skill`)
) STRICT;
--> statement-breakpoint
DROP TRIGGER `answer_no_delete`;
--> statement-breakpoint
CREATE TRIGGER `answer_no_delete` BEFORE DELETE ON `answer` WHEN NOT EXISTS (SELECT 1 FROM `erasing` WHERE `person_id` = OLD.`person_id`) BEGIN SELECT RAISE(ABORT, 'the answer log is append-only'); END;
