import { beforeEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../domain/live-event.ts';
import { createRecentEvents, type RecentEvents } from '../../../server/realtime/recent-events.ts';

let nowMs: number;
let recent: RecentEvents;
beforeEach(() => {
  nowMs = 1_000_000;
  recent = createRecentEvents(() => nowMs);
});

const changed = (number: number): LiveEvent => ({ topic: 'cameras', type: 'changed', data: { cameraId: String(number) } });
const kept = () => recent.all().events.map(({ event }) => (event.data as { cameraId: string }).cameraId);
const knownForMs = () => nowMs - recent.all().sinceMs;

describe('what a server heard of a moment ago', () => {
  it('is kept for a minute, and no time before that is answered for', () => {
    recent.begin();
    recent.note(changed(1));
    nowMs += 30_000;
    recent.note(changed(2));
    expect([kept(), knownForMs()]).toEqual([['1', '2'], 30_000]);
    nowMs += 30_001;
    expect([kept(), knownForMs()]).toEqual([['2'], 60_000]);
  });

  it('is known of no time before the server listened, nor before a gap', () => {
    recent.note(changed(1));
    expect(knownForMs()).toBe(0);
    recent.begin();
    nowMs += 5000;
    expect(knownForMs()).toBe(5000);
    recent.begin();
    nowMs += 7;
    expect(knownForMs()).toBe(7);
  });

  it('is the last two hundred: from before the first of them something is missing', () => {
    recent.begin();
    for (let number = 0; number < 201; number += 1) {
      nowMs += 10;
      recent.note(changed(number));
    }
    expect([kept().length, kept()[0], kept().at(-1)]).toEqual([200, '1', '200']);
    // the one that is gone came 2,000 ms ago
    expect(knownForMs()).toBe(1999);
  });
});
