/** Keeps the end of what a program wrote to its standard error. */
export interface StderrTail {
  push(chunk: Uint8Array): void;
  /** The last lines, every URL replaced: addresses may carry sign-in data. */
  text(): string;
}

/** @param limitBytes - how much of the end is kept, before URLs are replaced */
export function createStderrTail(limitBytes = 8192): StderrTail {
  let kept = Buffer.alloc(0);
  return {
    push(chunk) {
      kept = Buffer.concat([kept, chunk]);
      if (kept.length > limitBytes) kept = Buffer.from(kept.subarray(kept.length - limitBytes));
    },
    text: () => scrubUrls(kept.toString('utf8')).trim(),
  };
}

/** A tail may begin in the middle of a URL, behind its scheme: whatever stands before an `@` goes as well. */
function scrubUrls(text: string): string {
  return text.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s'"]*/gi, '<url>').replace(/[^\s'"]*@[^\s'"]*(?=[\s'":]|$)/g, (word) => (isLogContext(word) ? word : '<hidden>'));
}

/** ffmpeg names its parts as `[h264 @ 0x5571f785dd40]`, where the @ stands alone. */
function isLogContext(word: string): boolean {
  return word === '@';
}
