import type { ReactElement } from 'react';

/** Outlines on a grid of 24. */
export const MENU_ICONS = {
  map: 'M9 4 3 6.500v13.500l6-2.500 6 2.500 6-2.500V4l-6 2.500L9 4zm0 0v13.500m6-11v13.500',
  chart: 'M4 20h16M6 20v-7h3v7m2 0V5h3v15m2 0v-10h3v10',
  camera: 'M3 8h12v9H3zm12 3 6-3v9l-6-3M9 20h0',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 21 21',
  recorder: 'M3 7h18v10H3zM7 12h.01M11 12h6',
  network: 'M9 3h6v5H9zM3 16h6v5H3zm12 0h6v5h-6zM12 8v4M6 16v-4h12v4',
  list: 'M8 6h13M8 12h13M8 18h13M3.500 6h.01M3.500 12h.01M3.500 18h.01',
  wrench:
    'M14.700 6.300a4.500 4.500 0 0 0-5.900 5.600L3.500 17.200a2.300 2.300 0 1 0 3.300 3.300l5.300-5.300a4.500 4.500 0 0 0 5.600-5.900l-2.900 2.900-2.600-.700-.700-2.600z',
  plus: 'M12 4v16M4 12h16',
  upload: 'M12 16V4m-5 5 5-5 5 5M4 16v4h16v-4',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 8c0-4 3.600-6 8-6s8 2 8 6',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15zm4 5h4',
  siren: 'M6 19v-6a6 6 0 0 1 12 0v6M4 19h16v2H4zM12 3v1M4.500 6l1 .800m14-.800-1 .800M12 10v4',
  inbox: 'M4 5h16v14H4zM4 13h5l1.500 2.500h3L15 13h5M8 9h8',
  eraser: 'M4 15.500 13.500 6l6.500 6.500-7.500 7.500H8.500zM9 10.500l6.500 6.500M12.500 20H21',
  gear: 'M4 7h9m4 0h3M4 17h3m4 0h9M15 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zm-6 10a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  target: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0-3v5m0 10v5M2 12h5m10 0h5',
  calendar: 'M4 6h16v14H4zM4 11h16M8 3v5M16 3v5',
} as const;

/** An icon of the menu; decoration beside its text. */
export function MenuIcon({ name, size = 22 }: { readonly name: keyof typeof MENU_ICONS; readonly size?: number }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={MENU_ICONS[name]} />
    </svg>
  );
}
