import { once } from 'node:events';
import { bodyBytes, type Exchange, type Reply, replyHeaders, sendReply, writeHead } from '../http/exchange.ts';
import type { BreakPoint, WireFault } from './device-fault.ts';
import { htmlPage } from './html-page.ts';
import { interruptibleDelay } from './interruptible-delay.ts';

/**
 * Answers with a fault in place of the proper reply.
 *
 * @param properReply called only by the faults that send it, changed or in part.
 */
export async function respondWithWireFault(exchange: Exchange, fault: WireFault, properReply: () => Promise<Reply>): Promise<void> {
  switch (fault.kind) {
    case 'html':
      return sendReply(exchange, htmlPage(fault.status));
    case 'redirect':
      return sendReply(exchange, { status: fault.status, headers: { Location: fault.location } });
    case 'empty':
      return sendReply(exchange, { ...(await properReply()), body: '' });
    case 'raw':
      return sendReply(exchange, fault);
    case 'wrong-content-type':
      return sendReply(exchange, { ...(await properReply()), contentType: fault.contentType });
    case 'truncated':
      await begin(exchange, 'half', properReply);
      exchange.request.socket.end();
      return;
    case 'endless':
      return sendForEver(exchange, await properReply());
    case 'drip':
      return drip(exchange, await properReply(), fault.chunkBytes, fault.intervalMs);
    case 'hang':
      return begin(exchange, fault.after, properReply);
    case 'reset':
      await begin(exchange, fault.after, properReply);
      return reset(exchange);
  }
}

async function begin(exchange: Exchange, until: BreakPoint, properReply: () => Promise<Reply>): Promise<void> {
  if (until === 'nothing') return;
  const reply = await properReply();
  const body = bodyBytes(reply);
  writeHead(exchange, reply.status, replyHeaders(reply, body.length));
  if (until === 'headers') exchange.response.flushHeaders();
  else exchange.response.write(half(body));
}

function reset({ request, response }: Exchange): void {
  // What was written is on its way before the RST, or the client would see no headers at all.
  if (response.headersSent) setImmediate(() => request.socket.resetAndDestroy());
  else request.socket.resetAndDestroy();
}

async function drip(exchange: Exchange, reply: Reply, chunkBytes: number, intervalMs: number): Promise<void> {
  const body = bodyBytes(reply);
  writeHead(exchange, reply.status, replyHeaders(reply, body.length));
  for (let start = 0; start < body.length && !exchange.signal.aborted; start += chunkBytes) {
    exchange.response.write(body.subarray(start, start + chunkBytes));
    await interruptibleDelay(intervalMs, exchange.signal);
  }
  if (!exchange.signal.aborted) exchange.response.end();
}

async function sendForEver(exchange: Exchange, reply: Reply): Promise<void> {
  const { response, signal } = exchange;
  const filler = Buffer.alloc(64 * 1024, 'x');
  writeHead(exchange, reply.status, replyHeaders(reply, undefined));
  response.write(half(bodyBytes(reply)));
  while (!signal.aborted) {
    if (!response.write(filler)) await once(response, 'drain', { signal }).catch(() => undefined);
  }
}

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.ceil(body.length / 2));
}
