import { createElement, type ComponentType, type ReactElement } from 'react';
import { restOfTexts } from '../i18n/i18n.ts';

/** A page whose code is fetched when it is asked for; `preload` is what the router waits for before it draws the page. */
export interface LazyPage {
  (): ReactElement;
  readonly preload: () => Promise<void>;
}

/**
 * The page that a file exports under `name`. What can't be fetched rejects, shows as a failed page, and is fetched anew at the next try: the router's
 * own `lazyRouteComponent` loads the whole window again instead, which on a lost connection leaves nothing of the application. All texts come with it; the first page goes without: {@link firstPage}.
 */
export function lazyPage<N extends string>(load: () => Promise<Readonly<Record<N, ComponentType>>>, name: N): LazyPage {
  return fetchedPage(async () => (await Promise.all([load(), restOfTexts()]))[0], name);
}

/** The same of what shows first, whose texts are there. */
export function firstPage<N extends string>(load: () => Promise<Readonly<Record<N, ComponentType>>>, name: N): LazyPage {
  return fetchedPage(load, name);
}

function fetchedPage<N extends string>(load: () => Promise<Readonly<Record<N, ComponentType>>>, name: N): LazyPage {
  let page: ComponentType | undefined;
  async function preload(): Promise<void> {
    page ??= (await load())[name];
  }
  function FetchedPage(): ReactElement {
    if (page === undefined) throw new Error(`${name} is drawn before it was fetched`);
    return createElement(page);
  }
  return Object.assign(FetchedPage, { preload });
}
