/** A request of RTSP 1.0 (RFC 2326, 6). */
export interface RtspRequest {
  readonly method: string;
  readonly uri: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  451: 'Parameter Not Understood',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  457: 'Invalid Range',
  461: 'Unsupported Transport',
  501: 'Not Implemented',
  551: 'Option not supported',
};

/** Cuts what a client sends into requests; interleaved packets (RFC 2326, 10.12), RTCP of receivers, are dropped. */
export class RtspRequestReader {
  #pending: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): readonly RtspRequest[] {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    const requests: RtspRequest[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) if (next !== 'packet') requests.push(next);
    return requests;
  }

  #next(): RtspRequest | 'packet' | undefined {
    if (this.#pending[0] === 0x24) {
      const length = this.#pending.length < 4 ? Number.POSITIVE_INFINITY : 4 + this.#pending.readUInt16BE(2);
      return this.#drop(length) ? 'packet' : undefined;
    }
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const request = readRequest(this.#pending.subarray(0, end).toString('latin1'));
    const length = end + 4 + Number(request.headers.get('content-length') ?? 0);
    return this.#drop(length) ? request : undefined;
  }

  #drop(length: number): boolean {
    if (this.#pending.length < length) return false;
    this.#pending = this.#pending.subarray(length);
    return true;
  }
}

function readRequest(head: string): RtspRequest {
  const [first = '', ...lines] = head.replace(/^(?:\r\n)+/, '').split('\r\n');
  const [method = '', uri = ''] = first.split(' ');
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  return { method, uri, headers };
}

/** A response as bytes; a list stands for one header field each. */
export function writeResponse(status: number, cseq: string, headers: Readonly<Record<string, string | readonly string[]>>, body = ''): Buffer {
  const fields = Object.entries({ CSeq: cseq, ...headers, ...(body !== '' && { 'Content-Length': String(Buffer.byteLength(body)) }) });
  const lines = fields.flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
  // Latin-1, like Node's HTTP, so that bytes of UTF-8 in a realm go out unchanged.
  const head = Buffer.from([`RTSP/1.0 ${status} ${reasons[status] ?? 'Error'}`, ...lines, '', ''].join('\r\n'), 'latin1');
  return Buffer.concat([head, Buffer.from(body)]);
}

/** An RTP or RTCP packet in the frame of RFC 2326, 10.12. */
export function interleaved(channel: number, packet: Buffer): Buffer {
  const head = Buffer.from([0x24, channel, 0, 0]);
  head.writeUInt16BE(packet.length, 2);
  return Buffer.concat([head, packet]);
}
