import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { OwnEndpoint } from '../domain/address-rule.ts';
import { parseIpAddress, specialUse } from '../domain/special-address.ts';
import type { Config } from '../platform/config.ts';

/** A part of the product as the settings name it. */
export interface OwnPlace {
  /** Name, or address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** The addresses of the product's own parts, kept true while the service runs. */
export interface OwnEndpoints {
  /** As of the last look. */
  current(): readonly OwnEndpoint[];
  /** Looks up the names and the machine's own addresses anew. Never rejects: a name that can't be resolved keeps its addresses. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Names move (a database's failover, a container that was made anew), and machines get new addresses. */
const REFRESH_MS = 60_000;
/** A name with several addresses may show another one at each look. */
const FORGET_AFTER_MS = 3_600_000;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'postgres:': 5432, 'postgresql:': 5432, 'redis:': 6379, 'rediss:': 6379, 'http:': 80, 'https:': 443 };

/** What the settings name: database, queue, blob store, server, and the address under which people reach it. Unix sockets are none. */
export function ownPlaces(config: Pick<Config, 'databaseUrl' | 'redisUrl' | 'blobUrl' | 'publicUrl' | 'host' | 'port'>): readonly OwnPlace[] {
  const urls = [config.databaseUrl, config.redisUrl, blobEndpoint(config.blobUrl), config.publicUrl].filter((text) => text !== undefined);
  return [...urls.map((text) => new URL(text)).flatMap(placeOf), { host: config.host, port: config.port }];
}

function blobEndpoint(blobUrl: string | undefined): string | undefined {
  const endpoint = blobUrl?.startsWith('s3:') === true ? new URL(blobUrl).searchParams.get('endpoint') : null;
  return endpoint !== null && URL.canParse(endpoint) ? endpoint : undefined;
}

/** `pg` takes host and port from the query as well, and a host that begins with a slash for a socket's folder. */
function placeOf(url: URL): OwnPlace[] {
  const written = url.searchParams.get('host') ?? url.hostname.replaceAll(/%2f/gi, '/');
  if (written.startsWith('/') || (written === '' && url.searchParams.has('host'))) return [];
  const host = written === '' ? 'localhost' : written.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.searchParams.get('port') ?? url.port) || DEFAULT_PORTS[url.protocol];
  return port === undefined ? [] : [{ host, port }];
}

/**
 * Watches where `places` are. A part on a loopback or the wildcard address is reached by every address of this machine, so all of them count;
 * `0.0.0.0` among the result stands for every loopback address. Without a port every address of this machine's own interfaces is in the result too:
 * a camera is another machine, and what else runs on this one is as much ours as 127.0.0.1.
 *
 * @param dependencies.resolve all addresses of a name.
 * @param dependencies.localAddresses of this machine's interfaces.
 */
export async function watchOwnEndpoints(
  places: readonly OwnPlace[],
  dependencies: {
    readonly resolve?: (host: string) => Promise<readonly string[]>;
    readonly localAddresses?: () => readonly string[];
    readonly nowMs?: () => number;
  } = {},
): Promise<OwnEndpoints> {
  const { resolve = resolveAll, localAddresses = interfaceAddresses, nowMs = Date.now } = dependencies;
  const seenAtMs = new Map<string, number>();
  const note = (address: string, port?: number): void => void seenAtMs.set(port === undefined ? address : `${address} ${port}`, nowMs());
  let endpoints: readonly OwnEndpoint[] = [];

  /** @returns whether it could be found. */
  const look = async ({ host, port }: OwnPlace, local: readonly string[]): Promise<boolean> => {
    const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
    for (const address of addresses) {
      note(address, port);
      if (isThisMachine(address, local)) for (const own of ['0.0.0.0', ...local]) note(own, port);
    }
    return addresses.length > 0;
  };
  const refresh = async (): Promise<void> => {
    const local = localAddresses();
    for (const address of local) note(address);
    const found = await Promise.all(places.map((place) => look(place, local)));
    const old = [...seenAtMs].filter(([, atMs]) => atMs < nowMs() - FORGET_AFTER_MS);
    if (found.every(Boolean)) for (const [key] of old) seenAtMs.delete(key);
    endpoints = [...seenAtMs.keys()].map(toEndpoint);
  };
  await refresh();
  const timer = setInterval(() => void refresh(), REFRESH_MS);
  timer.unref();
  return { current: () => endpoints, refresh, stop: () => clearInterval(timer) };
}

function isThisMachine(address: string, local: readonly string[]): boolean {
  const parsed = parseIpAddress(address);
  const use = parsed === undefined ? undefined : specialUse(parsed);
  return use === 'loopback' || use === 'unspecified' || local.includes(address);
}

function toEndpoint(key: string): OwnEndpoint {
  const [address = '', port] = key.split(' ');
  return { address, ...(port === undefined ? {} : { port: Number(port) }) };
}

async function resolveAll(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Those of the loopback interface too, which carries other addresses on machines behind some load balancers. */
function interfaceAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => (addresses ?? []).map(({ address }) => address))
    .filter(isNoLoopback);
}

function isNoLoopback(address: string): boolean {
  const parsed = parseIpAddress(address);
  return parsed !== undefined && specialUse(parsed) !== 'loopback';
}
