import { lazy, Suspense, type ReactElement } from 'react';
import { locationOf } from '../incidents/incident-draft.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { SliderField } from '../ui/slider-field.tsx';
import { LatLonFields } from './lat-lon-fields.tsx';
import styles from './place-fields.module.css';
import { useHomeBounds } from './use-home-bounds.ts';

const IncidentPlaceMap = lazy(async () => ({ default: (await import('./incident-place-map.tsx')).IncidentPlaceMap }));

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

/** A place with its radius, clicked on the map or typed. */
export function PlaceFields({ mapLabel, draft, change, errorOf = () => null, radius }: PlaceFieldsProps): ReactElement {
  return (
    <div className={styles.place}>
      <PlaceMap label={mapLabel} draft={draft} change={change} />
      <div className={styles.fields}>
        <LatLonFields draft={draft} change={change} latError={errorOf('latText')} lonError={errorOf('lonText')} />
        <SliderField {...radius} suffix=" m" value={draft.uncertaintyM} error={errorOf('uncertaintyM')} onChange={(uncertaintyM) => change({ uncertaintyM })} />
      </div>
    </div>
  );
}

function PlaceMap({ label, draft, change }: Pick<PlaceFieldsProps, 'draft' | 'change'> & { readonly label: string }): ReactElement {
  const home = useHomeBounds();
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
            onPick={([lonDeg, latDeg]) => change({ lonText: lonDeg.toFixed(6), latText: latDeg.toFixed(6) })}
          />
        </Suspense>
      )}
    </div>
  );
}
