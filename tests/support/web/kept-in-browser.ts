import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until the worker has taken the page over and keeps its files. */
export async function workerIsThere(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });
}

/** Every address in the caches of the worker, and all that is in the database of the page, as text. */
export async function whatIsKept(page: Page): Promise<{ readonly paths: readonly string[]; readonly rows: string }> {
  return page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
    const database = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open('matpho');
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(opening.error ?? new Error('no database'));
    });
    const tables = await Promise.all(
      [...database.objectStoreNames].map(
        (name) =>
          new Promise((done) => {
            const reading = database.transaction(name).objectStore(name).getAll();
            // all but the stamps, which say nothing of anybody
            reading.onsuccess = () => done(reading.result.filter(({ id }) => id !== 'visit' && id !== 'discarded'));
          }),
      ),
    );
    database.close();
    return { paths: requests.map(({ url }) => new URL(url).pathname), rows: JSON.stringify(tables) };
  });
}

/** Waits until what the page was told is kept of each kind of question: how the keys of its queries begin, as JSON. It is written a moment after it is shown, and a page that is left then writes no more. */
export async function answersAreKept(page: Page, ...beginnings: readonly string[]): Promise<void> {
  const missing = async (): Promise<readonly string[]> => {
    const tables = JSON.parse((await whatIsKept(page)).rows) as readonly (readonly { readonly id: string }[])[];
    const ids = tables.flat().map(({ id }) => id);
    return beginnings.filter((beginning) => !ids.some((id) => id.includes(` ${beginning}`)));
  };
  await expect.poll(missing).toEqual([]);
}
