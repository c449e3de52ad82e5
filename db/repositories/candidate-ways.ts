import sql, { raw, type Sql } from 'sql-template-tag';

/** Bounds of {@link waysFromPlace}: whatever is asked, it reads and walks no more. The nearest roads come first. */
const WAY_LIMITS = { roads: raw('200'), steps: raw('3000'), turns: raw('4'), joins: raw('4') } as const;
/** The place lies at a road when it is this near: positions of incidents and middles of roads are no more exact. */
const AT_ROAD_M = raw('40.0');
/** Ends of roads that meet may miss each other by this (about a metre). */
const JOIN_DEG = raw('0.00001');

/**
 * The ways to and from a place, as common table expressions of a `WITH RECURSIVE` that has `place (point, disc)`:
 *
 * - `known_road`: the roads around it, with their lengths;
 * - `walk`: from the roads that the place lies at on to those that meet them, at most four turns and no further than `nearM` metres along the roads;
 * - `stretch`: what of each road can be reached so, one row a road: `line`, its `name`, where the walk joins the road (`joined_at`, 0 to 1 of `path`) and after how many metres (`joined_after_m`).
 *
 * No row in `stretch` means that no road is known at the place. The walk is that of a pedestrian: one-way streets and bridges are not asked.
 *
 * @param of values: `nearM`, how far along the roads, and `latM` and `lonM`, metres of a degree at the place.
 */
export function waysFromPlace(of: { readonly nearM: unknown; readonly latM: unknown; readonly lonM: unknown }): Sql {
  const [alongM, latM, lonM] = [sql`${of.nearM}::float8`, sql`${of.latM}::float8`, sql`${of.lonM}::float8`];
  return sql`known_road AS MATERIALIZED (
      SELECT r.id, r.name, r.path, ST_Expand(r.path, ${JOIN_DEG}) AS surroundings, ST_Length(ST_Scale(r.path, ${lonM}, ${latM})) AS length_m
      FROM place JOIN road r ON r.path && ST_Expand(place.point, ${alongM} / ${lonM}) ORDER BY r.path <-> place.point, r.id LIMIT ${WAY_LIMITS.roads}
    ), meeting AS MATERIALIZED (
      -- each two roads are looked at once: a walk along a city's streets comes by the same corners again and again
      SELECT m.id, m.to_id, m.length_m, ST_LineLocatePoint(m.path, m.corner) AS leaves_at, ST_LineLocatePoint(m.to_path, m.corner) AS joins_at
      FROM (SELECT r.id, r.path, r.length_m, o.id AS to_id, o.path AS to_path, ST_ClosestPoint(r.path, o.path) AS corner
        FROM known_road r JOIN known_road o ON o.id <> r.id AND r.path && o.surroundings AND ST_DWithin(r.path, o.path, ${JOIN_DEG})) m
    ), walk AS (
      SELECT r.id, 0::bigint AS from_id, ST_LineLocatePoint(r.path, place.point) AS joined_at, 0::float8 AS joined_after_m, 0 AS turns
      FROM place JOIN known_road r ON ST_DWithin(r.path, place.point, ${AT_ROAD_M} / ${latM}) OR ST_Intersects(r.path, place.disc)
      UNION ALL
      SELECT n.to_id, n.id, n.joins_at, n.after_m, n.turns FROM (
        SELECT m.to_id, m.id, m.joins_at, j.after_m, w.turns + 1 AS turns, row_number() OVER (PARTITION BY m.to_id ORDER BY j.after_m, m.id) AS nth
        FROM walk w JOIN meeting m ON m.id = w.id AND m.to_id <> w.from_id
        CROSS JOIN LATERAL (SELECT w.joined_after_m + abs(m.leaves_at - w.joined_at) * m.length_m AS after_m) j
        WHERE w.turns < ${WAY_LIMITS.turns} AND j.after_m < ${alongM}) n
      WHERE n.nth <= ${WAY_LIMITS.joins}
    ), stretch AS MATERIALIZED (
      SELECT f.name, f.path, f.length_m, f.joined_at, f.joined_after_m, ST_LineSubstring(f.path, greatest(0, f.joined_at - f.left_share), least(1, f.joined_at + f.left_share)) AS line
      FROM (SELECT DISTINCT ON (r.id) r.*, s.joined_at, s.joined_after_m, (${alongM} - s.joined_after_m) / greatest(r.length_m, 0.1) AS left_share
        FROM (SELECT * FROM walk LIMIT ${WAY_LIMITS.steps}) s JOIN known_road r ON r.id = s.id ORDER BY r.id, s.joined_after_m) f
    )`;
}

/** `[name of the road, metres along the roads from the place]` of the first road of `stretch` that is seen by `coverage`; NULL when none is. */
export function firstRoadSeen(coverage: Sql): Sql {
  return sql`(SELECT json_build_array(s.name, s.along_m) FROM (
      SELECT t.name, t.joined_after_m + abs(ST_LineLocatePoint(t.path, ST_ClosestPoint(ST_Intersection(t.line, ${coverage}), ST_LineInterpolatePoint(t.path, t.joined_at))) - t.joined_at) * t.length_m AS along_m
      FROM stretch t WHERE ST_Intersects(t.line, ${coverage}) ORDER BY along_m LIMIT 1) s)`;
}
