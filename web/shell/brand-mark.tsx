import type { ReactElement } from 'react';

/** The sign of the product, an eye; decoration only. */
export function BrandMark({ size = 34 }: { readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b4f6c" />
      <path d="M4 16c3.4-5.2 7.4-7.8 12-7.8S24.600 10.800 28 16c-3.400 5.200-7.400 7.800-12 7.800S7.400 21.200 4 16z" fill="#fff" />
      <circle cx="16" cy="16" r="4.600" fill="#0b4f6c" />
      <circle cx="17.600" cy="14.400" r="1.400" fill="#fff" />
    </svg>
  );
}
