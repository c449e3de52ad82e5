import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import type { Bench, BenchFigure } from './bench-result.ts';
import { firstLoadFigures } from './web/first-load.ts';
import { incidentSaveFigures } from './web/incident-save.ts';
import { longListFigures } from './web/long-list.ts';
import { manyCandidatesFigures } from './web/many-candidates.ts';
import { movingMapFigures } from './web/moving-map.ts';

const PARTS: Readonly<Record<string, Bench>> = {
  load: firstLoadFigures,
  save: incidentSaveFigures,
  candidates: manyCandidatesFigures,
  list: longListFigures,
  map: movingMapFigures,
};

/** Which parts to measure. @throws RangeError for one that isn't there. */
function chosenParts(): readonly Bench[] {
  const names = (process.env['MATPHO_BENCH_PARTS'] ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new RangeError(`MATPHO_BENCH_PARTS takes ${Object.keys(PARTS).join(', ')}, not "${unknown}"`);
  return Object.entries(PARTS).flatMap(([name, part]) => (names.length === 0 || names.includes(name) ? [part] : []));
}

/**
 * The web application in Debian's Chromium, drawn without a graphics processor, on the built service and PostgreSQL: its first load, a long list, the map and the way from an incident to its candidates. `MATPHO_BENCH_PARTS` leaves some of
 * `load,save,candidates,list,map` out.
 */
export const webBench: Bench = async (progress) => {
  await ensurePackages();
  const figures: BenchFigure[] = [];
  for (const part of chosenParts()) figures.push(...(await part(progress)));
  return figures;
};
