import type { CDPSession } from 'playwright-core';

/** What came over the network for a page. */
export interface Transferred {
  readonly url: string;
  readonly part: 'page' | 'code' | 'styles' | 'font' | 'API' | 'other';
  /** As encoded, with headers. */
  readonly bytes: number;
  /** As the page got it, decoded. */
  readonly decodedBytes: number;
  readonly isFromWorker: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const PART_OF_TYPE: Readonly<Record<string, Transferred['part']>> = {
  Document: 'page',
  Script: 'code',
  Stylesheet: 'styles',
  Font: 'font',
  Fetch: 'API',
  XHR: 'API',
};

/** Notes what a page transfers from now on, by the browser's own count. */
export async function countTransferred(session: CDPSession): Promise<readonly Transferred[]> {
  const transferred: Transferred[] = [];
  const begun = new Map<string, Omit<Transferred, 'bytes'> & { decodedBytes: number }>();
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const part = PART_OF_TYPE[type] ?? 'other';
    begun.set(requestId, { url: response.url, part, decodedBytes: 0, isFromWorker: response.fromServiceWorker ?? false, headers: response.headers });
  });
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    const request = begun.get(requestId);
    if (request !== undefined) request.decodedBytes += dataLength;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = begun.get(requestId);
    if (request !== undefined) transferred.push({ ...request, bytes: encodedDataLength });
  });
  await session.send('Network.enable');
  return transferred;
}
