import { Suspense, useState, type ReactElement } from 'react';
import type { LonLat } from '../../domain/geojson.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import type { Place } from '../api/api-types.ts';
import { locationOf } from '../incidents/incident-draft.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { SliderField } from '../ui/slider-field.tsx';
import { LatLonFields } from './lat-lon-fields.tsx';
import { boundsOfCoordinates, type LonLatBounds } from './lon-lat-bounds.ts';
import styles from './place-fields.module.css';
import { PlaceSearch } from './place-search.tsx';
import { useHomeBounds } from './use-home-bounds.ts';

const IncidentPlaceMap = lazyPart(() => import('./incident-place-map.tsx'), 'IncidentPlaceMap');

/** A place with the radius within which it surely lies: degrees as they were typed. */
export interface PlaceDraft {
  readonly latText: string;
  readonly lonText: string;
  readonly uncertaintyM: number;
}

interface PlaceFieldsProps {
  readonly mapLabel: string;
  readonly draft: PlaceDraft;
  readonly change: (part: Partial<PlaceDraft>) => void;
  readonly errorOf?: (field: keyof PlaceDraft) => string | null;
  readonly radius: { readonly label: string; readonly min: number; readonly max: number; readonly typedMax: number; readonly step: number };
}

/** No pin is surer than this, and what reaches further than the other is not settled by a name: it would need an approval. */
const LEAST_M = 15;
const MOST_M = 250;
/** How far around a found place its map shows at least. */
const NEAR_M = 150;

/** A place with its radius: found by its name, clicked on the map or typed. */
export function PlaceFields({ mapLabel, draft, change, errorOf = () => null, radius }: PlaceFieldsProps): ReactElement {
  const home = useHomeBounds();
  const [found, setFound] = useState<LonLatBounds | null>(null);
  const choose = ({ position, radiusM }: Place): void => {
    const [lonDeg, latDeg] = position.coordinates;
    change({ lonText: lonDeg.toFixed(6), latText: latDeg.toFixed(6), uncertaintyM: Math.min(Math.max(Math.round(radiusM), LEAST_M), MOST_M) });
    setFound(boundsOfCoordinates(uncertaintyDisc([lonDeg, latDeg], Math.max(radiusM, NEAR_M)).coordinates));
  };
  return (
    <>
      <PlaceSearch near={middleOf(home.data)} onChoose={choose} />
      <div className={styles.place}>
        <PlaceMap label={mapLabel} draft={draft} change={change} home={home} found={found} />
        <div className={styles.fields}>
          <LatLonFields draft={draft} change={change} latError={errorOf('latText')} lonError={errorOf('lonText')} />
          <SliderField
            {...radius}
            suffix=" m"
            value={draft.uncertaintyM}
            error={errorOf('uncertaintyM')}
            onChange={(uncertaintyM) => change({ uncertaintyM })}
          />
        </div>
      </div>
    </>
  );
}

function middleOf(bounds: LonLatBounds | undefined): LonLat | undefined {
  return bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

interface PlaceMapProps extends Pick<PlaceFieldsProps, 'draft' | 'change'> {
  readonly label: string;
  readonly home: ReturnType<typeof useHomeBounds>;
  readonly found: LonLatBounds | null;
}

function PlaceMap({ label, draft, change, home, found }: PlaceMapProps): ReactElement {
  return (
    <div className={styles.map}>
      {home.isPending ? (
        <LoadingView />
      ) : (
        <Suspense fallback={<LoadingView />}>
          <IncidentPlaceMap
            label={label}
            location={locationOf(draft)}
            uncertaintyM={draft.uncertaintyM}
            {...(home.data ? { home: home.data } : {})}
            {...(found ? { found } : {})}
            onPick={([lonDeg, latDeg]) => change({ lonText: lonDeg.toFixed(6), latText: latDeg.toFixed(6) })}
          />
        </Suspense>
      )}
    </div>
  );
}
