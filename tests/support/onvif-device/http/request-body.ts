import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './http-refusal.ts';

/** Far more than any request of the services here. */
const maxBodyBytes = 256 * 1024;

/**
 * The media type that SOAP 1.2 uses over HTTP (SOAP 1.2 Part 2, 7.1.4; RFC 3902), with its optional `action`.
 *
 * @throws HttpRefusal 415 for anything else, and for another character set than UTF-8 (ONVIF Core 5.8.2.4, 5.10.1).
 */
export function readSoapContentType(contentType: string | undefined): { action?: string } {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  if (type.toLowerCase() !== 'application/soap+xml') throw new HttpRefusal(415);
  const values = new Map(parameters.map(readParameter));
  const charset = values.get('charset')?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8') throw new HttpRefusal(415);
  return { action: values.get('action') };
}

function readParameter(parameter: string): [string, string] {
  const equals = parameter.indexOf('=');
  const value = parameter.slice(equals + 1).trim();
  return [parameter.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, '$1')];
}

/**
 * The whole body as text.
 *
 * @throws HttpRefusal 413 when it is too long, 400 when it is not UTF-8.
 */
export async function readBodyText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > maxBodyBytes) throw new HttpRefusal(413, { Connection: 'close' });
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new HttpRefusal(400);
  }
}
