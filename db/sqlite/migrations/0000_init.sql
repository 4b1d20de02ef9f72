CREATE TABLE `answer` (
	`arrival` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`item_id` text NOT NULL,
	`version_id` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	`zone` text NOT NULL,
	`device` text NOT NULL,
	`seq` integer NOT NULL,
	`session_id` text,
	`mode` text,
	`response` text NOT NULL,
	`hint` integer NOT NULL,
	`ms` integer NOT NULL,
	`focus_lost_ms` integer NOT NULL,
	`rapid` integer NOT NULL,
	`clamped` integer NOT NULL,
	`params_id` text NOT NULL,
	`dr` real NOT NULL,
	`target_id` text,
	`received_at` integer NOT NULL,
	`payload_hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `answer_id_unique` ON `answer` (`id`);--> statement-breakpoint
CREATE INDEX `answer_pair` ON `answer` (`person_id`,`item_id`,`day`,`at`);--> statement-breakpoint
CREATE INDEX `answer_item` ON `answer` (`item_id`,`received_at`);--> statement-breakpoint
CREATE INDEX `answer_day` ON `answer` (`person_id`,`day`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`verb` text NOT NULL,
	`person_id` text,
	`object` text NOT NULL,
	`detail` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_person` ON `audit` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `day_total` (
	`person_id` text NOT NULL,
	`day` text NOT NULL,
	`answers` integer NOT NULL,
	`ms` integer NOT NULL,
	PRIMARY KEY(`person_id`, `day`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `heartbeat` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "heartbeat_one" CHECK("heartbeat"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `item` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`lesson_id` text NOT NULL,
	`skill` text NOT NULL,
	`first_live` integer NOT NULL,
	`retired_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `item_lesson` ON `item` (`lesson_id`);--> statement-breakpoint
CREATE TABLE `item_alias` (
	`old_id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `item_version` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`rev` integer NOT NULL,
	`n` integer NOT NULL,
	`locale` text NOT NULL,
	`text_hash` text NOT NULL,
	`key_hash` text NOT NULL,
	`spec` text NOT NULL,
	`change` text NOT NULL,
	`live_from` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `item_version_n` ON `item_version` (`item_id`,`locale`,`n`);--> statement-breakpoint
CREATE TABLE `lesson_version` (
	`lesson_id` text NOT NULL,
	`locale` text NOT NULL,
	`n` integer NOT NULL,
	`hash` text NOT NULL,
	`source` text NOT NULL,
	`compiled` text NOT NULL,
	`status` text NOT NULL,
	`live_from` integer NOT NULL,
	`live_to` integer,
	PRIMARY KEY(`lesson_id`, `locale`, `n`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `lesson_visit` (
	`person_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`done_at` integer,
	`version_n` integer NOT NULL,
	PRIMARY KEY(`person_id`, `lesson_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `link` (
	`hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`email` text,
	`role` text,
	`team_id` text,
	`made_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `login` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`epoch` integer NOT NULL,
	`label` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `login_person` ON `login` (`person_id`);--> statement-breakpoint
CREATE TABLE `memory` (
	`person_id` text NOT NULL,
	`item_id` text NOT NULL,
	`rev` integer NOT NULL,
	`s` real NOT NULL,
	`d` real NOT NULL,
	`last_day` text NOT NULL,
	`due_day` text NOT NULL,
	`lapses` integer NOT NULL,
	`answers` integer NOT NULL,
	`first_credit` real NOT NULL,
	`last_key_hash` text NOT NULL,
	`params_id` text NOT NULL,
	`upto_arrival` integer NOT NULL,
	PRIMARY KEY(`person_id`, `item_id`, `rev`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `memory_due` ON `memory` (`person_id`,`due_day`);--> statement-breakpoint
CREATE TABLE `params` (
	`id` text PRIMARY KEY NOT NULL,
	`level` text NOT NULL,
	`w` text NOT NULL,
	`n` integer NOT NULL,
	`log_loss_before` real,
	`log_loss_after` real,
	`from_day` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`zone` text DEFAULT 'UTC' NOT NULL,
	`locale` text,
	`password_hash` text,
	`epoch` integer DEFAULT 0 NOT NULL,
	`days_a_week` integer DEFAULT 4 NOT NULL,
	`work_days` text DEFAULT '12345' NOT NULL,
	`minutes` integer DEFAULT 5 NOT NULL,
	`keys_on` integer DEFAULT true NOT NULL,
	`theme` text DEFAULT 'system' NOT NULL,
	`remind_at` text,
	`enrolled_at` integer NOT NULL,
	`closed_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email` ON `person` (lower("email"));--> statement-breakpoint
CREATE TABLE `review_session` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`day` text NOT NULL,
	`n` integer NOT NULL,
	`minutes` integer NOT NULL,
	`items` text NOT NULL,
	`predicted_s` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `review_session_n` ON `review_session` (`person_id`,`day`,`n`);--> statement-breakpoint
CREATE TABLE `team` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`parent_id` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `team_name_unique` ON `team` (`name`);--> statement-breakpoint
CREATE TABLE `team_member` (
	`team_id` text NOT NULL,
	`person_id` text NOT NULL,
	`lead` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`team_id`, `person_id`),
	FOREIGN KEY (`team_id`) REFERENCES `team`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `team_member_person` ON `team_member` (`person_id`);--> statement-breakpoint
CREATE TABLE `type_time` (
	`person_id` text NOT NULL,
	`type` text NOT NULL,
	`n` integer NOT NULL,
	`mean_ms` real NOT NULL,
	PRIMARY KEY(`person_id`, `type`)
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `answer_no_update` BEFORE UPDATE ON `answer` BEGIN SELECT RAISE(ABORT, 'the answer log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `answer_no_delete` BEFORE DELETE ON `answer` BEGIN SELECT RAISE(ABORT, 'the answer log is append-only'); END;
