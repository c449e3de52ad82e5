import type { FacetState } from '../../domain/health-facet.ts';
import type { MeasuredImage } from '../../domain/picture-measures.ts';
import { measureImage } from '../../media/image-measures.ts';
import { createModelCamera, fitted, type ModelCamera, type Shot } from './camera-model.ts';
import { headlights, lorry, lowSun, mist, rain, shadow, slightlySoft, web } from './ordinary-conditions.ts';
import { cloth, defocus, foggedGlass, grease, hand, noLight, plasticBag, sprayPaint } from './picture-faults.ts';
import type { PictureScene } from './picture-scene.ts';

/** What a picture truly shows; `undefined` for those that only make history. */
export interface LabelledFrame {
  readonly image: MeasuredImage;
  readonly atMs: number;
  readonly label: FacetState<'picture'> | undefined;
  /** Which condition or fault, for the finer table. */
  readonly kind: string;
}

/** One camera's life, measured. */
export interface CameraStory {
  readonly scene: Pick<PictureScene, 'name' | 'source' | 'half'>;
  /** Two days and nights in good order, one after another. */
  readonly ordinary: readonly LabelledFrame[];
  /** Faults; each begins from what was remembered at the end of the ordinary days. */
  readonly episodes: readonly (readonly LabelledFrame[])[];
}

type Plan = Shot & { readonly kind: string; readonly label?: FacetState<'picture'> };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Midnight in Vietnam before the first day. */
const START_MS = Date.UTC(2026, 10, 1, 17);
const at = (day: number, hour: number, minute = 0): number => START_MS + day * DAY_MS + (hour * 60 + minute) * MINUTE_MS;

/** How a picture is measured. */
export type Measure = (jpeg: Uint8Array) => Promise<MeasuredImage>;

/** A camera and how its pictures are measured. */
interface Studio extends ModelCamera {
  readonly measure: Measure;
}

/** Plays one camera's life. `other` is a place that a turned camera looks at. */
export async function playStory(scene: PictureScene, other: PictureScene, measure: Measure = measureImage): Promise<CameraStory> {
  const camera = { ...createModelCamera(scene), measure };
  const ordinary: LabelledFrame[] = [];
  for (const plan of ordinaryPlans(camera)) ordinary.push(await take(camera, plan));
  const episodes: LabelledFrame[][] = [];
  for (const plan of faultPlans(camera, other)) episodes.push([await take(camera, plan)]);
  for (const night of [false, true]) episodes.push(await sameFile(camera, night), await clockOnly(camera, night));
  return { scene: { name: scene.name, source: scene.source, half: scene.half }, ordinary, episodes };
}

async function take(camera: Studio, plan: Plan): Promise<LabelledFrame> {
  const exposed = await camera.expose(plan);
  const raster = plan.elsewhere === undefined ? exposed : await fitted(exposed, 1280, 720);
  const { atMs, label, kind } = plan;
  return { image: await camera.measure(await camera.encode(raster, atMs, plan.quality)), atMs, label, kind };
}

function ordinaryPlans({ nightLight }: ModelCamera): Plan[] {
  const glow = nightLight === 'infrared';
  const history = [
    ...[9, 11, 14].map((hour) => ({ atMs: at(0, hour), kind: 'history' })),
    ...[20, 22, 25].map((hour) => ({ atMs: at(0, hour), kind: 'history', night: true })),
  ];
  const run = (kind: string, count: number, day: number, hour: number, shot: Omit<Shot, 'atMs'>): Plan[] =>
    Array.from({ length: count }, (_, index) => ({ ...shot, kind, label: 'ok', atMs: at(day, hour, index * 5) }));
  return [
    ...history,
    ...run('morning mist', 3, 1, 6.5, { conditions: [mist] }),
    ...run('plain day', 2, 1, 8, {}),
    ...run('low sun', 2, 1, 8.5, { conditions: [lowSun] }),
    ...run('shadow', 2, 1, 9, { conditions: [shadow] }),
    ...run('lorry', 1, 1, 10, { conditions: [lorry] }),
    ...run('other exposure', 2, 1, 10.5, { gain: 0.6 }),
    ...run('other quality', 1, 1, 11, { quality: 30 }),
    ...run('rain by day', 4, 1, 12, { conditions: [rain(false)] }),
    ...run('a little soft', 1, 1, 14, { conditions: [slightlySoft] }),
    ...run('web by day', 2, 1, 15, { conditions: [web(false)] }),
    ...run('plain night', 2, 1, 19, { night: true }),
    ...run('rain by night', 4, 1, 20, { night: true, conditions: [rain(glow)] }),
    ...run('headlights', 3, 1, 21, { night: true, conditions: [headlights] }),
    ...run('web by night', 2, 1, 22, { night: true, conditions: [web(glow)] }),
    ...run('lamps out', 2, 1, 23, { night: true, level: 0.6 }),
    ...run('plain night', 1, 1, 24, { night: true }),
  ];
}

