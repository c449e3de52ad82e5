import type { LonLat } from '../geojson.ts';

/** By what a row is known again. Its own code counts before its address, and its address before name and place. */
export interface RowIdentity {
  readonly ownerId: string;
  readonly externalId: string | undefined;
  readonly canonicalUrl: string | null;
  readonly unitId: string;
  readonly nameFolded: string;
  readonly position: LonLat;
}

/** Which rows of a file were accepted under which identity. */
export interface ClaimedIdentities {
  /** The row that has this identity already; without one, `rowNumber` has it from now on. */
  claim(identity: RowIdentity, rowNumber: number): number | undefined;
}

interface Claim {
  readonly rowNumber: number;
  readonly externalId: string | undefined;
  readonly position: LonLat;
}

/** About two metres of latitude, as in the register's own comparison. */
const CELL_DEG = 0.00002;
const NEAR_M = 2;
const METRES_PER_DEG = 111_195;

function isNear([lonA, latA]: LonLat, [lonB, latB]: LonLat): boolean {
  const eastM = (lonA - lonB) * METRES_PER_DEG * Math.cos((latA * Math.PI) / 180);
  return Math.hypot(eastM, (latA - latB) * METRES_PER_DEG) <= NEAR_M;
}

/** Two rows without a code, or of which only one has a code, may be the same camera; two different codes never are. */
function mayBeSame(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/**
 * Remembers identities. Equal codes of one owner are one camera. Equal addresses are one unless both rows have codes that differ (a recorder's channels share an
 * address). Without an address, equal names within about two metres in one unit are one.
 */
export function createClaimedIdentities(): ClaimedIdentities {
  const claims = new Map<string, Claim>();
  const keysOf = ({ ownerId, canonicalUrl, unitId, nameFolded, position: [lon, lat] }: RowIdentity): { own: string; near: string[] } => {
    if (canonicalUrl !== null) return { own: `${ownerId} ${canonicalUrl}`, near: [`${ownerId} ${canonicalUrl}`] };
    const [x, y] = [Math.floor(lon / CELL_DEG), Math.floor(lat / CELL_DEG)];
    const key = (dx: number, dy: number) => `${ownerId} ${unitId} ${x + dx} ${y + dy} ${nameFolded}`;
    return { own: key(0, 0), near: [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => key(dx, dy))) };
  };
  return {
    claim(identity, rowNumber) {
      const { externalId, ownerId } = identity;
      const codeKey = `${ownerId} # ${externalId}`;
      const byCode = externalId === undefined ? undefined : claims.get(codeKey);
      if (byCode !== undefined) return byCode.rowNumber;
      const { own, near } = keysOf(identity);
      const isSamePlace = (claim: Claim) => identity.canonicalUrl !== null || isNear(claim.position, identity.position);
      const twin = near.map((key) => claims.get(key)).find((claim) => claim !== undefined && mayBeSame(claim.externalId, externalId) && isSamePlace(claim));
      if (twin !== undefined) return twin.rowNumber;
      const claim = { rowNumber, externalId, position: identity.position };
      if (externalId !== undefined) claims.set(codeKey, claim);
      if (!claims.has(own)) claims.set(own, claim);
      return undefined;
    },
  };
}
