import type { ReactElement, ReactNode } from 'react';
import { BrandMark } from '../shell/brand-mark.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import styles from './sign-in-page.module.css';

interface SignInFrameProps {
  /** Title of the window. */
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** A card with the product's name: the pages around signing in. Drawn without the component library, so that it is there at once. */
export function SignInFrame({ title, lead, children }: SignInFrameProps): ReactElement {
  return (
    <div className={styles.page}>
      <title>{`${title} – Mắt Phố`}</title>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.card}>
        <h1 className={styles.brand}>
          <BrandMark /> Mắt Phố
        </h1>
        <p className={styles.lead}>{lead}</p>
        {children}
      </main>
    </div>
  );
}
