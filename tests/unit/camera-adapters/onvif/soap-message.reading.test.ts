import { expect, test } from 'vitest';
import { NS } from '../../../../camera-adapters/onvif/onvif-namespaces.ts';
import { readSoapReply, soapEnvelope } from '../../../../camera-adapters/onvif/soap-message.ts';
import { textAt } from '../../../../camera-adapters/onvif/xml-element.ts';

const EXPECTED = { namespace: NS.device, operation: 'GetHostname' };
const wrap = (body: string, soap: string = NS.soap12): string => `<e:Envelope xmlns:e="${soap}"><e:Header/><e:Body>${body}</e:Body></e:Envelope>`;

test('an envelope of ours can be read again', () => {
  const text = soapEnvelope(`<q:GetHostnameResponse xmlns:q="${NS.device}"><q:Name>a</q:Name></q:GetHostnameResponse>`, '<x xmlns="urn:x"/>');
  const reply = readSoapReply(text, EXPECTED);
  expect(reply.fault).toBeUndefined();
  expect(reply.fault === undefined && textAt(reply.response, NS.device, 'Name')).toBe('a');
});

test("a fault gives its codes and the camera's words, cleaned and bounded", () => {
  const fault =
    '<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value xmlns:t="http://www.onvif.org/ver10/error">t:NotAuthorized</e:Value>' +
    `<e:Subcode><e:Value>ter:Deeper</e:Value></e:Subcode></e:Subcode></e:Code><e:Reason><e:Text xml:lang="en">Sender \n not\u202e\u0085 Authorized${'!'.repeat(500)}</e:Text></e:Reason></e:Fault>`;
  const reply = readSoapReply(wrap(fault), EXPECTED);
  expect(reply.fault?.codes).toEqual(['Sender', 'NotAuthorized', 'Deeper']);
  expect(reply.fault?.reason).toMatch(/^Sender not Authorized!+$/);
  expect(reply.fault?.reason.length).toBe(200);
});

test('a fault of SOAP 1.1 is read as well', () => {
  const fault = '<e:Fault><faultcode>e:Client</faultcode><faultstring>No such user</faultstring></e:Fault>';
  expect(readSoapReply(wrap(fault, NS.soap11), EXPECTED).fault).toEqual({ codes: ['Client'], reason: 'No such user' });
});

test.each([
  ['a web page', '<html><body>Login</body></html>'],
  ['the answer to something else', wrap(`<q:GetUsersResponse xmlns:q="${NS.device}"/>`)],
  ['the right name in another namespace', wrap('<q:GetHostnameResponse xmlns:q="urn:else"/>')],
  ['an empty body', wrap('')],
])('%s is not the answer', (_what, text) => {
  expect(() => readSoapReply(text, EXPECTED)).toThrow(expect.objectContaining({ code: 'bad_answer', details: { reason: 'not_soap' } }));
});
