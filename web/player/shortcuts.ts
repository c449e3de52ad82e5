/** What keys do within the player. */
export const SHORTCUTS = [
  { act: 'toggle', keys: [' ', 'k'], shown: ['Space', 'K'] },
  { act: 'back', keys: ['ArrowLeft'], shown: ['←'] },
  { act: 'on', keys: ['ArrowRight'], shown: ['→'] },
  { act: 'farBack', keys: ['Shift+ArrowLeft', 'j'], shown: ['Shift + ←', 'J'] },
  { act: 'farOn', keys: ['Shift+ArrowRight', 'l'], shown: ['Shift + →', 'L'] },
  { act: 'frameBack', keys: [','], shown: [','] },
  { act: 'frameOn', keys: ['.'], shown: ['.'] },
  { act: 'slower', keys: ['-'], shown: ['-'] },
  { act: 'faster', keys: ['+', '='], shown: ['+'] },
  { act: 'start', keys: ['Home'], shown: ['Home'] },
  { act: 'end', keys: ['End'], shown: ['End'] },
  { act: 'nextFootage', keys: ['n'], shown: ['N'] },
  { act: 'mark', keys: ['m'], shown: ['M'] },
  { act: 'fullScreen', keys: ['f'], shown: ['F'] },
] as const satisfies readonly { readonly act: string; readonly keys: readonly string[]; readonly shown: readonly string[] }[];

export type ShortcutAct = (typeof SHORTCUTS)[number]['act'];

/** A key press, as the browser tells it. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a key does; undefined for keys of the browser and of others. Capital letters are the same keys: the lock may be on. */
export function shortcutOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): ShortcutAct | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const name = key.length === 1 ? key.toLowerCase() : shiftKey ? `Shift+${key}` : key;
  return SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(name))?.act;
}
