import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useRouter } from '@tanstack/react-router';
import styles from './page-heading.module.css';

interface PageHeadingProps {
  readonly title: string;
  /** For screen readers only. */
  readonly hidden?: boolean;
  /** In place of the title's text. */
  readonly children?: ReactNode;
}

/**
 * Heading of a page and title of the window. After a change of page it takes the focus, so that keyboard and screen reader go on where the
 * page begins; the first page of a visit leaves the focus where the browser put it.
 */
export function PageHeading({ title, hidden = false, children }: PageHeadingProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  const { visit } = useRouter().options.context;
  useEffect(() => {
    // where the page is scrolled to is the router's: back at a list, one is where one was
    if (visit.hasMoved) heading.current?.focus({ preventScroll: true });
  }, [visit]);
  return (
    <>
      <title>{`${title} – Mắt Phố`}</title>
      <h1 ref={heading} tabIndex={-1} className={hidden ? styles.hidden : styles.heading}>
        {children ?? title}
      </h1>
    </>
  );
}
