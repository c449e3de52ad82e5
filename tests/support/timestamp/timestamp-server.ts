import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { OpensslAuthority } from './openssl-authority.ts';

/** What came with a question. */
export interface AskedQuestion {
  readonly query: Buffer;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
}

/** A timestamp authority on loopback that may be down, or lie. */
export interface TimestampServer {
  readonly url: string;
  readonly asked: readonly AskedQuestion[];
  /** Undefined: answers truly again. */
  behave(instead: ((question: AskedQuestion, response: ServerResponse) => void | Promise<void>) | undefined): void;
  close(): Promise<void>;
}

/** Sends a reply as RFC 3161 wants it. */
export function sendReply(response: ServerResponse, reply: Uint8Array): void {
  response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply);
}

export async function startTimestampServer(authority: OpensslAuthority): Promise<TimestampServer> {
  const asked: AskedQuestion[] = [];
  let behaviour: Parameters<TimestampServer['behave']>[0];
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const question = { query: await buffer(request), contentType: request.headers['content-type'], authorization: request.headers.authorization };
      asked.push(question);
      if (behaviour === undefined) sendReply(response, await authority.answer(question.query));
      else await behaviour(question, response);
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    asked,
    behave: (instead) => void (behaviour = instead),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
