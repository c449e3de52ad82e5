-- The access log as a Merkle log (docs/design/access-log.md). audit_event stays what it is; a sequencer gives each event its place.

-- audit_index takes their place: appending gets cheaper, and lists are in the order of the log
DROP INDEX audit_event_cameras_idx;
DROP INDEX audit_event_incident_idx;
DROP INDEX audit_event_actor_idx;

-- NULL once it was erased
ALTER TABLE audit_event ALTER COLUMN detail DROP NOT NULL;

-- Events without a place yet. Filled in the transaction of the event, so nobody waits for anybody.
CREATE TABLE audit_pending (event_id bigint PRIMARY KEY);

CREATE FUNCTION audit_event_enqueue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_pending (event_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_event_enqueue AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_enqueue();
INSERT INTO audit_pending (event_id) SELECT id FROM audit_event;

-- Leaf `seq` of the tree. The salts open the commitments in leaf_input; without them the clear text can't be guessed from it. No foreign key to audit_event: its check locks, and so writes, every
-- event anew; nothing removes events while the triggers stand, and `matpho audit verify` finds what is gone when they don't.
CREATE TABLE audit_leaf (
  seq bigint PRIMARY KEY CHECK (seq >= 0),
  event_id bigint NOT NULL UNIQUE,
  at_ms bigint NOT NULL,
  leaf_input bytea NOT NULL,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  actor_id_salt bytea CHECK (octet_length(actor_id_salt) = 16),
  actor_username_salt bytea CHECK (octet_length(actor_username_salt) = 16),
  detail_salt bytea CHECK (octet_length(detail_salt) = 16)
);
CREATE INDEX audit_leaf_time_idx ON audit_leaf (at_ms DESC, seq DESC);

-- By what events are looked for. owner_id: whose the camera was then (rows of kind camera). Not referring to audit_leaf: the sequencer writes both in one transaction, and
-- `matpho audit verify` compares them both ways.
CREATE TABLE audit_index (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('owner', 'camera', 'incident', 'actor')),
  key uuid NOT NULL,
  at_ms bigint NOT NULL,
  seq bigint NOT NULL,
  owner_id uuid CHECK (owner_id IS NULL OR kind = 'camera'),
  PRIMARY KEY (kind, key, at_ms, seq)
);
-- rows are written in this order; only the verification reads by it
CREATE INDEX audit_index_seq_idx ON audit_index USING brin (seq) WITH (pages_per_range = 16);

-- Full tiles of the tree, as C2SP tlog-tiles has them: 256 hashes. root is the hash of the whole tile, which is one of the hashes of the level above.
CREATE TABLE audit_tile (
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 5),
  tile bigint NOT NULL CHECK (tile >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, tile)
);
-- hashes don't compress
ALTER TABLE audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- What checkpoints are signed with. key_id is the key that seals the private part, as in camera_source.
CREATE TABLE audit_key (
  id uuid PRIMARY KEY,
  origin text NOT NULL CHECK (origin ~ '^[^[:space:]+]{1,200}$'),
  public_key bytea NOT NULL UNIQUE CHECK (octet_length(public_key) = 32),
  sealed_private_key bytea NOT NULL,
  key_id text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE UNIQUE INDEX audit_key_one_at_work ON audit_key ((true)) WHERE ended_at IS NULL;

CREATE TABLE audit_checkpoint (
  size bigint NOT NULL CHECK (size >= 0),
  log_key_id uuid NOT NULL REFERENCES audit_key (id),
  root_hash bytea NOT NULL CHECK (octet_length(root_hash) = 32),
  note text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (size, log_key_id)
);

-- Insert only, for the owner of the tables too, but for erasing: audit_erase_person says so for its transaction, and even then columns can only become NULL.
DROP TRIGGER audit_event_no_change ON audit_event;
DROP FUNCTION audit_event_refuse();

CREATE FUNCTION audit_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = TG_ARGV[0] AND current_setting('matpho.audit_erasure', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is insert only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('UPDATE');
CREATE TRIGGER audit_leaf_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('UPDATE');
CREATE TRIGGER audit_index_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_index FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('DELETE');
CREATE TRIGGER audit_tile_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_tile FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');
CREATE TRIGGER audit_checkpoint_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');
CREATE TRIGGER audit_key_kept BEFORE DELETE OR TRUNCATE ON audit_key FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');

-- The arguments are the columns that may be erased.
CREATE FUNCTION audit_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := to_jsonb(OLD);
  after jsonb := to_jsonb(NEW);
  name text;
BEGIN
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF after -> name = 'null' THEN before := before || jsonb_build_object(name, NULL); END IF;
  END LOOP;
  IF after <> before THEN
    RAISE EXCEPTION 'in % personal data can be erased and nothing else', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_event_erase_only BEFORE UPDATE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_erase_only('actor_id', 'actor_username', 'detail');
CREATE TRIGGER audit_leaf_erase_only BEFORE UPDATE ON audit_leaf FOR EACH ROW
  EXECUTE FUNCTION audit_erase_only('actor_id_salt', 'actor_username_salt', 'detail_salt');

-- Erases a person from the clear text of the log, as actor and where details name them, with the salts. The leaves stay, and with them every proof. The erasing itself is an event.
-- Returns how many events were touched.
CREATE FUNCTION audit_erase_person(person uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  acted bigint[];
  named bigint[];
  touched bigint;
BEGIN
  -- the sequencer reads what is erased here
  PERFORM pg_advisory_xact_lock(7203450);
  PERFORM set_config('matpho.audit_erasure', 'on', true);
  acted := ARRAY(SELECT id FROM audit_event WHERE actor_id = person);
  named := ARRAY(SELECT id FROM audit_event WHERE jsonb_path_exists(detail, '$.** ? (@ == $person)', jsonb_build_object('person', person::text)));
  UPDATE audit_leaf SET actor_id_salt = NULL, actor_username_salt = NULL WHERE event_id = ANY(acted);
  UPDATE audit_leaf SET detail_salt = NULL WHERE event_id = ANY(named);
  UPDATE audit_event SET actor_id = NULL, actor_username = NULL WHERE id = ANY(acted);
  UPDATE audit_event SET detail = NULL WHERE id = ANY(named);
  DELETE FROM audit_index WHERE kind = 'actor' AND key = person;
  PERFORM set_config('matpho.audit_erasure', 'off', true);
  SELECT count(DISTINCT id) INTO touched FROM unnest(acted || named) AS id;
  INSERT INTO audit_event (action, detail) VALUES ('audit.erase', jsonb_build_object('events', touched));
  RETURN touched;
END $$;
