import sql, { type Sql } from 'sql-template-tag';

/** A photograph that somebody took by telephone, made small, with its hash. It isn't footage. */
export interface KeptPhoto {
  readonly jpeg: Buffer;
  readonly sha256: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Columns that every table of such photographs has, in the order of {@link photoValues}. */
export const PHOTO_COLUMNS = sql`jpeg, sha256, width_px, height_px`;

export function photoValues({ jpeg, sha256, widthPx, heightPx }: KeptPhoto): Sql {
  return sql`${jpeg}::bytea, ${sha256}::bytea, ${widthPx}::integer, ${heightPx}::integer`;
}
