import type { ReactElement } from 'react';

/** A leaf of a calendar. */
export function CalendarIcon(): ReactElement {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M4 6h16v14H4zM4 11h16M8 3v5M16 3v5" />
    </svg>
  );
}
