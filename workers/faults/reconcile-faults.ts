import type { Queryable } from '../../db/database.ts';
import {
  insertFaults,
  lockUnclosedFaults,
  readOrigins,
  readStandings,
  updateFaults,
  type FaultOrigin,
  type FaultValues,
  type NewFault,
  type StandingRow,
} from '../../db/repositories/fault-ledger-repository.ts';
import { likelyCause } from '../../domain/fault-cause.ts';
import { faultMove, type FaultMove } from '../../domain/fault-move.ts';
import { RELAPSE_MEMORY_MS } from '../../domain/fault-settling.ts';
import type { FaultState } from '../../domain/fault-terms.ts';
import { newId } from '../../platform/new-id.ts';

interface Move {
  readonly standing: StandingRow;
  readonly move: FaultMove;
}

/**
 * Brings the repair ledger of these cameras in line with their health, as the transaction `tx` sees it: the health of the cameras must be locked by it. Run twice it changes nothing.
 * Returns the cameras whose entries changed.
 */
export async function reconcileFaults(tx: Queryable, cameraIds: readonly string[], nowMs: number): Promise<string[]> {
  if (cameraIds.length === 0) return [];
  await lockUnclosedFaults(tx, cameraIds);
  const standings = await readStandings(tx, cameraIds);
  const moves = standings.flatMap((standing): Move[] => {
    const entry = standing.entry && { state: standing.entry.state, recovered: standing.entry.recoveredAtMs !== null };
    const move = faultMove({ ...standing, entry }, nowMs);
    return move === undefined ? [] : [{ standing, move }];
  });
  const opening = moves.filter(({ move }) => move === 'open').map(({ standing }) => standing);
  if (opening.length > 0) {
    const origins = await readOrigins(
      tx,
      opening.map(({ cameraId, facet }) => ({ cameraId, facet })),
      { nowMs, closedAfterMs: nowMs - RELAPSE_MEMORY_MS },
    );
    await insertFaults(
      tx,
      opening.map((standing) => newFault(standing, origins, nowMs)),
    );
  }
  await updateFaults(
    tx,
    moves.flatMap(({ standing, move }) => (standing.entry === null ? [] : [{ id: standing.entry.id, ...changed(standing, standing.entry, move, nowMs) }])),
  );
  return [...new Set(moves.map(({ standing }) => standing.cameraId))];
}

function newFault({ cameraId, facet, state, sinceMs, cause }: StandingRow, origins: readonly FaultOrigin[], nowMs: number): NewFault {
  const origin = origins.find((each) => each.cameraId === cameraId && each.facet === facet);
  const beganAtMs = origin?.beganAtMs ?? sinceMs ?? nowMs;
  const flapCount = (origin?.lastFlapCount ?? -1) + 1;
  return {
    id: newId(nowMs),
    cameraId,
    facet,
    state: state as FaultState,
    likelyCause: likelyCause({ state: state as FaultState, cause, flapCount }),
    cause,
    openedAtMs: beganAtMs,
    failingFromMs: beganAtMs,
    noticedAtMs: nowMs,
    recoveredAtMs: null,
    closedAtMs: null,
    outcome: null,
    flapCount,
  };
}

function changed(standing: StandingRow, entry: NonNullable<StandingRow['entry']>, move: FaultMove, nowMs: number): FaultValues {
  const { state, sinceMs, cause } = standing;
  switch (move) {
    case 'recover':
      return { ...entry, recoveredAtMs: Math.max(sinceMs ?? nowMs, entry.failingFromMs) };
    case 'withdraw':
      return { ...entry, closedAtMs: nowMs, outcome: 'withdrawn' };
    case 'restate':
    case 'open':
      return failing(entry, { state: state as FaultState, cause });
    case 'fail_again': {
      const again = failing({ ...entry, flapCount: entry.flapCount + 1 }, { state: state as FaultState, cause });
      return { ...again, failingFromMs: Math.max(sinceMs ?? nowMs, entry.recoveredAtMs ?? entry.failingFromMs), noticedAtMs: nowMs, recoveredAtMs: null };
    }
  }
}

function failing(entry: NonNullable<StandingRow['entry']>, { state, cause }: Pick<FaultValues, 'state' | 'cause'>): FaultValues {
  const { commonCause, flapCount } = entry;
  return { ...entry, state, cause, likelyCause: likelyCause({ state, cause, flapCount, ...(commonCause && { commonCause }) }) };
}
