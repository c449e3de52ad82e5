import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidencePackage } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import cards from '../ui/card-list.module.css';
import styles from './packages.module.css';

type Contents = NonNullable<EvidencePackage['contents']>;
const COUNTED = ['originals', 'parts', 'pictures', 'copies', 'uncopied'] as const;

/** What is in a package, camera by camera, and what is missing. */
export function PackageContents({ contents }: { readonly contents: Contents }): ReactElement {
  const { t } = useTranslation();
  const { duration, bytes } = useFormats();
  return (
    <div>
      <p className={styles.subtitle}>{t('package.contents')}</p>
      <ul className={styles.contents}>
        {contents.cameras.map((camera) => {
          const counts = COUNTED.filter((kind) => camera[kind] > 0).map((kind) => t(`package.count.${kind}`, { count: camera[kind] }));
          return (
            <li key={camera.cameraId}>
              <b>{camera.name}</b>: {counts.length === 0 ? t('package.nothing') : `${counts.join(', ')} (${bytes(camera.byteLength)})`}
              {camera.absentMs > 0 && <>. {t('package.absent', { duration: duration(camera.absentMs) })}</>}
            </li>
          );
        })}
        <li>{t('package.count.documents', { count: contents.documents })}</li>
      </ul>
      <p className={cards.quiet}>{t('package.originalsMean')}</p>
    </div>
  );
}
