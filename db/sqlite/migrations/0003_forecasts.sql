CREATE TABLE `assignment_forecast` (
	`assignment_id` text NOT NULL,
	`week` text NOT NULL,
	`people` integer NOT NULL,
	`size` integer NOT NULL,
	`wanted` real NOT NULL,
	`enough` integer NOT NULL,
	`fullest` integer NOT NULL,
	`calm_from` integer,
	`others` text NOT NULL,
	PRIMARY KEY(`assignment_id`, `week`),
	FOREIGN KEY (`assignment_id`) REFERENCES `assignment`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
