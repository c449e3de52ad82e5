/** Files that ffmpeg reads the texts of a watermark from: what people are called never stands in a filter's own words. */
export interface WatermarkFiles {
  readonly fontPath: string;
  /** Who and for whom, in the corner and wandering over the picture. */
  readonly whoPath: string;
  /** The case. */
  readonly whatPath: string;
  /** The time, with ffmpeg's own expansions. */
  readonly timePath: string;
}

/** Large enough to be read on a telephone, small enough that the picture stays whole. */
const SIZE = 'max(11\\,h/40)';
const CORNER = `fontsize=${SIZE}:fontcolor=white:box=1:boxcolor=black@0.55:boxborderw=4:x=w/80`;
const FAINT = `fontsize=${SIZE}:fontcolor=white@0.30:shadowcolor=black@0.30:shadowx=1:shadowy=1`;

/** Two ways that never stand still at one place and never meet: whoever cuts one off has the other. */
const WAYS = ['x=(w-tw)*(0.5+0.5*sin(t/4)):y=(h-3*lh)*(0.25+0.2*sin(t/3+1))', 'x=(w-tw)*(0.5-0.5*sin(t/5+0.4)):y=(h-3*lh)*(0.65+0.2*sin(t/3.7))'];

/**
 * A value within a filter graph: once for the filter's options, once for the graph (ffmpeg-filters, "Notes on filtergraph escaping").
 */
function escaped(value: string): string {
  return value.replaceAll(/[\\':]/g, String.raw`\$&`).replaceAll(/[\\'[\],;]/g, String.raw`\$&`);
}

/** ffmpeg's filters (`-vf`) that write a watermark: three lines in the lower left corner, and the first one faintly twice more, moving. */
export function watermarkFilter({ fontPath, whoPath, whatPath, timePath }: WatermarkFiles): string {
  const draw = (path: string, expansion: 'none' | 'normal', rest: string): string =>
    `drawtext=fontfile=${escaped(fontPath)}:textfile=${escaped(path)}:expansion=${expansion}:${rest}`;
  return [
    draw(whoPath, 'none', `${CORNER}:y=h-4.2*lh`),
    draw(whatPath, 'none', `${CORNER}:y=h-2.9*lh`),
    draw(timePath, 'normal', `${CORNER}:y=h-1.6*lh`),
    ...WAYS.map((way) => draw(whoPath, 'none', `${FAINT}:${way}`)),
  ].join(',');
}

const VIETNAM_S = 7 * 3600;

/** The running time of a copy whose first picture was taken at `trueFromMs`, as `drawtext` expands it: `dd/mm/yyyy hh:mm:ss` in Viet Nam, then how exact it is. */
export function runningTimeText(trueFromMs: number, exact: string): string {
  return `%{pts:gmtime:${(trueFromMs / 1000 + VIETNAM_S).toFixed(3)}:%d/%m/%Y %T} ${exact}`;
}
