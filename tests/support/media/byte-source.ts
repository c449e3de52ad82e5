/** Yields `bytes` in pieces; then, when `holdUntil` is given, keeps the stream open without a byte until that signal aborts. */
export async function* byteSource(bytes: Uint8Array, holdUntil?: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16 * 1024) yield bytes.subarray(at, at + 16 * 1024);
  if (holdUntil === undefined || holdUntil.aborted) return;
  await new Promise((resolve) => holdUntil.addEventListener('abort', resolve, { once: true }));
}
