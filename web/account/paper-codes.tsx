import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './plain-form.module.css';

interface PaperCodesProps {
  readonly codes: readonly string[];
  /** What they are for. */
  readonly text: string;
  readonly onDone: () => void;
}

/** Single-use codes to print or write down; they are shown this once, so the sheet takes the focus. */
export function PaperCodes({ codes, text, onDone }: PaperCodesProps): ReactElement {
  const { t } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  return (
    <div ref={sheet} tabIndex={-1} className={styles.form} data-sheet>
      <p className={styles.text}>{text}</p>
      <ul className={styles.codes} data-testid="paper-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" className={styles.plain} onClick={() => window.print()}>
        {t('account.print')}
      </button>
      <button type="button" className={styles.submit} onClick={onDone}>
        {t('account.codesKept')}
      </button>
    </div>
  );
}
