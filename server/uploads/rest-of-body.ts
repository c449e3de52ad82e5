import type { IncomingMessage } from 'node:http';

/** How long a sender that was refused in the middle may go on, until it has read why. */
const PASS_OVER_MS = 5000;

/** Reads what still comes of a refused body and throws it away, for a few seconds: a connection that is cut at once gives its sender a reset in the place of the answer. */
export function passOverRest(body: IncomingMessage): void {
  if (body.readableEnded || body.destroyed) return;
  const timer = setTimeout(() => body.destroy(), PASS_OVER_MS);
  for (const over of ['end', 'close']) body.once(over, () => clearTimeout(timer));
  body.resume();
}
