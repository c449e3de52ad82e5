import type { ReactElement } from 'react';
import type { CameraState } from '../../domain/camera-terms.ts';
import { STATE_SYMBOLS } from './state-symbol.ts';

/** A state's symbol; decoration, its name stands beside it. */
export function StateIcon({ state, size = 22 }: { readonly state: CameraState; readonly size?: number }): ReactElement {
  const symbol = STATE_SYMBOLS[state];
  return (
    <svg width={size} height={size} viewBox="-1 -1 26 26" aria-hidden="true" focusable="false" style={{ flexShrink: 0 }}>
      <path d={symbol.shapePath} fill={symbol.fill} stroke={symbol.edge} strokeWidth="1.500" strokeLinejoin="round" />
      <path d={symbol.markPath} fill="none" stroke={symbol.mark} strokeWidth="2.600" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
