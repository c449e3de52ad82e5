import { scrollerOf } from '../ui/scroller-of.ts';

/** Where the focus is in a list of cameras: whose row, and the how-manieth of what can have it there, from 0. */
export interface RowFocus {
  readonly cameraId: string;
  readonly place: number;
  /** Whether the row was in sight, and is to be so again: rows that are not drawn yet only have the height of a usual one. */
  readonly isSeen: boolean;
}

const CAN_HAVE_FOCUS = 'a[href], button';

/** The focus within `list`, whose rows say in `data-camera` whose they are; null when it is elsewhere. */
export function rowFocusIn(list: HTMLElement): RowFocus | null {
  const { activeElement } = list.ownerDocument;
  const row = list.contains(activeElement) ? activeElement?.closest<HTMLElement>('[data-camera]') : null;
  const cameraId = row?.dataset['camera'];
  if (!row || !activeElement || cameraId === undefined) return null;
  return { cameraId, place: [...row.querySelectorAll(CAN_HAVE_FOCUS)].indexOf(activeElement), isSeen: isInSight(row) };
}

/** Gives the focus back, unless it has gone elsewhere meanwhile. False: the row is not there, or not yet. */
export function giveRowFocus(list: HTMLElement, { cameraId, place, isSeen }: RowFocus): boolean {
  const { activeElement, body } = list.ownerDocument;
  if (activeElement !== null && activeElement !== body) return true;
  const row = list.querySelector(`[data-camera="${CSS.escape(cameraId)}"]`);
  const target = row?.querySelectorAll<HTMLElement>(CAN_HAVE_FOCUS)[Math.max(0, place)];
  target?.focus({ preventScroll: !isSeen });
  return target !== undefined;
}

function isInSight(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  const around = scrollerOf(row)?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight };
  return bottom > around.top && top < around.bottom;
}
