-- Whoever holds an invitation links a subject of their own choice (docs/design/access.md). What that one proved to the provider stands for our second factor only after ours was given with this link.
ALTER TABLE user_identity ADD COLUMN own_factor_shown boolean NOT NULL DEFAULT false;
