import { describe, expect, it } from 'vitest';
import { readCoverageCameraSearch, readCoverageGroupSearch, readCoverageSearch } from '../../../web/coverage/coverage-search.ts';
import { mapStatesWord, readMapStates, toggleMapState } from '../../../web/coverage/map-states.ts';
import { STATE_ORDER } from '../../../web/map/state-order.ts';

describe('states that the map is narrowed to', () => {
  it('are read from the address and written as they were, in one order', () => {
    expect(readMapStates('offline-degraded')).toEqual(['degraded', 'offline']);
    expect(mapStatesWord(readMapStates('offline-degraded-offline'))).toBe('degraded-offline');
  });

  it.each([undefined, '', '-', 'exploded', 'Offline', 'offline,degraded', 7, ['offline'], STATE_ORDER.join('-')])('%j narrows nothing', (word) => {
    expect(readMapStates(word)).toBeUndefined();
    expect(mapStatesWord(readMapStates(word))).toBeUndefined();
  });

  it('are chosen one after the other; without the last one, and with all, everything is drawn', () => {
    expect(toggleMapState(undefined, 'offline')).toEqual(['offline']);
    expect(toggleMapState(['offline'], 'degraded')).toEqual(['degraded', 'offline']);
    expect(toggleMapState(['degraded', 'offline'], 'degraded')).toEqual(['offline']);
    expect(toggleMapState(['offline'], 'offline')).toBeUndefined();
    expect(toggleMapState(STATE_ORDER.slice(1), 'online')).toBeUndefined();
  });

  it('stand beside what the figures and their lists are narrowed to themselves', () => {
    const words = { state: 'online', taking: 'true', mapStates: 'unknown-x-offline' };
    expect(readCoverageSearch(words)).toMatchObject({ mapStates: 'offline-unknown' });
    expect(readCoverageCameraSearch(words)).toMatchObject({ state: 'online', mapStates: 'offline-unknown' });
    expect(readCoverageGroupSearch(words)).toMatchObject({ taking: 'true', mapStates: 'offline-unknown' });
  });
});
