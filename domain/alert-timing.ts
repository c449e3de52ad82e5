/** How long a fault waits for others of the same cause before it makes an alert: each camera is pinged once a minute, at its own second. */
export const ALERT_DELAY_MS = 60_000;

/** A camera that comes and goes makes an alert even if it happens to be back when it is looked at. */
const FLAPPING_FROM = 3;

/** A fault without an alert. */
export interface WaitingFault {
  readonly noticedAtMs: number;
  readonly recovered: boolean;
  readonly flapCount: number;
}

/** Whether an alert is due for a fault. Pure. */
export function isAlertDue({ noticedAtMs, recovered, flapCount }: WaitingFault, nowMs: number): boolean {
  return recovered ? flapCount >= FLAPPING_FROM : nowMs - noticedAtMs >= ALERT_DELAY_MS;
}

/** Up to this share of a group may still be faulty when its alert ends; what is left over gets an alert of its own. */
const LEFT_OVER_SHARE = 0.25;

/** Whether an alert is over. Pure. */
export function isAlertOver({ kind, total, unclosed }: { readonly kind: 'camera' | 'group'; readonly total: number; readonly unclosed: number }): boolean {
  return unclosed === 0 || (kind === 'group' && unclosed <= total * LEFT_OVER_SHARE);
}
