import type { QueryClient } from '@tanstack/react-query';

/** Tells whether loading the page anew would lose something: what was typed and not saved, a file or an entry on its way. */
export type HasUnsavedWork = () => boolean;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Fields that only narrow what is shown: the address keeps them, or nobody misses them. */
const NARROWING = 'search *, [role="search"] *, [data-narrows] *, input[type="search"]';

/**
 * Watches what is typed on the page. Something typed counts until its field is emptied or gone, or what its form sent has arrived: then the field may stay as it is, as those of settings do.
 */
export function watchUnsavedWork(page: Pick<Document, 'addEventListener'>, client: QueryClient): HasUnsavedWork {
  const typed = new Set<Control>();
  let submitted: EventTarget | null = null;
  const forget = (form: EventTarget | null): void => {
    for (const control of typed) if (control.form === null || control.form === form) typed.delete(control);
  };

  page.addEventListener('input', ({ target }) => isControl(target) && !target.matches(NARROWING) && typed.add(target), true);
  page.addEventListener(
    'submit',
    ({ target }) => {
      submitted = target;
    },
    true,
  );
  client.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') forget(submitted);
  });
  return () => {
    for (const control of typed) if (!control.isConnected || control.value === '') typed.delete(control);
    return typed.size > 0 || client.isMutating() > 0;
  };
}

function isControl(target: EventTarget | null): target is Control {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
