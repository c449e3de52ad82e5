import { readFileSync, readdirSync } from 'node:fs';

/** What a camera answers, byte for byte but for `{host}` and `{url}`, which stand for the address of the test. */
export interface FixtureAnswer {
  readonly status: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** One request and its answer. */
export interface FixtureExchange {
  readonly operation: string;
  /** Patterns that the request (its first line, fields and body) has to match, or this answer is not given to it. */
  readonly request: readonly string[];
  /** `default` leaves the answer to the frame that was built from the specification. */
  readonly answer: FixtureAnswer | 'default';
}

/** A captured or built piece of a camera's behaviour, with where it comes from and what is expected of us. */
export interface VendorFixture {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string | null;
  readonly provenance: { readonly kind: 'quoted' | 'quoted in part' | 'built'; readonly source: string; readonly note: string };
  readonly contact: 'probe' | 'ping' | 'snapshot' | 'events' | 'describe';
  /** How the rest of the device is: see `startFixtureCamera`. */
  readonly device: FixtureDevice;
  readonly exchanges: readonly FixtureExchange[];
  readonly expect: {
    readonly capabilities?: unknown;
    readonly problems?: unknown;
    readonly clock?: unknown;
    readonly events?: readonly unknown[];
    readonly video?: unknown;
    readonly error?: unknown;
    readonly keyframeTaken?: boolean;
    readonly passwordSentAtMost?: number;
  };
}

/** What the frame around the fixture's own exchanges does. */
export interface FixtureDevice {
  /** Lists Media2; true by default. */
  readonly media2?: boolean;
  /** `digest` by default. */
  readonly authMode?: 'digest' | 'none';
  /** Each path has its own nonce and takes no other. */
  readonly noncePerPath?: boolean;
  /** GetServices brings the capabilities; true by default. */
  readonly capabilitiesSentAlong?: boolean;
}

const FOLDER = new URL('../../fixtures/onvif/', import.meta.url);

/** All fixtures by `vendor/name`. */
export function vendorFixtures(): readonly (readonly [name: string, fixture: VendorFixture])[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .toSorted()
    .map((path) => [path.replace(/\.json$/, ''), JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8')) as VendorFixture]);
}
