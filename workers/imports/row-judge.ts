import { AppError } from '../../domain/app-error.ts';
import { draftOfRow, type CameraDraft } from '../../domain/camera-import/camera-draft.ts';
import { createClaimedIdentities } from '../../domain/camera-import/claimed-identities.ts';
import type { SourceRow } from '../../domain/camera-import/source-row.ts';
import type { BatchCamera } from '../../db/repositories/camera-batch-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { ImportSurroundings } from './import-surroundings.ts';
import { duplicateOutcome, refusedOutcome, shownName, type JudgedRow } from './judged-row.ts';
import { prepareCamera } from './prepare-row.ts';

/** Judges rows one after another and remembers those before. */
export interface RowJudge {
  /** The verdicts on rows, in their order. Bad rows are verdicts, not errors. */
  judge(rows: readonly SourceRow[]): Promise<JudgedRow[]>;
  /** Remembers rows whose outcome an earlier run stored. */
  remember(rows: readonly SourceRow[], wasAccepted: (rowNumber: number) => boolean): Promise<void>;
}

type Draft = { readonly row: SourceRow } & ({ readonly draft: CameraDraft } | { readonly error: AppError });

function caught(error: unknown): AppError {
  if (error instanceof AppError && error.kind === 'invalid') return error;
  throw error;
}

function toDraft(row: SourceRow): Draft {
  try {
    return { row, draft: draftOfRow(row) };
  } catch (error) {
    return { row, error: caught(error) };
  }
}

export function createRowJudge(parts: { surroundings: ImportSurroundings; secretBox: SecretBox; clock: Clock }): RowJudge {
  const { surroundings, secretBox, clock } = parts;
  const claims = createClaimedIdentities();
  const claim = (camera: BatchCamera, rowNumber: number): number | undefined => {
    const { ownerId, externalId, unitId, nameFolded, placement, stored } = camera;
    const identity = {
      ownerId,
      externalId: externalId ?? undefined,
      canonicalUrl: stored.canonicalUrl,
      unitId,
      nameFolded,
      position: placement.position.coordinates,
    };
    return claims.claim(identity, rowNumber);
  };
  const judgeOne = (drafted: Draft, nowMs: number): JudgedRow => {
    const { row } = drafted;
    const rowNumber = row.number;
    try {
      if ('error' in drafted) throw drafted.error;
      const { draft } = drafted;
      const owned = surroundings.unit(draft.unitText);
      const unit = { id: owned.unitId, name: owned.name };
      const camera = prepareCamera(draft, owned, secretBox, nowMs);
      const firstRow = claim(camera, rowNumber);
      if (firstRow !== undefined) return { rowNumber, outcome: duplicateOutcome(rowNumber, camera.name, unit, firstRow) };
      return { rowNumber, camera, unit, assumed: draft.assumed };
    } catch (error) {
      return { rowNumber, outcome: refusedOutcome(rowNumber, shownName(row), caught(error)) };
    }
  };
  const judge = async (rows: readonly SourceRow[]): Promise<JudgedRow[]> => {
    const drafts = rows.map(toDraft);
    await surroundings.load(drafts.map((drafted) => ('draft' in drafted ? drafted.draft.unitText : undefined)));
    const nowMs = clock.now();
    return drafts.map((drafted) => judgeOne(drafted, nowMs));
  };
  return {
    judge,
    async remember(rows, wasAccepted) {
      await judge(rows.filter(({ number }) => wasAccepted(number)));
    },
  };
}
