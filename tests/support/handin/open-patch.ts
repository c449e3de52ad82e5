import { request, type ClientRequest } from 'node:http';

/** A PATCH whose body the test feeds as it likes, over a connection of its own. */
export interface OpenPatch {
  readonly sent: ClientRequest;
  /** Status of the answer, or `broken` when the connection ended without one. */
  readonly answer: Promise<number | 'broken'>;
}

/** Begins to send a piece of `byteLength` bytes to `url`. */
export function openPatch(url: string, token: string, offset: number, byteLength: number): OpenPatch {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
  const sent = request(url, { method: 'PATCH', headers: { ...headers, 'upload-offset': offset, 'content-length': byteLength } });
  const answer = new Promise<number | 'broken'>((resolve) => {
    sent.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode!)));
    sent.on('error', () => resolve('broken'));
  });
  return { sent, answer };
}
