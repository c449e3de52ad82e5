import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './fault-list.module.css';
import { useFaultText } from './use-fault-text.ts';

interface FaultItemProps {
  readonly fault: Fault;
  /** On the page of its camera: without the camera's name. */
  readonly withoutCamera?: boolean;
}

/** One entry in a list: which camera, what to do, since when, and how far it is. */
export function FaultItem({ fault, withoutCamera = false }: FaultItemProps): ReactElement {
  const { t } = useTranslation();
  const text = useFaultText()(fault);
  return (
    <li className={styles.item}>
      <Link to="/faults/$faultId" params={{ faultId: fault.id }} className={styles.link}>
        <b>{withoutCamera ? text.what : fault.cameraName}</b>
        {!withoutCamera && (
          <span className={styles.place}>
            {fault.siteName} · {text.what}
          </span>
        )}
        <span>
          {text.cause}. {text.todo}
        </span>
        <span className={styles.place}>{t('fault.since', { at: formatInstant(fault.openedAt), duration: text.lasted })}</span>
      </Link>
      <span className={styles.tags}>
        <ToneTag tone={text.tone}>{text.status}</ToneTag>
        {fault.flapCount > 0 && <ToneTag tone="warn">{t('fault.flaps', { count: fault.flapCount })}</ToneTag>}
        {fault.responsible !== null && <ToneTag tone="plain">{fault.responsible}</ToneTag>}
      </span>
    </li>
  );
}
