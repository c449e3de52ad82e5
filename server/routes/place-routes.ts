import type { z } from 'zod';
import { readPlaceQuestion, type PlaceQuestion } from '../../domain/place-question.ts';
import { listOf } from '../../domain/wire/common-wire.ts';
import { placeOut, placeQueryWire } from '../../domain/wire/place-wire.ts';
import type { Queryable } from '../../db/database.ts';
import type { CameraFilter } from '../../db/repositories/camera-repository.ts';
import { crossingsNamed, placesNamed, streetsNamed, type PlaceRow, type PlaceSearch } from '../../db/repositories/place-repository.ts';
import type { ApiApp } from '../api-app.ts';
import type { ServerContext } from '../server-context.ts';

function wirePlace({ lonDeg, latDeg, ...place }: PlaceRow, approximate: boolean): z.output<typeof placeOut> {
  return { ...place, position: { type: 'Point', coordinates: [lonDeg, latDeg] }, approximate };
}

async function answer(db: Queryable, question: PlaceQuestion, reach: CameraFilter['reach'], search: PlaceSearch): Promise<z.output<typeof placeOut>[]> {
  const crossings = question.kind === 'crossing' ? await crossingsNamed(db, question.streets, search) : [];
  const named = crossings.length < search.limit ? await placesNamed(db, question.words, reach, { ...search, limit: search.limit - crossings.length }) : [];
  if (named.length === 0 && question.kind === 'house') return (await streetsNamed(db, question.street, search)).map((row) => wirePlace(row, true));
  return [...crossings, ...named].map((row) => wirePlace(row, false));
}

/** `GET /places`: where something lies that people call by a name, an address or two streets. */
export function registerPlaceRoutes(app: ApiApp, { db }: ServerContext): void {
  app.get(
    '/places',
    {
      config: { action: 'camera.read' },
      schema: {
        tags: ['map'],
        summary: 'Places by name, address or two streets that meet; best first, one page',
        querystring: placeQueryWire,
        response: { 200: listOf(placeOut) },
      },
    },
    async ({ query, session, scope }) => {
      const question = readPlaceQuestion(query.q);
      const items = question === undefined ? [] : await answer(db, question, { scope, ...session }, { near: query.near, limit: query.limit });
      return { items, nextCursor: null };
    },
  );
}
