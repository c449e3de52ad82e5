import { useId, type ReactElement } from 'react';
import styles from './plain-form.module.css';

interface PlainFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly name: string;
  readonly type?: 'text' | 'password';
  readonly autoComplete: string;
  readonly inputMode?: 'numeric' | 'text';
  readonly autoFocus?: boolean;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A field of the forms around signing in, drawn without the component library: they show before it is fetched. */
export function PlainField({ label, hint, type = 'text', inputMode = 'text', onValue, ...input }: PlainFieldProps): ReactElement {
  const hintId = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label}>
        {label}
        <input
          type={type}
          inputMode={inputMode}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={hint === undefined ? undefined : hintId}
          onChange={(event) => onValue(event.target.value)}
          {...input}
        />
      </label>
      {hint !== undefined && (
        <span id={hintId} className={styles.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}
