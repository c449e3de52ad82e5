import type { QueryClient } from '@tanstack/react-query';

/** Tells whether loading the page anew would lose something: what was typed and not saved, a file or an entry on its way. */
export type HasUnsavedWork = () => boolean;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Fields that only narrow what is shown: the address keeps them, or nobody misses them. */
const NARROWING = 'search *, [role="search"] *, [data-narrows] *, input[type="search"]';

/** Text counts wherever it is typed; what is chosen only in a form: elsewhere it changes what is shown. */
const CHOSEN = 'select, input:is([type="radio"], [type="checkbox"], [type="range"])';

/**
 * Watches what is typed on the page. Something typed counts until its field is emptied or gone, or what its form sent has arrived: then the field may stay as it is, as those of settings do. What is typed while a form is on its
 * way counts on.
 */
export function watchUnsavedWork(page: Pick<Document, 'addEventListener'>, client: QueryClient): HasUnsavedWork {
  const typed = new Set<Control>();
  let submitted: HTMLFormElement | null = null;
  const sentBy = new WeakMap<object, ReadonlyMap<Control, string>>();
  const valuesOf = (form: HTMLFormElement | null): ReadonlyMap<Control, string> =>
    new Map([...typed].filter((control) => control.form === null || control.form === form).map((control) => [control, control.value]));
  const counts = (control: Control): boolean => !control.matches(NARROWING) && (control.form !== null || !control.matches(CHOSEN));

  page.addEventListener('input', ({ target }) => isControl(target) && counts(target) && typed.add(target), true);
  page.addEventListener(
    'submit',
    ({ target }) => {
      submitted = target as HTMLFormElement | null;
    },
    true,
  );
  client.getMutationCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    if (event.action.type === 'pending') {
      sentBy.set(event.mutation, valuesOf(submitted));
      submitted = null;
    } else if (event.action.type === 'success') {
      for (const [control, value] of sentBy.get(event.mutation) ?? []) if (control.value === value) typed.delete(control);
    }
  });
  return () => {
    for (const control of typed) if (!control.isConnected || control.value === '') typed.delete(control);
    return typed.size > 0 || client.isMutating() > 0;
  };
}

function isControl(target: EventTarget | null): target is Control {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
