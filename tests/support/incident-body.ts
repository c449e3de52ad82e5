/** A small traffic accident of five minutes in the test town's market, as `POST /incidents` takes it. */
export function incidentBody(startMs: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    category: 'traffic_accident',
    occurredFrom: new Date(startMs).toISOString(),
    occurredTo: new Date(startMs + 5 * 60_000).toISOString(),
    location: { type: 'Point', coordinates: [108.2353, 11.795] },
    uncertaintyM: 8,
    summary: 'Va chạm giữa hai xe máy trước chợ',
    ...changes,
  };
}
