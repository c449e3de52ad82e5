import type { ReactElement } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

interface TrendChartProps {
  readonly points: readonly { readonly name: string; readonly value: number | null }[];
  readonly kind: 'line' | 'bar';
  /** Upper end of the scale. */
  readonly most: number | 'auto';
  readonly write: (value: number) => string;
}

const COLOUR = '#0b4f6c';
const TICK = { fontSize: 12, fill: '#17242c' };

/** A series drawn over time. Where nothing is known the line has a gap. */
export function TrendChart({ points, kind, most, write }: TrendChartProps): ReactElement {
  return (
    <ResponsiveContainer width="100%" height={220}>
      <ComposedChart data={[...points]} margin={{ top: 18, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="#d3dce1" vertical={false} />
        <XAxis dataKey="name" tick={TICK} tickFormatter={shorten} minTickGap={12} />
        <YAxis domain={[0, most]} tick={TICK} tickFormatter={write} width={56} allowDecimals={most !== 'auto'} />
        <Tooltip formatter={(value) => write(Number(value))} separator="" />
        {kind === 'line' ? (
          <Line dataKey="value" name="" stroke={COLOUR} strokeWidth={2} dot={{ r: 2 }} isAnimationActive={false} />
        ) : (
          <Bar dataKey="value" name="" fill={COLOUR} isAnimationActive={false} label={{ ...TICK, position: 'top' }} />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** `22/11` of `22/11/2026`; a month keeps its year. */
function shorten(name: string): string {
  return name.length > 7 ? name.slice(0, 5) : name;
}
