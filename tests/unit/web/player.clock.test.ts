import { describe, expect, it } from 'vitest';
import { createPlayback } from '../../../web/player/playback.ts';
import { syncVideo } from '../../../web/player/sync-video.ts';

function clockOf(lengthMs = 10_000) {
  let nowMs = 5000;
  const playback = createPlayback({ fromMs: 100_000, toMs: 100_000 + lengthMs }, () => nowMs);
  return { playback, pass: (ms: number) => (nowMs += ms), at: () => playback.positionMs() - 100_000 };
}

describe('the clock of the player', () => {
  it('runs at its speed from where it stands, and stops at the end of its window', () => {
    const { playback, pass, at } = clockOf();
    pass(1000);
    expect(at()).toBe(0);
    playback.play();
    pass(1000);
    playback.setRate(4);
    pass(500);
    expect(at()).toBe(3000);
    playback.setRate(0.25);
    pass(2000);
    expect(at()).toBe(3500);
    playback.seek(100_000 + 9900);
    pass(1000);
    expect(at()).toBe(10_000);
    playback.tick();
    expect(playback.state()).toMatchObject({ isPlaying: false, positionMs: 110_000 });
    playback.play();
    expect(at()).toBe(0);
  });

  it('stands still while one camera is waited for, and goes on from there', () => {
    const { playback, pass, at } = clockOf();
    playback.play();
    pass(1000);
    playback.setWaiting('a', true);
    playback.setWaiting('b', true);
    pass(5000);
    playback.setWaiting('a', false);
    pass(5000);
    expect([at(), playback.isRunning(), playback.state()]).toMatchObject([1000, false, { isPlaying: true, waitingFor: ['b'] }]);
    playback.setWaiting('b', false);
    pass(500);
    expect([at(), playback.isRunning()]).toEqual([1500, true]);
  });

  it('stays within its window, also when that becomes another', () => {
    const { playback, at } = clockOf();
    playback.seek(0);
    expect(at()).toBe(0);
    playback.seek(999_999);
    expect(at()).toBe(10_000);
    playback.setWindow({ fromMs: 100_000, toMs: 104_000 });
    expect(at()).toBe(4000);
  });

  it('tells listeners of what changes and of nothing else', () => {
    const { playback } = clockOf();
    let told = 0;
    const stop = playback.subscribe(() => (told += 1));
    playback.setWaiting('a', false);
    playback.setWindow({ fromMs: 100_000, toMs: 110_000 });
    playback.tick();
    expect(told).toBe(0);
    playback.play();
    playback.tick();
    expect(told).toBe(2);
    stop();
    playback.pause();
    expect(told).toBe(2);
  });
});

/** Plays a video that starts late and at another pace than it says; the furthest it is off after `fromS`. */
function furthestOffS({ startS, pace, rate, fromS }: { startS: number; pace: number; rate: number; fromS: number }): number {
  let [targetS, currentS, furthest] = [10, startS, 0];
  for (let clockS = 0; clockS < 10; clockS += 1 / 60) {
    const { seekToS, playbackRate } = syncVideo({ currentS, durationS: 600, isSeeking: false }, { targetS, rate, isRunning: true, isHeld: false });
    currentS = seekToS ?? currentS + (playbackRate * pace) / 60;
    targetS += rate / 60;
    if (clockS >= fromS) furthest = Math.max(furthest, Math.abs(currentS - targetS));
  }
  return furthest;
}

describe('a video', () => {
  it.each([0.25, 0.5, 1, 2, 4])('comes within 100 ms of the clock and stays there at speed %s, though it is late and its pace is 5 %% off', (rate) => {
    for (const pace of [0.95, 1, 1.05]) {
      for (const startS of [9.75, 10.25, 3, 200]) expect(furthestOffS({ startS, pace, rate, fromS: 4 }), `${pace} ${startS}`).toBeLessThan(0.1);
    }
  });

  it('jumps to the very moment while it stands, is left alone while it jumps, and stays near while another is waited for', () => {
    const video = { currentS: 4, durationS: 6, isSeeking: false };
    const still = { targetS: 4.04, rate: 2, isRunning: false, isHeld: false };
    expect(syncVideo(video, still)).toEqual({ seekToS: 4.04, playbackRate: 2 });
    expect(syncVideo({ ...video, isSeeking: true }, still).seekToS).toBeNull();
    expect(syncVideo(video, { ...still, isHeld: true }).seekToS).toBeNull();
    expect(syncVideo(video, { ...still, targetS: 4.2, isHeld: true }).seekToS).toBe(4.2);
  });

  it('shows its last picture to the end of its time, when it is shorter than that', () => {
    expect(syncVideo({ currentS: 5.899, durationS: 5.9, isSeeking: false }, { targetS: 5.99, rate: 1, isRunning: false, isHeld: false }).seekToS).toBeNull();
    expect(syncVideo({ currentS: 1, durationS: 5.9, isSeeking: false }, { targetS: 7, rate: 1, isRunning: false, isHeld: false }).seekToS).toBeCloseTo(5.899);
  });
});
