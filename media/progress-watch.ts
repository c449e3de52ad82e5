import type { Readable } from 'node:stream';

/** Watches that a running ffmpeg gets on. */
export interface ProgressWatch {
  /** Tells of progress seen elsewhere, such as a finished file. */
  gotOn(): void;
  /** Whether it was found to stand still. */
  stalled(): boolean;
  end(): void;
}

/**
 * Reads the reports of `-progress` (lines `key=value`, about every half second) and calls `onStall` once when `out_time` has not
 * changed for `stallMs`. ffmpeg's exit code is no help here: it is 0 after a stall as well.
 *
 * @param firstMs - how long the first report with media may take: opening and the wait for the first keyframe
 */
export function watchProgress(progress: Readable, stallMs: number, firstMs: number, onStall: () => void): ProgressWatch {
  let lastOutTime: string | undefined;
  let unfinishedLine = '';
  let stalled = false;
  let ended = false;
  let timer = setTimeout(expire, firstMs);

  progress.on('data', (chunk: Buffer) => {
    const lines = (unfinishedLine + chunk.toString('latin1')).split('\n');
    unfinishedLine = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('out_time=')) note(line.trim());
  });

  function note(outTime: string): void {
    // Before the first packet one program says N/A, the other a time of zero or less.
    if (outTime === lastOutTime || !/^out_time=(?!00:00:00\.0+$)\d/.test(outTime)) return;
    lastOutTime = outTime;
    gotOn();
  }

  function gotOn(): void {
    if (stalled || ended) return;
    clearTimeout(timer);
    timer = setTimeout(expire, stallMs);
  }

  function expire(): void {
    // When this process itself was held up, the reports wait in the pipe: let them be read (and clear this timer) before judging.
    timer = setTimeout(() => {
      stalled = true;
      onStall();
    }, 50);
  }

  return {
    gotOn,
    stalled: () => stalled,
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
