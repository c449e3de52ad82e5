import type { CameraProblem } from '../../domain/camera-contact.ts';

/** What a test of a camera found; everything that a worker may leave out is null. */
export interface CheckResult {
  readonly reachable: boolean | null;
  readonly snapshotOk: boolean | null;
  readonly clockOffsetMs: number | null;
  /** Maker and model in the device's own words. */
  readonly device: string | null;
  readonly streams: readonly string[];
  readonly problems: readonly CameraProblem[];
}

/** Reads the result of a check job, which the API keeps as free-form facts. */
export function readCheckResult(result: Readonly<Record<string, unknown>> | null): CheckResult {
  const facts = result ?? {};
  const identity = record(facts['identity']);
  const profiles = record(facts['capabilities'])['profiles'];
  return {
    reachable: typeof facts['reachable'] === 'boolean' ? facts['reachable'] : null,
    snapshotOk: typeof facts['snapshotOk'] === 'boolean' ? facts['snapshotOk'] : null,
    clockOffsetMs: typeof facts['clockOffsetMs'] === 'number' ? facts['clockOffsetMs'] : null,
    device: words(identity['manufacturer'], identity['model'], identity['firmware']),
    streams: Array.isArray(profiles) ? profiles.map(describeProfile).filter((text) => text !== null) : [],
    problems: Array.isArray(facts['problems']) ? facts['problems'].filter(isProblem) : [],
  };
}

/** A stream in a few words, such as `H264 1920×1080 25 fps`; null when nothing is known of it. */
export function describeProfile(profile: unknown): string | null {
  const { codec, widthPx, heightPx, framesPerSecond } = record(profile);
  const size = typeof widthPx === 'number' && typeof heightPx === 'number' ? `${widthPx}×${heightPx}` : undefined;
  const rate = typeof framesPerSecond === 'number' ? `${framesPerSecond} fps` : undefined;
  return words(codec === 'unknown' ? undefined : String(codec ?? '').toUpperCase(), size, rate);
}

function words(...parts: readonly unknown[]): string | null {
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  return text === '' ? null : text;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isProblem(value: unknown): value is CameraProblem {
  const { code, message } = record(value);
  return typeof code === 'string' && typeof message === 'string';
}
