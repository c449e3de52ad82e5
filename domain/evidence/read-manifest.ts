import { canonicalJson } from '../access-log/canonical-json.ts';
import { signedManifestShape, type SignedManifest } from './manifest-shape.ts';

/** A manifest, or why it is none. */
export type ReadManifest = { readonly manifest: SignedManifest } | { readonly problem: string };

function parse(bytes: Uint8Array): { readonly text: string; readonly value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function isCanonical(text: string, value: unknown): boolean {
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

/** Reads `manifest.json`. Only its one canonical form counts (RFC 8785): a key that stands in it twice, or any other way to write the same, is refused. Never throws. */
export function readManifest(bytes: Uint8Array): ReadManifest {
  const parsed = parse(bytes);
  if (parsed === undefined) return { problem: 'it is no JSON' };
  if (!isCanonical(parsed.text, parsed.value)) return { problem: 'it is not canonical JSON (RFC 8785)' };
  const result = signedManifestShape.safeParse(parsed.value);
  if (result.success) return { manifest: result.data };
  const [issue] = result.error.issues;
  return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'another form'}` };
}
