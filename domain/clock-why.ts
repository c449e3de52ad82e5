import type { ClockNotes } from './clock-notes.ts';
import type { WhyCode } from './linking-why.ts';

/** What a person should know of a camera's clock besides its offset, as reasons. */
export function clockWhy(notes: ClockNotes | null): WhyCode[] {
  if (notes === null) return [];
  const { diagnosis, step, contradicts } = notes;
  return [
    ...diagnosisWhy(diagnosis),
    ...(step ? [{ code: 'clock_step', params: { fromMs: step.fromMs, toMs: step.toMs, changeMs: step.changeMs } } as const] : []),
    ...(contradicts ? [{ code: 'clock_contradicts', params: {} } as const] : []),
  ];
}

function diagnosisWhy({ kind, zone }: ClockNotes['diagnosis']): WhyCode[] {
  if (kind === 'time_zone') return [{ code: 'clock_time_zone', params: { zone: zone ?? '' } }];
  if (kind === 'right' || kind === 'ahead' || kind === 'behind') return [];
  return [{ code: `clock_${kind}`, params: {} }];
}
