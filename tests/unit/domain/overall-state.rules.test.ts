import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACET_STATES } from '../../../domain/health-facet.ts';
import { overallState, type OverallFacts } from '../../../domain/overall-state.ts';
import { publicFacetState } from '../../../domain/public-facet-state.ts';

const healthy: OverallFacts = { draft: false, maintenance: false, reachable: 'up', picture: 'ok', recording: 'ok', clock: 'ok' };
const any = fc.record<OverallFacts>({
  draft: fc.boolean(),
  maintenance: fc.boolean(),
  reachable: fc.constantFrom(...FACET_STATES.reachable),
  picture: fc.constantFrom(...FACET_STATES.picture),
  recording: fc.constantFrom(...FACET_STATES.recording),
  clock: fc.constantFrom(...FACET_STATES.clock),
});

describe('overallState', () => {
  it.each<[string, Partial<OverallFacts>]>([
    ['online', {}],
    ['online', { picture: 'unknown', recording: 'unknown', clock: 'unknown' }],
    ['online', { recording: 'off' }],
    ['degraded', { recording: 'gap' }],
    ['degraded', { clock: 'off' }],
    ['degraded', { picture: 'covered' }],
    ['degraded', { picture: 'blurred' }],
    ['degraded', { picture: 'dark' }],
    ['degraded', { picture: 'moved' }],
    ['degraded', { picture: 'frozen' }],
    ['offline', { reachable: 'down' }],
    ['offline', { reachable: 'down', picture: 'covered' }],
    ['unknown', { reachable: 'unknown' }],
    ['unknown', { reachable: 'unknown', picture: 'covered' }],
    ['maintenance', { maintenance: true, reachable: 'down' }],
    ['draft', { draft: true }],
    ['draft', { draft: true, maintenance: true, reachable: 'down' }],
  ])('is %s with %j', (state, changes) => {
    expect(overallState({ ...healthy, ...changes })).toBe(state);
  });

  it('never lets the measured hide draft or maintenance', () => {
    fc.assert(
      fc.property(any, (facts) => {
        const state = overallState(facts);
        expect(state === 'draft').toBe(facts.draft);
        expect(state === 'maintenance').toBe(facts.maintenance && !facts.draft);
      }),
    );
  });
});

describe('publicFacetState', () => {
  it('calls running recording "on" and leaves every other state alone', () => {
    expect(publicFacetState('recording', 'ok')).toBe('on');
    expect(publicFacetState('recording', 'gap')).toBe('gap');
    expect(publicFacetState('picture', 'ok')).toBe('ok');
    expect(publicFacetState('clock', 'ok')).toBe('ok');
  });
});
