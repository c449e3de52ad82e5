import sql, { empty } from 'sql-template-tag';
import type { OrganisationKind, Role } from '../../domain/role.ts';
import type { Queryable } from '../database.ts';

export interface NewOrganisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly unitIds: readonly string[];
}

export async function insertOrganisation(db: Queryable, organisation: NewOrganisation): Promise<void> {
  await db.run(sql`INSERT INTO organisation (id, kind, name) VALUES (${organisation.id}, ${organisation.kind}, ${organisation.name})`);
  await db.run(
    sql`INSERT INTO organisation_unit (organisation_id, unit_id) SELECT ${organisation.id}, unit_id FROM unnest(${organisation.unitIds}::uuid[]) AS t(unit_id)`,
  );
}

/** Finds an organisation by its id or its exact name. */
export async function findOrganisation(
  db: Queryable,
  idOrName: string,
): Promise<{ readonly id: string; readonly name: string; readonly kind: OrganisationKind } | undefined> {
  return db.maybeRow(sql`SELECT id, name, kind FROM organisation WHERE id::text = ${idOrName.toLowerCase()} OR name = ${idOrName} ORDER BY id LIMIT 1`);
}

/** An organisation as its administrator sees it. */
export interface OrganisationRow {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly unitIds: readonly string[];
  readonly cameraNetworks: readonly string[] | null;
  readonly createdAtMs: number;
}

const SELECT_ORGANISATION = sql`SELECT o.id, o.kind, o.name, o.camera_networks AS "cameraNetworks", o.created_at AS "createdAtMs",
  ARRAY(SELECT ou.unit_id FROM organisation_unit ou WHERE ou.organisation_id = o.id ORDER BY ou.unit_id) AS "unitIds" FROM organisation o`;

export async function getOrganisation(db: Queryable, id: string): Promise<OrganisationRow> {
  return db.row(sql`${SELECT_ORGANISATION} WHERE o.id = ${id}`);
}

/** The organisation; nobody else changes it until the transaction ends. */
export async function lockOrganisation(tx: Queryable, id: string): Promise<OrganisationRow> {
  await tx.row(sql`SELECT id FROM organisation WHERE id = ${id} FOR UPDATE`);
  return getOrganisation(tx, id);
}

/** Sets the name and adds and removes units. */
export async function updateOrganisation(
  tx: Queryable,
  id: string,
  { name, added, removed }: { readonly name: string; readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  await tx.run(sql`UPDATE organisation SET name = ${name} WHERE id = ${id}`);
  await tx.run(sql`DELETE FROM organisation_unit WHERE organisation_id = ${id} AND unit_id = ANY(${removed}::uuid[])`);
  await tx.run(sql`INSERT INTO organisation_unit (organisation_id, unit_id) SELECT ${id}, unit_id FROM unnest(${added}::uuid[]) AS t(unit_id)`);
}

/** Organisations, newest first, after `beforeId` when given. */
export async function listOrganisations(
  db: Queryable,
  { kind }: { kind?: OrganisationKind | undefined },
  page: { limit: number; beforeId?: string | undefined },
): Promise<OrganisationRow[]> {
  const ofKind = kind === undefined ? empty : sql`AND o.kind = ${kind}`;
  const after = page.beforeId === undefined ? empty : sql`AND o.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_ORGANISATION} WHERE true ${ofKind} ${after} ORDER BY o.id DESC LIMIT ${page.limit}`);
}

/** Sets the networks to which an organisation's cameras are limited; null: none. Its cameras are contacted anew by the new rule. */
export async function setCameraNetworks(db: Queryable, id: string, networks: readonly string[] | null): Promise<void> {
  await db.run(sql`UPDATE organisation SET camera_networks = ${networks}::text[] WHERE id = ${id}`);
}

/** The networks alone, for judging an address. */
export async function cameraNetworksOf(db: Queryable, id: string): Promise<readonly string[] | null> {
  const row = await db.maybeRow<{ networks: string[] | null }>(sql`SELECT camera_networks AS networks FROM organisation WHERE id = ${id}`);
  return row?.networks ?? null;
}

/** Ids of administrations; at most two, to see whether there is only one. */
export async function administrationsOf(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM organisation WHERE kind = 'administration' ORDER BY id LIMIT 2`);
  return rows.map(({ id }) => id);
}

export interface NewUser {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationId: string;
  /** Null: none yet, an invitation brings it. */
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  /** Needs no second factor, whatever the role; for demo users, benchmarks and tests. */
  readonly secondFactorExempt?: boolean;
}

/** Stores a user. Errors: a taken name violates `app_user_username_key`. */
export async function insertUser(db: Queryable, user: NewUser): Promise<void> {
  await db.run(sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash, must_change_password, second_factor_exempt)
    VALUES (${user.id}, ${user.username}, ${user.displayName}, ${user.role}, ${user.organisationId}, ${user.passwordHash}, ${user.mustChangePassword},
      ${user.secondFactorExempt ?? false})`);
}

/** The board that answers for a unit: of the unit itself, else of the nearest unit above it. */
export async function findBoardOfUnit(db: Queryable, unitId: string): Promise<string | undefined> {
  const row = await db.maybeRow<{ id: string }>(sql`SELECT o.id FROM unit_closure c
    JOIN organisation_unit ou ON ou.unit_id = c.ancestor_id
    JOIN organisation o ON o.id = ou.organisation_id AND o.kind = 'board'
    WHERE c.descendant_id = ${unitId}
    ORDER BY (SELECT count(*) FROM unit_closure up WHERE up.descendant_id = c.ancestor_id) DESC, o.id LIMIT 1`);
  return row?.id;
}
