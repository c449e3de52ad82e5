import { expect, it } from 'vitest';
import { facetToneOf } from '../../../web/cameras/facet-tone.ts';
import { facetsThen, faultsThen } from '../../../web/incidents/health-then.ts';

const part = (facet: string, state: string, minute: number) => ({ facet, state, from: `2026-11-22T01:0${minute}:00.000Z`, to: null });
const isFault = (facet: string, state: string) => ['bad', 'warn'].includes(facetToneOf(facet, state));

it('says a state once that went on, and each change with its time', () => {
  const history = [part('reachable', 'up', 0), part('reachable', 'up', 2), part('reachable', 'down', 4), part('picture', 'ok', 0)];
  expect(facetsThen(history)).toEqual([
    {
      facet: 'reachable',
      states: [
        { state: 'up', from: '2026-11-22T01:00:00.000Z' },
        { state: 'down', from: '2026-11-22T01:04:00.000Z' },
      ],
    },
    { facet: 'picture', states: [{ state: 'ok', from: '2026-11-22T01:00:00.000Z' }] },
  ]);
});

it('names what was wrong, without what the words about footage say and what is only not known', () => {
  const history = [
    part('reachable', 'down', 0),
    part('reachable', 'up', 1),
    part('reachable', 'down', 2),
    part('recording', 'gap', 0),
    part('picture', 'unknown', 0),
    part('clock', 'off', 0),
  ];
  expect(faultsThen(history, isFault)).toEqual([
    { facet: 'reachable', state: 'down' },
    { facet: 'clock', state: 'off' },
  ]);
});
