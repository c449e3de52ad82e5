import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { ArchiveContent, VectorSchema } from '../../domain/map/archive-content.ts';
import type { Language } from '../i18n/language.ts';
import { MAP_FONT, MAP_COLOURS, roadWidth, unitBoundaries, unitSources } from './base-style.ts';

/** An archive of tiles that can be drawn. */
export interface DrawableArchive {
  /** With scheme and host. */
  readonly address: string;
  readonly content: Extract<ArchiveContent, { kind: 'pictures' | 'vector' }>;
  /** Who made the map; empty when the archive doesn't say. */
  readonly attribution: string;
}

/** Where a schema has what we draw: a layer of the tiles, the field that tells kinds apart, and the kinds. */
interface LayerOfKind {
  readonly layer: string;
  readonly field: string;
  readonly kinds: readonly string[];
}

interface SchemaLayers {
  readonly green: readonly LayerOfKind[];
  readonly water: string;
  readonly rivers: string;
  readonly buildings: string;
  readonly mainRoads: LayerOfKind;
  readonly smallRoads: LayerOfKind;
  readonly paths: LayerOfKind;
  readonly roadNames: string;
  readonly waterNames: string;
  readonly towns: LayerOfKind;
  readonly quarters: LayerOfKind;
}

/** Protomaps' basemap, version 4; OpenMapTiles 3. */
const SCHEMAS: Readonly<Record<VectorSchema, SchemaLayers>> = {
  protomaps: {
    green: [
      { layer: 'landuse', field: 'kind', kinds: ['park', 'forest', 'wood', 'grass', 'garden', 'cemetery', 'nature_reserve', 'national_park', 'golf_course'] },
    ],
    water: 'water',
    rivers: 'water',
    buildings: 'buildings',
    mainRoads: { layer: 'roads', field: 'kind', kinds: ['highway', 'major_road'] },
    smallRoads: { layer: 'roads', field: 'kind', kinds: ['minor_road'] },
    paths: { layer: 'roads', field: 'kind', kinds: ['path'] },
    roadNames: 'roads',
    waterNames: 'water',
    towns: { layer: 'places', field: 'kind', kinds: ['country', 'region', 'locality'] },
    quarters: { layer: 'places', field: 'kind', kinds: ['macrohood', 'neighbourhood'] },
  },
  openmaptiles: {
    green: [
      { layer: 'landcover', field: 'class', kinds: ['wood', 'grass'] },
      { layer: 'landuse', field: 'class', kinds: ['cemetery'] },
    ],
    water: 'water',
    rivers: 'waterway',
    buildings: 'building',
    mainRoads: { layer: 'transportation', field: 'class', kinds: ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'] },
    smallRoads: { layer: 'transportation', field: 'class', kinds: ['minor', 'service', 'track'] },
    paths: { layer: 'transportation', field: 'class', kinds: ['path'] },
    roadNames: 'transportation_name',
    waterNames: 'water_name',
    towns: { layer: 'place', field: 'class', kinds: ['country', 'state', 'province', 'city', 'town', 'village'] },
    quarters: { layer: 'place', field: 'class', kinds: ['suburb', 'quarter', 'neighbourhood', 'hamlet'] },
  },
};

const SOURCE = 'archive';

/**
 * The owner's archive in our colours, Vietnamese names first, with the outlines of our own units above it. Its borders are left out: a unit's outline is what counts here.
 *
 * @param origin of the page: tiles are fetched by a worker, which can't resolve a bare path.
 */
export function archiveStyle({ address, content, attribution }: DrawableArchive, origin: string, language: Language): StyleSpecification {
  const source = { url: `pmtiles://${address}`, ...(attribution === '' ? {} : { attribution }) };
  return {
    version: 8,
    sources: {
      [SOURCE]: content.kind === 'pictures' ? { type: 'raster', tileSize: 256, ...source } : { type: 'vector', ...source },
      ...unitSources(origin),
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': MAP_COLOURS.land } },
      ...(content.kind === 'pictures' ? [PICTURES] : vectorLayers(SCHEMAS[content.schema], language)),
      unitBoundaries(),
    ],
  };
}

const PICTURES: LayerSpecification = { id: 'archive-picture', type: 'raster', source: SOURCE };

function vectorLayers(schema: SchemaLayers, language: Language): LayerSpecification[] {
  return [
    ...schema.green.map((of): LayerSpecification => ({ id: `archive-${of.layer}`, type: 'fill', ...ofKind(of), paint: { 'fill-color': MAP_COLOURS.green } })),
    { id: 'archive-water', type: 'fill', ...whole(schema.water, POLYGONS), paint: { 'fill-color': MAP_COLOURS.water } },
    { id: 'archive-river', type: 'line', ...whole(schema.rivers, LINES), paint: { 'line-color': MAP_COLOURS.water, 'line-width': 1.5 } },
    {
      id: 'archive-building',
      type: 'fill',
      ...whole(schema.buildings),
      minzoom: 14,
      paint: { 'fill-color': MAP_COLOURS.building, 'fill-outline-color': MAP_COLOURS.buildingEdge },
    },
    road('archive-path', schema.paths, MAP_COLOURS.roadEdge, () => 1),
    road('archive-small-road-edge', schema.smallRoads, MAP_COLOURS.roadEdge, () => roadWidth('small', 2)),
    road('archive-main-road-edge', schema.mainRoads, MAP_COLOURS.roadEdge, () => roadWidth('main', 2)),
    road('archive-small-road', schema.smallRoads, MAP_COLOURS.smallRoad, () => roadWidth('small', 0)),
    road('archive-main-road', schema.mainRoads, MAP_COLOURS.mainRoad, () => roadWidth('main', 0)),
    ...labelLayers(schema, nameIn(language)),
  ];
}

function labelLayers(schema: SchemaLayers, name: ExpressionSpecification): LayerSpecification[] {
  const text = { 'text-field': name, 'text-font': MAP_FONT };
  const paint = { 'text-color': MAP_COLOURS.name, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 };
  return [
    {
      id: 'archive-road-name',
      type: 'symbol',
      ...whole(schema.roadNames, LINES),
      minzoom: 14,
      layout: { ...text, 'symbol-placement': 'line', 'text-size': 12 },
      paint,
    },
    {
      id: 'archive-water-name',
      type: 'symbol',
      ...whole(schema.waterNames, POINTS),
      layout: { ...text, 'text-size': 12, 'text-max-width': 7 },
      paint: { ...paint, 'text-color': MAP_COLOURS.waterName },
    },
    { id: 'archive-quarter-name', type: 'symbol', ...ofKind(schema.quarters), minzoom: 12, layout: { ...text, 'text-size': 12 }, paint },
    {
      id: 'archive-town-name',
      type: 'symbol',
      ...ofKind(schema.towns),
      layout: { ...text, 'text-size': ['interpolate', ['linear'], ['zoom'], 5, 12, 12, 16] },
      paint,
    },
  ];
}

const geometry = (kind: 'Point' | 'LineString' | 'Polygon'): FilterSpecification => ['==', ['geometry-type'], kind];
const POINTS = geometry('Point');
const LINES = geometry('LineString');
const POLYGONS = geometry('Polygon');

interface Part {
  readonly source: string;
  readonly 'source-layer': string;
  readonly filter?: FilterSpecification;
}

const whole = (layer: string, filter?: FilterSpecification): Part => ({ source: SOURCE, 'source-layer': layer, ...(filter === undefined ? {} : { filter }) });

const ofKind = ({ layer, field, kinds }: LayerOfKind): Part => whole(layer, ['in', ['get', field], ['literal', [...kinds]]]);

function road(id: string, of: LayerOfKind, colour: string, widthPx: () => ExpressionSpecification | number): LayerSpecification {
  return { id, type: 'line', ...ofKind(of), layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': widthPx() } };
}

/** In a place abroad the name of that place, when nobody wrote down ours. */
function nameIn(language: Language): ExpressionSpecification {
  return ['coalesce', ['get', `name:${language}`], ['get', 'name']];
}
