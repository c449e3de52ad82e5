/** Keeps the end of what a program wrote to its standard error. */
export interface StderrTail {
  push(chunk: Uint8Array): void;
  /** The last whole lines, every URL replaced: addresses may carry sign-in data. */
  text(): string;
}

/** @param limitBytes - how much of the end is kept */
export function createStderrTail(limitBytes = 8192): StderrTail {
  let kept = Buffer.alloc(0);
  let cut = false;
  return {
    push(chunk) {
      kept = Buffer.concat([kept, chunk]);
      if (kept.length <= limitBytes) return;
      kept = Buffer.from(kept.subarray(kept.length - limitBytes));
      cut = true;
    },
    text() {
      const text = kept.toString('utf8');
      // The first line may begin in the middle of a URL, behind its scheme, where nothing shows what it is.
      return scrubUrls(cut ? text.slice(text.indexOf('\n') + 1) : text).trim();
    },
  };
}

function scrubUrls(text: string): string {
  return text.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s'"]*/gi, '<url>');
}
