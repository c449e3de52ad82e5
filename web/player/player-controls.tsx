import { Button, Group, SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { formatMoment } from './moment-format.ts';
import { RATES, type Playback } from './playback.ts';
import styles from './player.module.css';
import type { ShortcutAct } from './shortcuts.ts';
import { usePlaybackState } from './use-playback.ts';

interface PlayerControlsProps {
  readonly playback: Playback;
  readonly onAct: (act: ShortcutAct) => void;
  /** Names of cameras by their ids. */
  readonly nameOf: (cameraId: string) => string;
}

const BACK = ['farBack', 'back', 'frameBack'] as const;
const ON = ['frameOn', 'on', 'farOn', 'nextFootage'] as const;

/** Buttons for all that the keys do, the true time, and whose pictures are waited for. */
export function PlayerControls({ playback, onAct, nameOf }: PlayerControlsProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { positionMs, isPlaying, rate, waitingFor } = usePlaybackState(playback);
  const button = (act: (typeof BACK | typeof ON)[number]) => (
    <Button key={act} size="sm" variant="default" onClick={() => onAct(act)}>
      {t(`player.act.${act}`)}
    </Button>
  );
  return (
    <div className={styles.controls}>
      <p className={styles.now}>
        {t('player.now')} <b>{`${formatDay(positionMs)} ${formatMoment(positionMs)}`}</b>
      </p>
      <p role="status" className={styles.waiting}>
        {isPlaying && waitingFor.length > 0 ? t('player.waiting', { names: waitingFor.map(nameOf).join(', ') }) : ''}
      </p>
      <Group gap="xs">
        {BACK.map(button)}
        <Button size="sm" miw="6.5rem" onClick={() => onAct('toggle')}>
          {t(isPlaying ? 'player.pause' : 'player.play')}
        </Button>
        {ON.map(button)}
      </Group>
      <Group gap="xs">
        <SegmentedControl
          size="sm"
          aria-label={t('player.rate')}
          value={String(rate)}
          onChange={(value) => playback.setRate(Number(value))}
          data={RATES.map((each) => ({ value: String(each), label: `${formats.number(each, 2)}×` }))}
        />
        <Button size="sm" variant="default" onClick={() => onAct('fullScreen')}>
          {t('player.act.fullScreen')}
        </Button>
      </Group>
    </div>
  );
}
