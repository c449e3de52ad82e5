import { randomBytes } from 'node:crypto';

interface NonceLimits {
  readonly nonceLifetimeMs: number;
  readonly nonceMaxUses: number;
}

interface IssuedNonce {
  readonly issuedAtMs: number;
  readonly usedCounts: Set<string>;
}

/** Server nonces and the request counts already seen with each (RFC 7616, 3.3 `nonce` and 3.4 `nc`). */
export class NonceStore {
  /** The same for every challenge of this device. */
  readonly opaque = randomBytes(8).toString('hex');
  readonly #issued = new Map<string, IssuedNonce>();

  issue(nowMs: number): string {
    const nonce = randomBytes(16).toString('hex');
    this.#issued.set(nonce, { issuedAtMs: nowMs, usedCounts: new Set() });
    return nonce;
  }

  /** Whether a nonce of ours may still be used; `stale` also for one that is not ours. */
  state(nonce: string, count: string | undefined, nowMs: number, limits: NonceLimits): 'fresh' | 'stale' | 'replayed' {
    const issued = this.#issued.get(nonce);
    if (issued === undefined || nowMs - issued.issuedAtMs > limits.nonceLifetimeMs) return 'stale';
    if (count !== undefined && issued.usedCounts.has(count)) return 'replayed';
    return issued.usedCounts.size >= limits.nonceMaxUses ? 'stale' : 'fresh';
  }

  /** Remembers a use; without a count (RFC 2069) every use has one of its own. */
  use(nonce: string, count: string | undefined): void {
    const issued = this.#issued.get(nonce);
    issued?.usedCounts.add(count ?? `use ${issued.usedCounts.size}`);
  }

  /** Makes every nonce stale, as a restart of the device does. */
  forgetAll(): void {
    this.#issued.clear();
  }
}
