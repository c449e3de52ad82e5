import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import type { CameraState } from '../../domain/camera-terms.ts';
import { STATE_ORDER } from './state-order.ts';
import { stateMarkName } from './state-symbol.ts';

/** States that the map is narrowed to; all when undefined. */
export type StatesOnMap = readonly CameraState[] | undefined;

/** What is told of a cluster besides how many of its cameras work: the others, by what is the matter with them. */
const NOT_ONLINE = STATE_ORDER.filter((state) => state !== 'online');

const countOf = (state: CameraState): ExpressionSpecification => ['coalesce', ['get', state], 0];
const sumOf = (states: readonly CameraState[]): ExpressionSpecification => ['+', ...states.map(countOf)];
const hasAny = (states: readonly CameraState[]): ExpressionSpecification => ['>', sumOf(states), 0];

/** Which features are clusters that have such a camera. */
export function clusterFilter(states: StatesOnMap): FilterSpecification {
  return states === undefined ? ['has', 'count'] : hasAny(states);
}

/** How many cameras a cluster is drawn for. */
export function clusterCount(states: StatesOnMap): ExpressionSpecification {
  return states === undefined ? ['get', 'count'] : sumOf(states);
}

/** What stands in a cluster: how many of its cameras work ("96/118"), or how many are in those states. */
export function clusterLabel(states: StatesOnMap): ExpressionSpecification {
  return states === undefined ? ['concat', ['get', 'working'], '/', ['get', 'count']] : ['to-string', sumOf(states)];
}

/** What stands below it: each state that it has cameras in, by its symbol and their number, in two rows at most: what answers or should, and what is out of service. */
export function clusterStates(states: StatesOnMap): ExpressionSpecification {
  const told = STATE_ORDER.filter((state) => (states ?? NOT_ONLINE).includes(state));
  const [upper, lower] = [told.filter(isExpectedToAnswer), told.filter((state) => !isExpectedToAnswer(state))];
  const rowBreak: readonly unknown[] = upper.length > 0 && lower.length > 0 ? [['case', ['all', hasAny(upper), hasAny(lower)], '\n', ''], {}] : [];
  return ['format', ...upper.flatMap(markAndNumber), ...rowBreak, ...lower.flatMap(markAndNumber)] as ExpressionSpecification;
}

const isExpectedToAnswer = (state: CameraState): boolean => state === 'online' || state === 'degraded' || state === 'offline';

/** Two parts of a formatted text: the symbol and the number; nothing where there is no such camera. */
function markAndNumber(state: CameraState): unknown[] {
  const there = hasAny([state]);
  const onOneLine = { 'vertical-align': 'center' };
  return [
    ['image', ['case', there, stateMarkName(state), '']],
    onOneLine,
    // spaces that end a line take no room
    ['case', there, ['concat', ['to-string', countOf(state)], '  '], ''],
    onOneLine,
  ];
}
