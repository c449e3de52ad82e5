import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraState } from '../../domain/camera-terms.ts';
import { StateChips } from './state-chips.tsx';
import { useCameraCounts } from './use-cameras.ts';

interface StateFilterProps {
  readonly value: CameraState | undefined;
  readonly onChange: (state: CameraState | undefined) => void;
}

/** Filter of a list of cameras: one state, or all of them. */
export function StateFilter({ value, onChange }: StateFilterProps): ReactElement {
  const { t } = useTranslation();
  const counts = useCameraCounts();
  return (
    <StateChips
      aria-label={t('cameraList.byState')}
      counts={counts.data}
      chosen={value === undefined ? [] : [value]}
      onToggle={(state) => onChange(state === value ? undefined : state)}
      onAll={() => onChange(undefined)}
    />
  );
}
