CREATE TABLE `absence` (
	`person_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	PRIMARY KEY(`person_id`, `from_day`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `flag` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`version_id` text NOT NULL,
	`person_id` text,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`reply` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `flag_item` ON `flag` (`item_id`,`state`);--> statement-breakpoint
CREATE TABLE `suspension` (
	`person_id` text NOT NULL,
	`item_id` text NOT NULL,
	`since` integer NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`person_id`, `item_id`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `memory` ADD `tail` text;--> statement-breakpoint
ALTER TABLE `person` ADD `text_size` text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE `person` ADD `motion` text DEFAULT 'system' NOT NULL;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(kind UNINDEXED, ref UNINDEXED, locale UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
