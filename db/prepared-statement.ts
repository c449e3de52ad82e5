import type { Sql } from 'sql-template-tag';

/** A statement and its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * The database keeps its plan under this name for as long as the connection lives: for statements that are asked all the time and whose plan doesn't depend on their values. One name stands for
   * one text. The embedded database, where all connections are one, ignores it.
   */
  readonly name?: string | undefined;
}

/** `statement` with its plan kept. Its text must be the same each time: no fragment of it may come and go. */
export function named(name: string, { text, values }: Sql): Statement {
  return { name, text, values };
}

/** Stands for a value while a text is made. */
class Placeholder {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
}

/**
 * A statement whose text is made once. `build` gets a placeholder for each of `keys` to use as a value, as often as it likes; where its type can't be told it casts
 * it, and equally in all places.
 *
 * @returns makes the statement from its values.
 */
export function prepareStatement<const K extends string>(
  name: string,
  keys: readonly K[],
  build: (placeholders: Readonly<Record<K, unknown>>) => Sql,
): (values: Readonly<Record<K, unknown>>) => Statement {
  const { strings, values } = build(Object.fromEntries(keys.map((key) => [key, new Placeholder(key)])) as Record<K, unknown>);
  const fixed: unknown[] = [];
  const numbers = values.map((value) => (value instanceof Placeholder ? keys.indexOf(value.key as K) + 1 : keys.length + fixed.push(value)));
  const text = strings.reduce((before, string, index) => `${before}$${numbers[index - 1]}${string}`);
  return (given) => ({ name, text, values: [...keys.map((key) => given[key]), ...fixed] });
}
