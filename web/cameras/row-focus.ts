import { scrollerOf } from '../ui/scroller-of.ts';

/** Where the focus is in a list of cameras: whose row, and the how-manieth of what can have it there, from 0. */
interface RowFocus {
  readonly cameraId: string;
  readonly place: number;
  /** Whether the row was in sight, and is to be so again: rows that are not drawn yet only have the height of a usual one. */
  readonly isSeen: boolean;
}

/** Lets the focus outlive that rows are drawn by other means from now on. */
export interface FocusKeeper {
  /** Whose row had the focus in the list that went; undefined when none had, or it was given back. */
  cameraId(): string | undefined;
  /** Notes where the focus is in a list that goes, if it is in it. */
  keep(list: HTMLElement): void;
  /** Gives the focus back in the list that came, once the row is there. */
  giveBack(list: HTMLElement): void;
}

export function createFocusKeeper(): FocusKeeper {
  let kept: RowFocus | null = null;
  return {
    cameraId: () => kept?.cameraId,
    keep: (list) => {
      // rows that stood in for others meanwhile may not have had it
      kept = rowFocusIn(list) ?? kept;
    },
    giveBack: (list) => {
      if (kept !== null && giveRowFocus(list, kept)) kept = null;
    },
  };
}

const CAN_HAVE_FOCUS = 'a[href], button';

/** The focus within `list`, whose rows say in `data-camera` whose they are; null when it is elsewhere. */
function rowFocusIn(list: HTMLElement): RowFocus | null {
  const { activeElement } = list.ownerDocument;
  const row = list.contains(activeElement) ? activeElement?.closest<HTMLElement>('[data-camera]') : null;
  const cameraId = row?.dataset['camera'];
  if (!row || !activeElement || cameraId === undefined) return null;
  return { cameraId, place: [...row.querySelectorAll(CAN_HAVE_FOCUS)].indexOf(activeElement), isSeen: isInSight(row) };
}

/** Gives the focus back, unless it has gone elsewhere meanwhile. False: the row is not there, or not yet. */
function giveRowFocus(list: HTMLElement, { cameraId, place, isSeen }: RowFocus): boolean {
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
