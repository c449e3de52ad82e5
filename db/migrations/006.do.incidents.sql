CREATE TABLE incident_category (
  code text PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  valid daterange NOT NULL DEFAULT daterange('-infinity', NULL)
);
INSERT INTO incident_category (code, name_vi, name_en) VALUES
  ('public_disorder', 'Gây rối trật tự công cộng', 'Public disorder'),
  ('intentional_injury', 'Cố ý gây thương tích', 'Intentional injury'),
  ('traffic_accident', 'Tai nạn giao thông', 'Traffic accident'),
  ('theft', 'Trộm cắp tài sản', 'Theft'),
  ('disorderly_gathering', 'Tụ tập gây mất trật tự', 'Disorderly gathering'),
  ('brawl', 'Đánh nhau', 'Brawl'),
  ('property_damage', 'Huỷ hoại tài sản', 'Property damage');

CREATE TABLE incident (
  id uuid PRIMARY KEY,
  reference_number text NOT NULL UNIQUE,
  category text NOT NULL REFERENCES incident_category (code),
  occurred tstzrange NOT NULL CHECK (NOT isempty(occurred) AND NOT lower_inf(occurred) AND NOT upper_inf(occurred)),
  location geometry(Point, 4326) NOT NULL CHECK (ST_X(location) BETWEEN -180 AND 180 AND ST_Y(location) BETWEEN -90 AND 90),
  uncertainty_m double precision NOT NULL CHECK (uncertainty_m >= 0 AND uncertainty_m <= 5000),
  summary text NOT NULL DEFAULT '' CHECK (length(summary) <= 4000),
  unit_id uuid REFERENCES unit (id),
  outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'prevented', 'dispersed', 'cleared_with_footage', 'cleared_otherwise')),
  warnings jsonb NOT NULL DEFAULT '[]',
  reported_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  entered_by uuid NOT NULL REFERENCES app_user (id),
  entered_for uuid NOT NULL REFERENCES organisation (id),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX incident_unit_idx ON incident (unit_id, id DESC);
CREATE INDEX incident_entered_for_idx ON incident (entered_for, id DESC);
CREATE INDEX incident_location_idx ON incident USING gist (location);
CREATE INDEX incident_occurred_idx ON incident USING gist (occurred);

-- One series of reference numbers per year, without gaps by rollback being visible as anything but gaps.
CREATE TABLE incident_series (
  year integer PRIMARY KEY,
  last_number integer NOT NULL CHECK (last_number > 0)
);

-- The extent that was approved: if the incident grows beyond it, the approval no longer covers it.
CREATE TABLE incident_approval (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  kind text NOT NULL CHECK (kind IN ('extent', 'route')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  occurred tstzrange NOT NULL,
  location geometry(Point, 4326) NOT NULL,
  uncertainty_m double precision NOT NULL,
  category text NOT NULL,
  approved_by uuid NOT NULL REFERENCES app_user (id),
  approved_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX incident_approval_incident_idx ON incident_approval (incident_id, kind);

CREATE TABLE incident_link (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  verdict text NOT NULL CHECK (verdict IN ('confirmed', 'rejected')),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  decided_by uuid NOT NULL REFERENCES app_user (id),
  decided_at timestamptz NOT NULL DEFAULT now()
);
-- verdicts may change; the latest counts and the earlier ones stay
CREATE INDEX incident_link_incident_idx ON incident_link (incident_id, id DESC);
CREATE INDEX incident_link_camera_idx ON incident_link (camera_id);

-- What is held is not deleted by retention until the hold ends.
CREATE TABLE hold (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  automatic boolean NOT NULL,
  expires_at timestamptz,
  released_at timestamptz,
  created_by uuid REFERENCES app_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT automatic OR expires_at IS NOT NULL)
);
CREATE INDEX hold_camera_idx ON hold USING gist (camera_id, during);
CREATE INDEX hold_incident_idx ON hold (incident_id);
