import { describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/app-error.ts';
import { observeFacet, type FacetChange } from '../../../domain/facet-timeline.ts';
import { unknownFacet } from '../../../domain/health-facet.ts';
import type { CameraObservation } from '../../../workers/health/camera-observation.ts';
import { createRecordingReport } from '../../../workers/recording/recording-report.ts';

const startedAtMs = 1_000_000;

/** The history that a row of observations makes. */
function historyOf(observations: readonly CameraObservation[]): FacetChange[] {
  const history: FacetChange[] = [];
  let memory = unknownFacet('recording');
  for (const { facets, atMs } of observations) {
    const result = observeFacet(memory, { ...facets!.recording!, atMs });
    memory = result.memory;
    history.push(...result.changes);
  }
  return history;
}

describe('the report of a recording', () => {
  const report = () => createRecordingReport({ cameraId: 'c', startedAtMs, segmentMs: 10_000 });
  const at = (seconds: number) => startedAtMs + seconds * 1000;

  it('says that it is on from the beginning of the first segment', () => {
    const own = report();
    own.recorded({ trueFromMs: at(1), trueToMs: at(11) });
    own.recorded({ trueFromMs: at(11), trueToMs: at(21) });
    expect(historyOf(own.take(at(22)))).toEqual([{ facet: 'recording', state: 'ok', fromMs: at(1) }]);
    expect(own.take(at(23))).toEqual([]);
  });

  it('says nothing of a segment that is merely not finished yet', () => {
    const own = report();
    expect(own.take(at(29))).toEqual([]);
    own.recorded({ trueFromMs: at(20), trueToMs: at(30) });
    own.take(at(31));
    expect(own.take(at(60))).toEqual([]);
  });

  it('says that there is a gap from the end of the last segment on, with its cause, and that it is over from the beginning of the next', () => {
    const own = report();
    own.recorded({ trueFromMs: at(0), trueToMs: at(10) });
    const observations = own.take(at(11));
    own.failed(new AppError('timeout', 'stream_stalled', 'stalled'));
    for (let second = 12; second < 100; second += 3) observations.push(...own.take(at(second)));
    own.recorded({ trueFromMs: at(92), trueToMs: at(102) });
    observations.push(...own.take(at(103)));
    expect(historyOf(observations)).toEqual([
      { facet: 'recording', state: 'ok', fromMs: at(0) },
      { facet: 'recording', state: 'gap', fromMs: at(10) + 1, cause: { code: 'stream_stalled' } },
      { facet: 'recording', state: 'ok', fromMs: at(92) },
    ]);
  });

  it('says that there is a gap from the start when nothing came at all', () => {
    const own = report();
    own.failed(new AppError('camera', 'auth_failed', 'refused'));
    expect(historyOf(own.take(at(31)))).toEqual([{ facet: 'recording', state: 'gap', fromMs: at(0), cause: { code: 'auth_failed' } }]);
    expect(own.take(at(34)).at(-1)!.problem).toEqual({ about: 'recording', found: { code: 'auth_failed', message: 'refused' } });
  });
});
