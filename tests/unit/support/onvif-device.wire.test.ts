import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { XMLParser } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import type { OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { readXmlDocument, type ReadElement } from '../../support/onvif-device/xml/xml-reader.ts';
import { at, bodies, call, device, envelope, soapContentType } from './onvif-device-calls.ts';

const styles = ['specification', 'toolkit', 'short', 'default-namespace'] as const;

/** Names with their namespaces, attributes and text: what a document says whatever its prefixes. */
function meaning(node: ReadElement): unknown {
  return [`{${node.namespace}}${node.localName}`, [...node.attributes], node.text, node.children.map(meaning)];
}

async function askWithAgent({ url }: OnvifDevice, agent: Agent) {
  return new Promise<{ reused: boolean; connection: string | undefined; socket: Socket }>((resolve, reject) => {
    const client = request(url, { agent, method: 'POST', headers: { 'Content-Type': soapContentType } }, (response) => {
      const { headers, socket } = response;
      readText(response).then(() => resolve({ reused: client.reusedSocket, connection: headers.connection, socket }), reject);
    });
    client.on('error', reject);
    client.end(envelope(bodies.dateTime));
  });
}

it.each(styles)('prefixes in the style "%s" change nothing in the meaning', async (prefixStyle) => {
  const started = await device({ authMode: 'none', now: () => 0 });
  const ask = async () =>
    Promise.all([
      call(started.url, bodies.services),
      call(at(started, '/onvif/media_service'), bodies.profiles1),
      call(at(started, '/onvif/media2_service'), bodies.profiles2),
      call(started.url, '<x xmlns="urn:x"/>'),
    ]);
  const expected = await ask();
  started.set({ prefixStyle });
  const answers = await ask();
  // Content that is a qualified name, as a fault's codes, keeps its namespace under another spelling.
  const comparable = answers.slice(0, 3).map(({ text }) => meaning(readXmlDocument(text)));
  expect(comparable).toEqual(expected.slice(0, 3).map(({ text }) => meaning(readXmlDocument(text))));
  const fault = readXmlDocument(answers[3]?.text ?? '').children[0]?.children[0];
  const subcode = fault?.children[0]?.children[1]?.children[0];
  expect(subcode?.scope.get(subcode.text.split(':')[0] ?? '')).toBe('http://www.onvif.org/ver10/error');
});

it('uses the prefixes that the style names', async () => {
  const { url, set } = await device({ prefixStyle: 'toolkit' });
  expect((await call(url, bodies.services)).text).toMatch(/<SOAP-ENV:Envelope xmlns:SOAP-ENV="[^"]*" xmlns:ns\d+="/);
  set({ prefixStyle: 'short' });
  expect((await call(url, bodies.services)).text).toMatch(/<s:Envelope .*<s:Body><ns0:GetServicesResponse>/);
  set({ prefixStyle: 'default-namespace' });
  expect((await call(url, bodies.services)).text).toMatch(
    /<Envelope xmlns="http:\/\/www.w3.org\/2003\/05\/soap-envelope".*<Body><GetServicesResponse xmlns="http:\/\/www.onvif.org\/ver10\/device\/wsdl">/,
  );
});

it('is well-formed for another parser as well', async () => {
  const started = await device({ authMode: 'none' });
  const { text } = await call(at(started, '/onvif/media_service'), bodies.profiles1);
  const parsed = new XMLParser({ removeNSPrefix: true }).parse(text, true) as {
    Envelope: { Body: { GetProfilesResponse: { Profiles: { Name: string }[] } } };
  };
  expect(parsed.Envelope.Body.GetProfilesResponse.Profiles[0]?.Name).toBe('Luồng chính & ghi hình');
});

it('sends in chunks that cut characters in two, without a length', async () => {
  const started = await device({ authMode: 'none', identity: { model: 'Ờ'.repeat(500) }, transfer: 'chunked' });
  const answer = await call(started.url, bodies.identity);
  expect(answer.headers.has('content-length')).toBe(false);
  expect(answer.headers.get('transfer-encoding')).toBe('chunked');
  expect(answer.text).toContain('Ờ'.repeat(500));
});

it('keeps the connection, says that it closes it, or closes it without a word', async () => {
  const started = await device({ authMode: 'none' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    await askWithAgent(started, agent);
    expect(await askWithAgent(started, agent)).toMatchObject({ reused: true, connection: 'keep-alive' });
    started.set({ keepAlive: 'announced-close' });
    expect((await askWithAgent(started, agent)).connection).toBe('close');
    started.set({ keepAlive: 'silent-close' });
    const { socket, ...answer } = await askWithAgent(started, agent);
    expect(answer).toEqual({ reused: false, connection: 'keep-alive' });
    if (!socket.closed) await once(socket, 'close');
    expect((await askWithAgent(started, agent)).reused).toBe(false);
  } finally {
    agent.destroy();
  }
});
