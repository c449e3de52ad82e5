/** Which frame a camera's video shows, and how long its frames last. Times are seconds from the beginning of a piece of video. */
export interface FrameWatch {
  /** A frame of a piece of video was drawn. */
  note(segmentId: string, mediaTimeS: number): void;
  /** When the frame of that piece began that is shown; undefined when none is. */
  shownS(segmentId: string): number | undefined;
  /** The shortest time between two frames that followed each other; null while there were none. */
  frameS(): number | null;
  /** The video jumps, or has left the screen: what was drawn isn't shown any more. */
  forget(): void;
  /** A jump is done; its frame is drawn about now. */
  noteSeeked(): void;
  /** Resolves with the next frame that is drawn, or a moment after a jump that drew none; false: after `mostMs` there was neither. */
  next(mostMs: number): Promise<boolean>;
}

/** Frames further apart don't follow each other: somebody jumped. */
const FOLLOWING_S = 1.2;
const SAME_S = 0.0005;
/** A jump's frame is drawn before or a little after it is said to be done; on a busy machine later. */
const DRAWN_AFTER_MS = 300;

export function createFrameWatch(): FrameWatch {
  let shown: { readonly segmentId: string; readonly atS: number } | undefined;
  let isShown = false;
  let shortestS: number | null = null;
  let wake: () => void = () => undefined;
  return {
    note(segmentId, mediaTimeS) {
      const apartS = shown?.segmentId === segmentId ? Math.abs(mediaTimeS - shown.atS) : 0;
      if (apartS > SAME_S && apartS < FOLLOWING_S) shortestS = Math.min(shortestS ?? Infinity, apartS);
      shown = { segmentId, atS: mediaTimeS };
      isShown = true;
      wake();
    },
    forget() {
      isShown = false;
    },
    shownS: (segmentId) => (isShown && shown?.segmentId === segmentId ? shown.atS : undefined),
    frameS: () => shortestS,
    noteSeeked() {
      const waited = wake;
      setTimeout(() => waited(), DRAWN_AFTER_MS);
    },
    next: (mostMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), mostMs);
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}
