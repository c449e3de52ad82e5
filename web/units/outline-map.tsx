import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitDetail } from '../api/api-types.ts';
import formStyles from '../cameras/camera-form.module.css';
import { GeoOverlay } from '../map/geo-overlay.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS } from '../map/lon-lat-bounds.ts';
import { MapCanvas } from '../map/map-canvas.tsx';

interface OutlineMapProps {
  readonly name: string;
  readonly boundary: NonNullable<UnitDetail['boundary']>;
}

/** The outline of a unit on the map. */
export function OutlineMap({ name, boundary }: OutlineMapProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={formStyles.map}>
      <MapCanvas label={t('units.outlineOf', { name })} bounds={boundsOfCoordinates(boundary.coordinates) ?? COUNTRY_BOUNDS} embedded>
        <GeoOverlay id="unit-outline" geometries={[boundary]} color="#0b4f6c" />
      </MapCanvas>
    </div>
  );
}
