import { describe, expect, it } from 'vitest';
import { incidentCreateWire, incidentPatchWire } from '../../../domain/wire/incident-wire.ts';
import type { Incident } from '../../../web/api/api-types.ts';
import {
  changeOfDraft,
  draftNeedsApproval,
  draftOfIncident,
  emptyIncidentDraft,
  incidentOfDraft,
  problemsOfIncident,
  recentSpan,
  type IncidentDraft,
} from '../../../web/incidents/incident-draft.ts';
import { rangeOfDays } from '../../../web/incidents/use-incident-filter.ts';

const nowMs = Date.parse('2026-11-22T01:10:00.000Z');
const filled: IncidentDraft = {
  ...emptyIncidentDraft(nowMs),
  category: 'traffic_accident',
  fromTime: '8h00',
  toTime: '8:05',
  latText: '11.7891',
  lonText: '108.2433',
  summary: ' Hai xe máy va quệt. ',
};

describe('a filled incident form', () => {
  it('has no problems and makes a body that the API takes', () => {
    expect(problemsOfIncident(filled)).toEqual({});
    const body = incidentCreateWire.parse(incidentOfDraft(filled));
    expect(new Date(body.occurredFrom).toISOString()).toBe('2026-11-22T01:00:00.000Z');
    expect(new Date(body.occurredTo).toISOString()).toBe('2026-11-22T01:05:00.000Z');
    expect(body).toMatchObject({ category: 'traffic_accident', uncertaintyM: 15, summary: 'Hai xe máy va quệt.' });
  });

  it('begins with the day of Vietnam, also when it is still yesterday in UTC', () => {
    expect(emptyIncidentDraft(Date.parse('2026-11-21T18:00:00Z')).fromDay).toBe('22/11/2026');
  });

  it('fills in the last hour across midnight', () => {
    expect(recentSpan(Date.parse('2026-11-21T17:20:00Z'), 3_600_000)).toEqual({
      fromDay: '21/11/2026',
      fromTime: '23:20',
      toDay: '22/11/2026',
      toTime: '00:20',
    });
  });
});

describe('an incident form with mistakes', () => {
  it.each([
    [{ category: '' }, 'category', 'required'],
    [{ fromDay: '22-2026' }, 'fromDay', 'day'],
    [{ fromTime: '25:00' }, 'fromTime', 'time'],
    [{ toTime: '7:59' }, 'toTime', 'endBeforeBegin'],
    [{ toTime: '8:00' }, 'toTime', 'endBeforeBegin'],
    [{ latText: '' }, 'latText', 'latitude'],
    [{ lonText: '208' }, 'lonText', 'longitude'],
  ])('%o is pointed out at %s as %s and not sent', (change, field, problem) => {
    const draft = { ...filled, ...change };
    expect(problemsOfIncident(draft)).toEqual({ [field]: problem });
    expect(incidentOfDraft(draft)).toBeNull();
  });
});

describe('a form of an incident that is corrected', () => {
  const incident = {
    category: 'brawl',
    occurredFrom: '2026-11-22T01:00:10.250Z',
    occurredTo: '2026-11-22T01:00:50.250Z',
    location: { type: 'Point', coordinates: [108.24331234, 11.78915678] as readonly number[] },
    uncertaintyM: 12.5,
    summary: 'Đánh nhau.',
  } as Incident;
  const before = draftOfIncident(incident);

  it('shows seconds where there are some, and has no problems', () => {
    expect(before).toMatchObject({ fromDay: '22/11/2026', fromTime: '08:00:10', toTime: '08:00:50', latText: '11.789157' });
    expect(draftOfIncident({ ...incident, occurredTo: '2026-11-22T01:05:00.000Z' } as Incident).toTime).toBe('08:05');
    expect(problemsOfIncident({ ...before, category: 'theft' })).toEqual({});
  });

  it('sends only what was changed: what is more exact than the fields stays as it was', () => {
    expect(changeOfDraft(before, before)).toBeNull();
    expect(changeOfDraft(before, { ...before, category: 'theft' })).toEqual({ category: 'theft' });
    const moved = changeOfDraft(before, { ...before, toTime: '8:03', latText: '11.79' });
    expect(moved).toEqual({ occurredTo: '2026-11-22T08:03:00+07:00', location: { type: 'Point', coordinates: [108.243312, 11.79] } });
    expect(incidentPatchWire.safeParse(moved).success).toBe(true);
    expect(changeOfDraft(before, { ...before, toTime: '7:59' })).toBeNull();
  });
});

describe('the limits beyond which another person has to approve', () => {
  it('are not passed by 24 hours and 250 m', () =>
    expect(draftNeedsApproval({ ...filled, fromDay: '21/11/2026', toTime: '8:00', uncertaintyM: 250 })).toBe(false));
  it('are passed by a minute more', () => expect(draftNeedsApproval({ ...filled, fromDay: '21/11/2026', toTime: '8:01' })).toBe(true));
  it('are passed by a metre more', () => expect(draftNeedsApproval({ ...filled, uncertaintyM: 251 })).toBe(true));
  it('are told by the radius alone while the times are missing', () => expect(draftNeedsApproval({ ...filled, fromTime: '', uncertaintyM: 300 })).toBe(true));
});

describe('days in the filter of the list', () => {
  it('reach from the first second of one to the last of the other', () => {
    expect(rangeOfDays('1/11/2026', '22/11/2026')).toEqual({ from: '2026-11-01T00:00:00+07:00', to: '2026-11-22T23:59:59+07:00' });
  });
  it('narrow nothing while they can not be read', () => expect(rangeOfDays('1/11', '')).toEqual({ from: undefined, to: undefined }));
});