function faultPlans({ nightLight }: ModelCamera, other: PictureScene): Plan[] {
  const day = (kind: string, label: FacetState<'picture'>, shot: Omit<Shot, 'atMs'>): Plan => ({ ...shot, kind, label, atMs: at(2, 10, 30) });
  const night = (kind: string, label: FacetState<'picture'>, shot: Omit<Shot, 'atMs'>): Plan => ({ ...shot, kind, label, night: true, atMs: at(2, 21, 30) });
  const nearLight = nightLight === 'infrared' ? 1.5 : 0.4;
  return [
    day('cloth by day', 'covered', { conditions: [cloth(1)] }),
    day('plastic bag by day', 'covered', { conditions: [plasticBag] }),
    day('hand by day', 'covered', { conditions: [hand] }),
    day('spray paint by day', 'covered', { conditions: [sprayPaint(1)] }),
    night('cloth by night', 'covered', { conditions: [cloth(nearLight)] }),
    night('spray paint by night', 'covered', { conditions: [sprayPaint(0.4)] }),
    day('defocus 5 px by day', 'blurred', { conditions: [defocus(5)] }),
    day('defocus 10 px by day', 'blurred', { conditions: [defocus(10)] }),
    day('fogged glass by day', 'blurred', { conditions: [foggedGlass] }),
    day('grease by day', 'blurred', { conditions: [grease] }),
    night('defocus 5 px by night', 'blurred', { conditions: [defocus(5)] }),
    night('defocus 10 px by night', 'blurred', { conditions: [defocus(10)] }),
    day('lens cap by day', 'dark', { conditions: [noLight] }),
    night('no light by night', 'dark', { conditions: [noLight] }),
    day('shifted by 10 %', 'moved', { look: { shiftX: 0.1 } }),
    day('shifted by 20 %', 'moved', { look: { shiftX: 0.2 } }),
    day('tilted by 12 %', 'moved', { look: { shiftY: -0.12 } }),
    day('rolled by 8°', 'moved', { look: { rotateDeg: 8 } }),
    day('turned away', 'moved', { elsewhere: other }),
    night('shifted by 10 % by night', 'moved', { look: { shiftX: 0.1 } }),
    night('shifted by 20 % by night', 'moved', { look: { shiftX: 0.2 } }),
    night('turned away by night', 'moved', { elsewhere: other }),
  ];
}

const timeOf = (night: boolean): number => at(2, night ? 21 : 10, 30);

/** The very same file again and again. */
async function sameFile(camera: Studio, night: boolean): Promise<LabelledFrame[]> {
  const atMs = timeOf(night);
  const image = await camera.measure(await camera.encode(await camera.expose({ atMs, night }), atMs));
  const kind = `same file by ${night ? 'night' : 'day'}`;
  return [0, 1].map((index) => ({ image, atMs: atMs + index * 5 * MINUTE_MS, label: index === 1 ? 'frozen' : undefined, kind }));
}

/** The picture stands still, but the device's clock goes on and each file is encoded anew: by day for twenty minutes, by night for an hour. */
async function clockOnly(camera: Studio, night: boolean): Promise<LabelledFrame[]> {
  const raster = await camera.expose({ atMs: timeOf(night), night });
  const last = night ? 12 : 4;
  const frames: LabelledFrame[] = [];
  for (let index = 0; index <= last; index++) {
    const atMs = timeOf(night) + index * 5 * MINUTE_MS;
    const image = await camera.measure(await camera.encode(raster, atMs));
    frames.push({ image, atMs, label: index === last ? 'frozen' : undefined, kind: `clock goes on by ${night ? 'night' : 'day'}` });
  }
  return frames;
}
