-- Written by `sqlite3 .dump` from a database of revision 0004 (the code at commit f7a5dd7).
BEGIN TRANSACTION;
CREATE TABLE activities (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	change_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	on_day DATE NOT NULL, 
	logged BIGINT NOT NULL, 
	"of" INTEGER, 
	nudge TEXT, 
	details JSON NOT NULL, 
	CONSTRAINT fk_activities_applications FOREIGN KEY(person_id, application_id) REFERENCES applications (person_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_activities_changes FOREIGN KEY(person_id, change_id) REFERENCES changes (person_id, id)
);
INSERT INTO "activities" VALUES(1,1,1,5,'applied','2026-06-01',1780300800000000,NULL,NULL,'{"company": "Acme", "role": "Baker", "source": "referral", "contact": "Dana Weiss"}');
INSERT INTO "activities" VALUES(2,1,2,6,'applied','2026-06-01',1780300800000000,NULL,NULL,'{"company": "Bolt"}');
INSERT INTO "activities" VALUES(3,1,3,7,'planned','2026-06-01',1780300800000000,NULL,NULL,'{"company": "Globex", "role": "Analyst", "by": "2026-06-12"}');
INSERT INTO "activities" VALUES(4,1,1,8,'interview_booked','2026-06-01',1780300800000000,NULL,NULL,'{"start": "2026-06-04T12:00:00+00:00", "end": "2026-06-04T13:00:00+00:00", "zone": "Europe/Berlin"}');
INSERT INTO "activities" VALUES(5,2,4,9,'applied','2026-06-01',1780300800000000,NULL,NULL,'{"company": "Core"}');
INSERT INTO "activities" VALUES(6,1,1,11,'thanked','2026-06-04',1780579800000000,4,NULL,'{}');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE applications (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	company TEXT NOT NULL, 
	role TEXT, 
	stage TEXT, 
	changed BIGINT NOT NULL, 
	CONSTRAINT uq_applications_person_id_id UNIQUE (person_id, id), 
	CONSTRAINT fk_applications_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "applications" VALUES(1,1,'Acme','Baker','interviewing',1780579800000000);
INSERT INTO "applications" VALUES(2,1,'Bolt',NULL,'applied',1780300800000000);
INSERT INTO "applications" VALUES(3,1,'Globex','Analyst','planned',1780300800000000);
INSERT INTO "applications" VALUES(4,2,'Core',NULL,'applied',1780300800000000);
CREATE TABLE changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	command TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	press TEXT, 
	"before" JSON, 
	taken_back BOOLEAN NOT NULL, 
	CONSTRAINT uq_changes_person_id_id UNIQUE (person_id, id), 
	CONSTRAINT fk_changes_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "changes" VALUES(1,1,1780300800000000,'group start','started a group in #hunters',NULL,NULL,0);
INSERT INTO "changes" VALUES(2,1,1780300800000000,'group join','joined #hunters',NULL,NULL,0);
INSERT INTO "changes" VALUES(3,2,1780300800000000,'group join','joined #hunters',NULL,NULL,0);
INSERT INTO "changes" VALUES(4,2,1780300800000000,'group goal','set your goal in #hunters',NULL,NULL,0);
INSERT INTO "changes" VALUES(5,1,1780300800000000,'applied','logged your application to Acme',NULL,NULL,0);
INSERT INTO "changes" VALUES(6,1,1780300800000000,'applied','logged your application to Bolt',NULL,NULL,0);
INSERT INTO "changes" VALUES(7,1,1780300800000000,'plan','planned Globex',NULL,NULL,0);
INSERT INTO "changes" VALUES(8,1,1780300800000000,'interview','booked an interview at Acme',NULL,NULL,0);
INSERT INTO "changes" VALUES(9,2,1780300800000000,'applied','logged your application to Core',NULL,NULL,0);
INSERT INTO "changes" VALUES(10,1,1780300800000000,'settings','changed your settings',NULL,'{"rhythm": {"zone": "Europe/Berlin", "nudge_hour": "09:00:00", "quiet": ["21:00:00", "08:00:00"], "country": null, "first_follow_up": [5, 7], "next_follow_up": [3, 5], "after_interview": [5, 7], "close_the_loop": 14, "keep_in_touch": 90}, "language": "en", "name": "", "pause": null}',0);
INSERT INTO "changes" VALUES(11,1,1780579800000000,'thanked','logged your thank-you to Acme',NULL,NULL,0);
CREATE TABLE clicks (
	token TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	invocation TEXT NOT NULL, 
	expires BIGINT NOT NULL, 
	CONSTRAINT pk_clicks PRIMARY KEY (token), 
	CONSTRAINT fk_clicks_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE clock (
	id INTEGER NOT NULL, 
	reached BIGINT NOT NULL, 
	CONSTRAINT pk_clock PRIMARY KEY (id)
);
CREATE TABLE deliveries (
	id TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	leased BOOLEAN NOT NULL, 
	ready_at BIGINT NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT uq_deliveries_person_id UNIQUE (person_id), 
	CONSTRAINT fk_deliveries_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "deliveries" VALUES('92e20937e06146238a1d0a7dec108d6d',1,0,1,1780902120000000);
CREATE TABLE groups (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	platform TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	name TEXT NOT NULL, 
	starter_id INTEGER, 
	schedule JSON NOT NULL, 
	since BIGINT NOT NULL, 
	trouble TEXT, 
	CONSTRAINT uq_groups_platform_tenant_channel UNIQUE (platform, tenant, channel), 
	CONSTRAINT fk_groups_people FOREIGN KEY(starter_id) REFERENCES people (id) ON DELETE SET NULL
);
INSERT INTO "groups" VALUES(1,'chat','','C1','hunters',1,'{"zone": "Europe/Berlin", "country": null, "kick_off": 0, "kick_off_at": "09:00:00", "check_in": 4, "check_in_at": "16:00:00"}',1780300800000000,NULL);
CREATE TABLE identities (
	platform TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	user TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	CONSTRAINT pk_identities PRIMARY KEY (platform, tenant, user), 
	CONSTRAINT uq_identities_person_id UNIQUE (person_id), 
	CONSTRAINT fk_identities_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "identities" VALUES('chat','','ada',1);
INSERT INTO "identities" VALUES('chat','','bea',2);
CREATE TABLE installations (
	tenant TEXT NOT NULL, 
	enterprise TEXT, 
	bot_user TEXT NOT NULL, 
	secret TEXT, 
	expires BIGINT, 
	renewing BIGINT, 
	gone BIGINT, 
	CONSTRAINT pk_installations PRIMARY KEY (tenant)
);
CREATE TABLE link_offers (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	code TEXT, 
	label TEXT NOT NULL, 
	platform TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	user TEXT NOT NULL, 
	expires BIGINT NOT NULL, 
	entered_by INTEGER, 
	entered_label TEXT, 
	entered_platform TEXT, 
	entered_tenant TEXT, 
	entered_user TEXT, 
	agreed BOOLEAN NOT NULL, 
	CONSTRAINT fk_link_offers_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_link_offers_entered_by FOREIGN KEY(entered_by) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT uq_link_offers_person_id UNIQUE (person_id), 
	CONSTRAINT uq_link_offers_code UNIQUE (code)
);
CREATE TABLE link_tries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT fk_link_tries_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE linked_sides (
	platform TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	user TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	CONSTRAINT pk_linked_sides PRIMARY KEY (platform, tenant, user), 
	CONSTRAINT fk_linked_sides_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE members (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	group_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	shares TEXT NOT NULL, 
	from_week DATE NOT NULL, 
	joined BIGINT NOT NULL, 
	goal JSON, 
	streak INTEGER NOT NULL, 
	rest JSON, 
	"left" BOOLEAN NOT NULL, 
	CONSTRAINT uq_members_group_id_person_id UNIQUE (group_id, person_id), 
	CONSTRAINT fk_members_groups FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE, 
	CONSTRAINT fk_members_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "members" VALUES(1,1,1,'Ada','my numbers','2026-06-01',1780300800000000,NULL,0,NULL,0);
INSERT INTO "members" VALUES(2,1,2,'Bea','only in the total','2026-06-08',1780300800000000,'[5, 0, 0]',0,NULL,0);
CREATE TABLE nudges (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	about TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	wall DATETIME NOT NULL, 
	zone TEXT NOT NULL, 
	due BIGINT NOT NULL, 
	ready_at BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	subject INTEGER, 
	again BOOLEAN NOT NULL, 
	told BIGINT, 
	reason TEXT, 
	delivery_id TEXT, 
	mentioned BOOLEAN NOT NULL, 
	CONSTRAINT fk_nudges_applications FOREIGN KEY(person_id, application_id) REFERENCES applications (person_id, id) ON DELETE CASCADE, 
	CONSTRAINT uq_nudges_person_id_application_id_key UNIQUE (person_id, application_id, "key")
);
INSERT INTO "nudges" VALUES(1,1,1,'follow_up:1:1','follow_up:1:1','follow_up',1,'2026-06-08 09:00:00.000000','Europe/Berlin',1780902000000000,1780902000000000,'cancelled',NULL,0,NULL,NULL,NULL,0);
INSERT INTO "nudges" VALUES(2,1,2,'follow_up:1:2','follow_up:1:2','follow_up',1,'2026-06-08 09:00:00.000000','Europe/Berlin',1780902000000000,1780902000000000,'claimed',NULL,0,NULL,NULL,'92e20937e06146238a1d0a7dec108d6d',0);
INSERT INTO "nudges" VALUES(3,1,3,'get_ready:0:3','get_ready:0:3','get_ready',0,'2026-06-10 09:00:00.000000','Europe/Berlin',1781074800000000,1781074800000000,'pending',NULL,0,NULL,NULL,NULL,0);
INSERT INTO "nudges" VALUES(4,1,1,'before_interview:0:4@1780574400','before_interview:0:4@1780574400','before_interview',0,'2026-06-04 12:00:00.000000','Europe/Berlin',1780567200000000,1780567200000000,'undeliverable',4,0,1780579800000000,'The interview had begun before I could reach you. I''m sorry.','5e107ac69d2e41ebbd4f08a94433a83a',1);
INSERT INTO "nudges" VALUES(5,1,1,'thank_you:1:4@1780574400','thank_you:1:4@1780574400','thank_you',1,'2026-06-04 15:15:00.000000','Europe/Berlin',1780578900000000,1780578900000000,'delivered',4,0,1780579800000000,NULL,'5e107ac69d2e41ebbd4f08a94433a83a',0);
INSERT INTO "nudges" VALUES(6,1,1,'thank_you:2:4@1780574400','thank_you:2:4@1780574400','thank_you',2,'2026-06-04 19:00:00.000000','Europe/Berlin',1780592400000000,1780592400000000,'cancelled',4,0,NULL,NULL,NULL,0);
INSERT INTO "nudges" VALUES(7,1,1,'thank_you:3:4@1780574400','thank_you:3:4@1780574400','thank_you',3,'2026-06-05 14:00:00.000000','Europe/Berlin',1780660800000000,1780660800000000,'cancelled',4,0,NULL,NULL,NULL,0);
INSERT INTO "nudges" VALUES(8,1,1,'after_interview:1:4@1780574400','after_interview:1:4@1780574400','after_interview',1,'2026-06-09 09:00:00.000000','Europe/Berlin',1780988400000000,1780988400000000,'pending',4,0,NULL,NULL,NULL,0);
INSERT INTO "nudges" VALUES(9,2,4,'follow_up:1:5','follow_up:1:5','follow_up',1,'2026-06-08 09:00:00.000000','Europe/Berlin',1780902000000000,1780902000000000,'pending',NULL,0,NULL,NULL,NULL,0);
CREATE TABLE people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	settings JSON NOT NULL, 
	known_since BIGINT NOT NULL
);
INSERT INTO "people" VALUES(1,'{"rhythm": {"zone": "Europe/Berlin", "nudge_hour": "09:00:00", "quiet": ["21:00:00", "08:00:00"], "country": null, "first_follow_up": [5, 7], "next_follow_up": [3, 5], "after_interview": [5, 7], "close_the_loop": 14, "keep_in_touch": 90}, "language": "en", "name": "Ada", "pause": null}',1780300800000000);
INSERT INTO "people" VALUES(2,'{"rhythm": {"zone": "Europe/Berlin", "nudge_hour": "09:00:00", "quiet": ["21:00:00", "08:00:00"], "country": null, "first_follow_up": [5, 7], "next_follow_up": [3, 5], "after_interview": [5, 7], "close_the_loop": 14, "keep_in_touch": 90}, "language": "en", "name": "", "pause": null}',1780300800000000);
CREATE TABLE posts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	group_id INTEGER NOT NULL, 
	person_id INTEGER, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	week DATE NOT NULL, 
	wall DATETIME NOT NULL, 
	zone TEXT NOT NULL, 
	due BIGINT NOT NULL, 
	ready_at BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	text TEXT, 
	reason TEXT, 
	CONSTRAINT uq_posts_group_id_key UNIQUE (group_id, "key"), 
	CONSTRAINT fk_posts_groups FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE, 
	CONSTRAINT fk_posts_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "posts" VALUES(1,1,NULL,'check_in:2026-06-01','check_in','2026-06-01','2026-06-05 16:00:00.000000','Europe/Berlin',1780668000000000,1780671720000000,'delivered',1,NULL,NULL);
INSERT INTO "posts" VALUES(2,1,NULL,'welcome:2026-06-01T08:00:00+00:00','welcome','2026-06-01','2026-06-01 10:00:00.000000','Europe/Berlin',1780300800000000,1780481220000000,'delivered',1,NULL,NULL);
INSERT INTO "posts" VALUES(3,1,2,'midweek:2026-06-01:2','midweek','2026-06-01','2026-06-03 09:00:00.000000','Europe/Berlin',1780470000000000,1780481220000000,'delivered',1,NULL,NULL);
INSERT INTO "posts" VALUES(4,1,2,'midweek:2026-06-08:2','midweek','2026-06-08','2026-06-10 09:00:00.000000','Europe/Berlin',1781074800000000,1781074800000000,'pending',0,NULL,NULL);
INSERT INTO "posts" VALUES(5,1,NULL,'kick_off:2026-06-08','kick_off','2026-06-08','2026-06-08 09:00:00.000000','Europe/Berlin',1780902000000000,1780902000000000,'pending',0,NULL,NULL);
CREATE TABLE publications (
	group_id INTEGER NOT NULL, 
	week DATE NOT NULL, 
	final BOOLEAN NOT NULL, 
	figures JSON NOT NULL, 
	hidden INTEGER NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_publications PRIMARY KEY (group_id, week), 
	CONSTRAINT fk_publications_groups FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE
);
INSERT INTO "publications" VALUES(1,'2026-06-01',0,'[[2, null], [1, null], [1, null]]',0,0);
CREATE TABLE results (
	member_id INTEGER NOT NULL, 
	week DATE NOT NULL, 
	counted JSON NOT NULL, 
	shown JSON NOT NULL, 
	kept BOOLEAN, 
	streak INTEGER NOT NULL, 
	reached BOOLEAN NOT NULL, 
	in_total BOOLEAN NOT NULL, 
	final BOOLEAN NOT NULL, 
	CONSTRAINT pk_results PRIMARY KEY (member_id, week), 
	CONSTRAINT fk_results_members FOREIGN KEY(member_id) REFERENCES members (id) ON DELETE CASCADE
);
INSERT INTO "results" VALUES(1,'2026-06-01','[2, 1, 1]','[2, 1, 1]',NULL,1,0,0,0);
INSERT INTO "results" VALUES(2,'2026-06-01','[1, 0, 0]','[1, 0, 0]',NULL,0,0,0,0);
CREATE TABLE seen (
	"key" TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_seen PRIMARY KEY ("key")
);
INSERT INTO "seen" VALUES('home:T1:U1',1780902000000000);
CREATE UNIQUE INDEX uq_changes_person_id_press ON changes (person_id, press) WHERE taken_back IS 0;
CREATE INDEX ix_activities_person_id_application_id_id ON activities (person_id, application_id, id);
CREATE INDEX ix_activities_change_id ON activities (change_id);
CREATE INDEX ix_nudges_ready_at ON nudges (ready_at) WHERE state = 'pending';
CREATE INDEX ix_nudges_delivery_id ON nudges (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX ix_nudges_unseen ON nudges (person_id) WHERE state = 'undeliverable' AND mentioned IS 0;
CREATE INDEX ix_deliveries_ready_at ON deliveries (ready_at);
CREATE INDEX ix_clicks_person_id ON clicks (person_id);
CREATE INDEX ix_installations_gone ON installations (gone) WHERE gone IS NOT NULL;
CREATE INDEX ix_seen_at ON seen (at);
CREATE INDEX ix_groups_starter_id ON groups (starter_id);
CREATE INDEX ix_members_person_id ON members (person_id);
CREATE INDEX ix_posts_ready_at ON posts (ready_at) WHERE state IN ('pending', 'claimed');
CREATE INDEX ix_posts_person_id ON posts (person_id);
CREATE INDEX ix_activities_person_id_on_day ON activities (person_id, on_day);
CREATE INDEX ix_activities_changing ON activities (person_id) WHERE kind IN ('interview_booked', 'interview_moved', 'interview_cancelled', 'corrected', 'retracted');
CREATE INDEX ix_linked_sides_person_id ON linked_sides (person_id);
CREATE INDEX ix_link_offers_entered_by ON link_offers (entered_by);
CREATE INDEX ix_link_tries_person_id ON link_tries (person_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('people',2);
INSERT INTO "sqlite_sequence" VALUES('groups',1);
INSERT INTO "sqlite_sequence" VALUES('posts',5);
INSERT INTO "sqlite_sequence" VALUES('changes',11);
INSERT INTO "sqlite_sequence" VALUES('members',2);
INSERT INTO "sqlite_sequence" VALUES('applications',4);
INSERT INTO "sqlite_sequence" VALUES('activities',6);
INSERT INTO "sqlite_sequence" VALUES('nudges',9);
COMMIT;
