import { expect, it } from 'vitest';
import { startHttpResponder } from '../../support/services/http-responder.ts';

it('answers as its handler says and remembers the requests', async () => {
  const responder = await startHttpResponder((request, response) => {
    response.writeHead(418).end(request.url);
  });
  const answer = await fetch(`${responder.url}/a?b=1`);
  expect([answer.status, await answer.text()]).toEqual([418, '/a?b=1']);
  expect(responder.requests.map((request) => request.url)).toEqual(['/a?b=1']);
  await responder.stop();
});

it('ends requests that are never answered when it stops', async () => {
  const responder = await startHttpResponder(() => {});
  const pending = fetch(responder.url).catch((error: Error) => error);
  while (responder.requests.length === 0) await new Promise(setImmediate);
  await responder.stop();
  expect(await pending).toBeInstanceOf(TypeError);
});

it('closes the connection of a handler that throws, and lives on', async () => {
  const responder = await startHttpResponder((request, response) => {
    if (request.url === '/bad') throw new Error('hostile');
    response.end('ok');
  });
  await expect(fetch(`${responder.url}/bad`)).rejects.toThrow();
  expect(await (await fetch(responder.url)).text()).toBe('ok');
  await responder.stop();
});
