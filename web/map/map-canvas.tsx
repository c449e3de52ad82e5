import { Map as MapView, type MapRef, NavigationControl, ScaleControl } from '@vis.gl/react-maplibre';
import * as maplibre from 'maplibre-gl';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { BaseMapNotice } from './base-map-notice.tsx';
import type { LonLatBounds } from './lon-lat-bounds.ts';
import styles from './map-canvas.module.css';
import { MapPrintCopy } from './map-print-copy.tsx';
import { mapPartsReady } from './maplibre-setup.ts';
import { addStateImages } from './state-images.ts';
import { UnitLabels } from './unit-labels.tsx';
import { type BaseMap, useBaseMap } from './use-base-map.ts';
import { useMapLocale } from './use-map-locale.ts';
import { hasWebGl } from './webgl-support.ts';

interface MapCanvasProps {
  /** What the map shows, for screen readers. */
  readonly label: string;
  /** What is in view first; another value later moves the view there. */
  readonly bounds: LonLatBounds;
  /** Part of a page that scrolls: then one finger scrolls the page and two move the map. */
  readonly embedded?: boolean;
  readonly clickableLayers?: string[];
  readonly onClick?: (event: maplibre.MapLayerMouseEvent) => void;
  /** A click puts something on the map. */
  readonly picking?: boolean;
  readonly children?: ReactNode;
}

/** A map with our base style, or the configured one, under whatever `children` draw, on paper too; where maps can't be drawn it says so. */
export function MapCanvas(props: MapCanvasProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const baseMap = useBaseMap();
  const partsReady = usePartsReady();
  if (!hasWebGl()) return <EmptyView text={t('map.noWebGl')} />;
  if (baseMap === undefined || !partsReady) return <LoadingView />;
  return <MapSurface key={language} {...props} baseMap={baseMap} />;
}

function MapSurface({ baseMap, ...props }: MapCanvasProps & { readonly baseMap: BaseMap }): ReactElement {
  const [loaded, setLoaded] = useState(false);
  const [hovering, setHovering] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapRef>(null);
  const locale = useMapLocale();
  useFollowBounds(map, props.bounds);
  return (
    <div ref={frame} className={styles.frame} role="region" aria-label={props.label}>
      <MapView
        ref={map}
        onError={({ error }: { readonly error: Error }) => {
          // a page that is left while its map is being made takes the map's place away: nobody misses it
          if (frame.current !== null && !isCutOff(error)) reportError(error);
        }}
        initialViewState={{ bounds: [...props.bounds], fitBoundsOptions: FIT }}
        mapStyle={baseMap.style}
        // its own way would be a second fetch of what is here
        mapLib={maplibre}
        locale={locale}
        attributionControl={baseMap.isForeign ? { compact: true } : false}
        cooperativeGestures={props.embedded ?? false}
        dragRotate={false}
        pitchWithRotate={false}
        touchPitch={false}
        fadeDuration={labelFadeMs()}
        interactiveLayerIds={loaded ? (props.clickableLayers ?? []) : []}
        cursor={props.picking ? 'crosshair' : hovering ? 'pointer' : 'grab'}
        onMouseEnter={() => setHovering(true)}
        onMouseLeave={() => setHovering(false)}
        onClick={(event: maplibre.MapLayerMouseEvent) => props.onClick?.(event)}
        // the style alone is enough to draw on: "load" waits for every tile in sight
        onStyleData={({ target }: { readonly target: maplibre.Map }) => {
          if (loaded) return;
          addStateImages(target);
          target.touchZoomRotate.disableRotation();
          setLoaded(true);
        }}
      >
        <NavigationControl position="top-right" showCompass={false} />
        <ScaleControl position="bottom-left" />
        {loaded && baseMap.hasUnits && <UnitLabels />}
        {loaded && props.children}
        <MapPrintCopy />
      </MapView>
      {baseMap.problem !== undefined && <BaseMapNotice problem={baseMap.problem} />}
    </div>
  );
}

/** What doesn't come for want of a connection is no fault of the map's: the line at the top says so for the whole page. */
const isCutOff = (error: Error): boolean => error instanceof maplibre.AJAXError && error.status === 0;

/** How long a label takes to appear, during which the whole map is drawn again and again: not where less motion is asked for. */
const labelFadeMs = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300);

const FIT = { padding: 48, maxZoom: 17, animate: true, duration: 400 };

function useFollowBounds(map: { readonly current: MapRef | null }, bounds: LonLatBounds): void {
  const shown = useRef(bounds.join());
  useEffect(() => {
    if (shown.current === bounds.join()) return;
    shown.current = bounds.join();
    map.current?.fitBounds([...bounds], FIT);
  }, [map, bounds]);
}

function usePartsReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let mounted = true;
    void mapPartsReady().then(() => mounted && setReady(true));
    return () => {
      mounted = false;
    };
  }, []);
  return ready;
}
