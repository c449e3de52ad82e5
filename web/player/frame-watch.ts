/** Which frame a camera's video shows, and how long its frames last. Times are seconds from the beginning of a piece of video. */
export interface FrameWatch {
  /** A frame of a piece of video was drawn. */
  note(segmentId: string, mediaTimeS: number): void;
  /** When the frame of that piece began that is shown; undefined when none is, or it isn't known yet. */
  shownS(segmentId: string): number | undefined;
  /** The shortest time between two frames that followed each other; null while there were none. */
  frameS(): number | null;
  /** The video is told to go to a moment: what was drawn before isn't shown any more, unless that moment is at its beginning. */
  jump(toS: number): void;
  /** The last jump is done; its frame is drawn about now. */
  noteSeeked(): void;
  /** The video has left the screen. */
  forget(): void;
  /** Resolves with the next frame that is drawn, or a moment after a jump that drew none; false: after `mostMs` there was neither. */
  next(mostMs: number): Promise<boolean>;
  /** The same, of a jump that has still to begin. */
  nextOfJump(mostMs: number): Promise<boolean>;
}

/** Frames further apart don't follow each other: somebody jumped. */
const FOLLOWING_S = 1.2;
const SAME_S = 0.0005;
/** No frame is shorter: so far into it, it is still shown. */
const WITHIN_S = 0.002;
/** A jump's frame is drawn before or a little after it is said to be done; on a busy machine later. */
const DRAWN_AFTER_MS = 1000;
/** The same when a frame was drawn that may be it. */
const DRAWN_ANEW_AFTER_MS = 50;

/** A frame that begins later isn't shown at that moment. */
const isBefore = (frameS: number, momentS: number): boolean => frameS <= momentS + SAME_S;

interface Frame {
  readonly segmentId: string;
  readonly atS: number;
}

export function createFrameWatch(): FrameWatch {
  let last: Frame | undefined;
  let isShown = false;
  let shortestS: number | null = null;
  let jumps = 0;
  let goalS = 0;
  /** Jumps before it are done. */
  let doneJumps = 0;
  /** Drawn during a jump, and perhaps still by the one before. */
  let doubtful: Frame | undefined;
  let waiter: { readonly fromJump: number; readonly wake: () => void } | undefined;

  const show = (frame: Frame): void => {
    const apartS = last?.segmentId === frame.segmentId ? Math.abs(frame.atS - last.atS) : 0;
    if (apartS > SAME_S && apartS < FOLLOWING_S) shortestS = Math.min(shortestS ?? Infinity, apartS);
    last = frame;
    isShown = true;
  };
  const wake = (): void => {
    if (waiter !== undefined && jumps >= waiter.fromJump) waiter.wake();
  };
  const isOfJump = ({ segmentId, atS }: Frame): boolean => {
    const isAnother = last === undefined || last.segmentId !== segmentId || Math.abs(atS - last.atS) > SAME_S;
    return isAnother && isBefore(atS, goalS);
  };
  const wait = (fromJump: number, mostMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (isDrawn: boolean): void => {
        clearTimeout(timer);
        waiter = undefined;
        resolve(isDrawn);
      };
      const timer = setTimeout(() => end(false), mostMs);
      waiter = { fromJump, wake: () => end(true) };
    });
  return {
    note(segmentId, mediaTimeS) {
      const frame = { segmentId, atS: mediaTimeS };
      // the frame of the jump before is often drawn when the next one has begun
      if (doneJumps < jumps && !isOfJump(frame)) {
        doubtful = frame;
        return;
      }
      show(frame);
      wake();
    },
    shownS: (segmentId) => (isShown && last?.segmentId === segmentId ? last.atS : undefined),
    frameS: () => shortestS,
    jump(toS) {
      jumps += 1;
      goalS = toS;
      isShown = isShown && last !== undefined && toS >= last.atS && toS - last.atS <= WITHIN_S;
      doubtful = undefined;
    },
    noteSeeked() {
      doneJumps = jumps;
      const done = jumps;
      const likely = doubtful !== undefined && isBefore(doubtful.atS, goalS) ? doubtful : undefined;
      setTimeout(
        () => {
          if (jumps !== done) return;
          if (!isShown && likely !== undefined) show(likely);
          wake();
        },
        likely === undefined ? DRAWN_AFTER_MS : DRAWN_ANEW_AFTER_MS,
      );
    },
    forget() {
      doneJumps = jumps;
      isShown = false;
      doubtful = undefined;
    },
    next: (mostMs) => wait(jumps, mostMs),
    nextOfJump: (mostMs) => wait(jumps + 1, mostMs),
  };
}
