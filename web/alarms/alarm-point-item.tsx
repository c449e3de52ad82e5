import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { patchAlarmPoint, removeAlarmPoint, rotateAlarmToken } from '../api/alarm-api.ts';
import type { AlarmPoint, AlarmPointPatch } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useCategoryName } from '../incidents/use-incidents.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { RetireButton } from '../ui/retire-button.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import type { ShownToken } from './alarm-token-card.tsx';

const TEST_MS = 3_600_000;

interface AlarmPointItemProps {
  readonly point: AlarmPoint;
  readonly onToken: (token: ShownToken) => void;
}

/** One bell: where it is, when it was last heard, and what an administrator can do with it. */
export function AlarmPointItem({ point, onToken }: AlarmPointItemProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const categoryName = useCategoryName();
  return (
    <li className={`${cards.item} ${cards.marked}`}>
      <div className={cards.head}>
        <span className={cards.name}>{point.name}</span>
        {point.disabled && <ToneTag tone="bad">{t('alarmPoints.disabled')}</ToneTag>}
        {isTesting(point) && <ToneTag tone="warn">{t('alarmPoints.testing', { at: formatInstant(point.testUntil ?? '') })}</ToneTag>}
      </div>
      <Text>
        {point.unitName} · {categoryName(point.category)}
      </Text>
      <Text>{point.lastHeardAt === null ? t('alarmPoints.neverHeard') : t('alarmPoints.heard', { at: formatInstant(point.lastHeardAt) })}</Text>
      {may('alarm_point.write') && <AlarmPointSteps point={point} onToken={onToken} />}
    </li>
  );
}

function isTesting({ testUntil }: AlarmPoint): boolean {
  return testUntil !== null && Date.parse(testUntil) > Date.now();
}

function AlarmPointSteps({ point, onToken }: AlarmPointItemProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.alarmPoints });
  const changing = useMutation({ mutationFn: (patch: AlarmPointPatch) => patchAlarmPoint(point.id, patch), onSettled: refresh });
  const testUntil = (): string | null => (isTesting(point) ? null : new Date(Date.now() + TEST_MS).toISOString());
  const rotate = async (): Promise<void> => {
    const { token } = await rotateAlarmToken(point.id);
    onToken({ id: point.id, name: point.name, token });
  };
  return (
    <>
      {changing.error && <ProblemView error={changing.error} />}
      <div className={cards.head}>
        <Button variant="default" loading={changing.isPending} onClick={() => changing.mutate({ testUntil: testUntil() })}>
          {isTesting(point) ? t('alarmPoints.endTest') : t('alarmPoints.startTest')}
        </Button>
        <Button variant="default" loading={changing.isPending} onClick={() => changing.mutate({ disabled: !point.disabled })}>
          {point.disabled ? t('alarmPoints.enable') : t('alarmPoints.disable')}
        </Button>
        <RetireButton
          label={t('alarmPoints.rotate')}
          name={point.name}
          title={t('alarmPoints.rotateTitle', { name: point.name })}
          text={t('alarmPoints.rotateText')}
          retire={rotate}
          onRetired={refresh}
        />
        <RetireButton
          label={t('alarmPoints.remove')}
          name={point.name}
          text={t('alarmPoints.removeText')}
          retire={() => removeAlarmPoint(point.id)}
          onRetired={refresh}
        />
      </div>
    </>
  );
}
