import { STATUS_CODES } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Reply } from './exchange.ts';

/** A request that is refused before SOAP comes into it (ONVIF Core 5.8.2.4). */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly reply: Reply;

  constructor(status: number, headers: OutgoingHttpHeaders = {}) {
    super(STATUS_CODES[status]);
    this.reply = { status, headers };
  }
}
