import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScopeFacts } from '../../../../camera-adapters/discovery/scope-facts.ts';
import { PROBED_TYPES, probeMessage, readProbeMatches } from '../../../../camera-adapters/discovery/ws-discovery-message.ts';
import { parseXml } from '../../../../camera-adapters/onvif/parse-xml.ts';
import { probeMatches } from '../../../support/discovery/ws-responder.ts';

const ID = 'urn:uuid:6e9f3f5c-0000-4000-8000-000000000001';
const WSD = 'http://schemas.xmlsoap.org/ws/2005/04/discovery';

describe('a probe', () => {
  it.each(Object.values(PROBED_TYPES))('is one as WS-Discovery of April 2005 has it: %s', (types) => {
    const envelope = parseXml(probeMessage(ID, types).toString('utf8'));
    const header = new Map(envelope.children[0]?.children.map(({ name, text }) => [name, text]));
    expect(header.get('MessageID')).toBe(ID);
    expect(header.get('Action')).toBe(`${WSD}/Probe`);
    expect(header.get('To')).toBe('urn:schemas-xmlsoap-org:ws:2005:04:discovery');
    const probe = envelope.children[1]?.children[0];
    expect([probe?.namespace, probe?.name, probe?.children[0]?.name]).toEqual([WSD, 'Probe', 'Types']);
  });
});

describe('an answer', () => {
  it('tells what it answers, who answers and where it is', () => {
    const answer = probeMatches(ID, {
      reference: 'urn:uuid:camera',
      scopes: ['onvif://www.onvif.org/name/A', 'x'],
      xaddrs: ['http://10.0.0.9/a', 'http://10.0.0.9:8080/b'],
    });
    expect(readProbeMatches(answer.toString('utf8'))).toEqual({
      relatesTo: ID,
      matches: [
        { endpointReference: 'urn:uuid:camera', scopes: ['onvif://www.onvif.org/name/A', 'x'], xaddrs: ['http://10.0.0.9/a', 'http://10.0.0.9:8080/b'] },
      ],
    });
  });

  it('may come in the namespaces of 2009', () => {
    const text = probeMatches(ID, { reference: 'r', xaddrs: ['http://10.0.0.9/a'] })
      .toString('utf8')
      .replaceAll('http://schemas.xmlsoap.org/ws/2004/08/addressing', 'http://www.w3.org/2005/08/addressing')
      .replaceAll(WSD, 'http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01');
    expect(readProbeMatches(text)?.matches).toMatchObject([{ endpointReference: 'r', xaddrs: ['http://10.0.0.9/a'] }]);
  });

  it.each([
    ['nothing', ''],
    ['a probe', probeMessage(ID, PROBED_TYPES.device).toString('utf8')],
    ['a document type', `<!DOCTYPE x>${probeMatches(ID, { reference: 'r', xaddrs: [] }).toString('utf8')}`],
    ['an answer cut short', probeMatches(ID, { reference: 'r', xaddrs: [] }).toString('utf8').slice(0, -80)],
    ['an answer to nobody', probeMatches('', { reference: 'r', xaddrs: [] }).toString('utf8')],
    ['deep nesting', '<a>'.repeat(5000)],
  ])('is not %s', (_what, text) => {
    expect(readProbeMatches(text)).toBeUndefined();
  });

  it('is never the end of the search, whatever arrives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(readProbeMatches(`<a>${text}</a>`)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('is read so far and no further', () => {
    const many = probeMatches(ID, {
      reference: `x\u202e${'y'.repeat(999)}`,
      xaddrs: [`http://a/${'b'.repeat(600)}`, ...Array.from({ length: 500 }, () => 'http://10.0.0.1/a')],
    });
    const match = readProbeMatches(many.toString('utf8'))?.matches[0];
    expect([match?.endpointReference.length, match?.endpointReference.includes('\u202e'), match?.xaddrs.length]).toEqual([200, false, 64]);
  });
});

describe('scopes', () => {
  it('tell name, model and maker, and nothing else is taken from them', () => {
    const scopes = [
      'onvif://www.onvif.org/Profile/Streaming',
      'onvif://www.onvif.org/location/city/hanoi',
      'onvif://www.onvif.org/name/HIKVISION%20DS-2CD2043',
      'onvif://www.onvif.org/name/second',
      'onvif://www.onvif.org/hardware/DS-2CD2043%',
      'onvif://www.onvif.org/mfr/Dahua',
      'onvif://evil.example/name/x',
    ];
    expect(readScopeFacts(scopes)).toEqual({ name: 'HIKVISION DS-2CD2043', model: 'DS-2CD2043%', manufacturer: 'Dahua' });
    expect(readScopeFacts(['onvif://www.onvif.org/name/%0a%E2%80%AE'])).toEqual({});
  });
});
