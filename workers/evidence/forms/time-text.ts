import { vietnamTimeText } from '../../../domain/vietnam-time-text.ts';

/** An instant of a manifest as people write it in Viet Nam: `dd/mm/yyyy HH:mm:ss`. */
export function timeText(iso: string): string {
  return vietnamTimeText(Date.parse(iso));
}

/** The same with milliseconds: for what is compared. */
export function exactTimeText(iso: string): string {
  return `${timeText(iso)},${iso.slice(20, 23)}`;
}
