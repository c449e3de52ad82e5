import { memo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { StateIcon } from '../map/state-icon.tsx';
import { Link } from '../routing/link.tsx';
import { MenuIcon } from '../shell/menu-icon.tsx';
import styles from './camera-list.module.css';
import { SmallPicture } from './small-picture.tsx';
import { useAdviceText } from './use-advice-text.ts';
import type { ListPicture } from './use-list-pictures.ts';

interface CameraListItemProps {
  readonly camera: Camera;
  /** What was asked for of its newest picture; undefined: nothing. */
  readonly picture: ListPicture | undefined;
  readonly onLocate: (cameraId: string) => void;
}

/** One camera of the list: state, name, place, and what is the matter with it. Not drawn again for as long as it is the same: a list is, with each step that it is scrolled. A plain button, since each step draws ten of them. */
export const CameraListItem = memo(function CameraListItem({ camera, picture, onLocate }: CameraListItemProps): ReactElement {
  const { t } = useTranslation();
  const { headline, advice } = useAdviceText()(camera);
  return (
    <>
      <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }} className={styles.link}>
        <StateIcon state={camera.state} size={26} />
        <span className={styles.text}>
          <span className={styles.name}>{camera.name}</span>
          <span className={styles.place}>{camera.siteName === camera.name ? camera.unitName : `${camera.siteName} · ${camera.unitName}`}</span>
          <span className={styles.state}>
            <b>{headline}</b>
            {advice !== null && ` – ${advice}`}
          </span>
          {picture !== undefined && <SmallPicture picture={picture} cameraName={camera.name} />}
        </span>
      </Link>
      {camera.placement !== null && (
        <button
          type="button"
          className={styles.locate}
          aria-label={t('cameraList.locate', { name: camera.name })}
          title={t('cameraList.locateShort')}
          onClick={() => onLocate(camera.id)}
        >
          <MenuIcon name="target" />
        </button>
      )}
    </>
  );
});
