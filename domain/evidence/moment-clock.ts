import type { EvidenceManifest, PackedFile } from './manifest-shape.ts';

type Moment = EvidenceManifest['moments'][number];

/** How exactly the true time of a moment is known, and what the device itself said then; null where nothing in the package says so. */
export type MomentClock = Pick<Moment, 'uncertaintyMs' | 'deviceTime'>;

/** From when to when a file, or the stored file that it is a part of, shows. */
function spanOf(file: PackedFile): { readonly from: string; readonly to: string } | undefined {
  if (file.kind === 'part') return { from: file.whole.trueFrom, to: file.whole.trueTo };
  return file.kind === 'original' || file.kind === 'copy' ? { from: file.trueFrom, to: file.trueTo } : undefined;
}

/** What the first footage of a moment's request that shows it says of its time; where it could go in as a copy only, that copy. */
export function momentClock({ requestId, at }: Pick<Moment, 'requestId' | 'at'>, files: readonly PackedFile[]): MomentClock {
  const showing = files.filter((file) => {
    const span = spanOf(file);
    return span !== undefined && file.kind !== 'document' && file.requestId === requestId && span.from <= at && at < span.to;
  });
  const footage = showing.find((file) => file.kind === 'original' || file.kind === 'part');
  if (footage !== undefined) {
    const deviceTime =
      footage.deviceFrom === null ? null : new Date(Date.parse(footage.deviceFrom) + Date.parse(at) - Date.parse(footage.trueFrom)).toISOString();
    return { uncertaintyMs: footage.uncertaintyMs, deviceTime };
  }
  const copy = showing.find((file) => file.kind === 'copy');
  return { uncertaintyMs: copy?.uncertaintyMs ?? null, deviceTime: null };
}
