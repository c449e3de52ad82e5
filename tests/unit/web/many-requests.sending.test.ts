import { describe, expect, it } from 'vitest';
import type { Candidate, Incident } from '../../../web/api/api-types.ts';
import { commonSpan, isRequestable, seesWithFootage, sendEach, spanOfCamera, type SentRequest } from '../../../web/requests/many-requests.ts';

const incidentOf = (more: object = {}) =>
  ({
    category: 'brawl',
    wasGathering: false,
    nearGathering: false,
    occurredFrom: '2026-11-22T01:00:00.400Z',
    occurredTo: '2026-11-22T01:05:00.600Z',
    ...more,
  }) as unknown as Incident;
const clock = { offsetMs: 61_000, uncertaintyMs: 900, method: 'onvif', readAt: '2026-11-22T01:00:00Z' } as Candidate['clock'];

describe('several requests in one act', () => {
  it('begin with the time of the incident in full seconds, and half an hour at most of a gathering', () => {
    expect(commonSpan(incidentOf())).toEqual({ fromMs: Date.parse('2026-11-22T01:00:00Z'), toMs: Date.parse('2026-11-22T01:05:01Z') });
    const long = commonSpan(incidentOf({ nearGathering: true, occurredTo: '2026-11-22T03:00:00Z' }));
    expect(long.toMs - long.fromMs).toBe(30 * 60_000);
  });

  it('ask each camera for as much more as its own clock may be wrong, in full seconds, never beyond what it may be asked for', () => {
    const incident = incidentOf();
    const common = commonSpan(incident);
    const lengthOf = ({ from, to }: { from: string; to: string }) => {
      expect([Date.parse(from) % 1000, Date.parse(to) % 1000]).toEqual([0, 0]);
      return [(common.fromMs - Date.parse(from)) / 1000, (Date.parse(to) - common.toMs) / 1000];
    };
    const [before, after] = lengthOf(spanOfCamera(incident, { clock }, common, true));
    expect(before).toBeGreaterThanOrEqual(1);
    expect(after).toBeLessThanOrEqual(2);
    expect(lengthOf(spanOfCamera(incident, { clock: null }, common, true))[0]).toBeGreaterThan(600);
    expect(lengthOf(spanOfCamera(incident, { clock: null }, common, false))).toEqual([0, 0]);
    expect(lengthOf(spanOfCamera(incidentOf({ nearGathering: true }), { clock: null }, common, true))).toEqual([0, 0]);
    const outside = { fromMs: common.fromMs - 86_400_000, toMs: common.toMs - 86_400_000 };
    expect(Date.parse(spanOfCamera(incident, { clock }, outside, true).from)).toBe(outside.fromMs);
  });

  it('choose all that see the place and have footage, but none that was ruled out', () => {
    const of = (sees: string, availability: string) => seesWithFootage({ sees, availability } as Candidate);
    expect([of('full', 'on_hand'), of('partial', 'at_edge'), of('none', 'on_hand'), of('full', 'lost'), of('full', 'unknown')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([isRequestable({ link: null }), isRequestable({ link: { verdict: 'rejected' } as Candidate['link'] })]).toEqual([true, false]);
  });

  it('go on when one is refused, one after the other, and tell how each fares', async () => {
    const told: [string, SentRequest['state']][] = [];
    let under = 0;
    await sendEach(
      ['a', 'b', 'c'].map((cameraId) => ({ cameraId, body: {} })),
      async ({ cameraId }) => {
        under += 1;
        expect(under).toBe(1);
        await Promise.resolve();
        under -= 1;
        if (cameraId === 'b') throw new Error('refused');
      },
      (cameraId, { state }) => told.push([cameraId, state]),
    );
    expect(told).toEqual([
      ['a', 'sending'],
      ['a', 'sent'],
      ['b', 'sending'],
      ['b', 'failed'],
      ['c', 'sending'],
      ['c', 'sent'],
    ]);
  });
});
