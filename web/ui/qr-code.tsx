import type { ReactElement } from 'react';
import { encode } from 'uqr';
import styles from './qr-code.module.css';

interface QrCodeProps {
  /** What it says. */
  readonly text: string;
  /** What it is for, to whoever can't see it. */
  readonly label: string;
}

/** A QR code, drawn here: what it says may be a secret, and goes to nobody. */
export function QrCode({ text, label }: QrCodeProps): ReactElement {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
