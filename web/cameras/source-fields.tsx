import { NativeSelect, NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SOURCE_KINDS } from '../../domain/camera-source.ts';
import { useConfig } from '../map/use-config.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { useCameraForm } from './camera-form-context.ts';
import { ConnectionFields } from './connection-fields.tsx';

/** How the camera is reached, with its sign-in. `hasStored`: there is a sign-in already, and empty fields keep it. */
export function SourceFields({ hasStored = false }: { readonly hasStored?: boolean }): ReactElement {
  const { t } = useTranslation();
  const { draft } = useCameraForm();
  const simulatedToo = useSimulatedToo() || draft.kind === 'simulated';
  const kinds = SOURCE_KINDS.filter((kind) => kind !== 'simulated' || simulatedToo);
  return (
    <ConnectionFields
      texts={{
        title: t('cameraForm.source'),
        url: t('cameraForm.url'),
        urlHint: t('cameraForm.urlHint'),
        username: t('cameraForm.username'),
        password: t('cameraForm.password'),
        credentialsHint: hasStored ? t('cameraForm.credentialsKept') : t('cameraForm.credentialsHint'),
      }}
      choices={kinds.map((kind) => ({ kind, hint: t(`sourceHint.${kind}`) }))}
      rtspExample="rtsp://192.168.1.20:554/stream1"
      last={
        <>
          {draft.kind === 'rtsp' && <TransportField />}
          {draft.kind === 'simulated' && <SeedField />}
        </>
      }
    />
  );
}

function useSimulatedToo(): boolean {
  const { role } = useCurrentUser();
  const config = useConfig();
  return role === 'admin' || config.data?.demo === true;
}

function TransportField(): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  return (
    <NativeSelect
      label={t('cameraForm.transport')}
      value={draft.transport}
      onChange={(e) => change({ transport: e.currentTarget.value === 'udp' ? 'udp' : 'tcp' })}
      data={[
        { value: 'tcp', label: t('cameraForm.tcp') },
        { value: 'udp', label: t('cameraForm.udp') },
      ]}
    />
  );
}

function SeedField(): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  return (
    <NumberInput
      label={t('cameraForm.seed')}
      min={0}
      max={2_147_483_647}
      allowDecimal={false}
      value={draft.seed}
      onChange={(seed) => typeof seed === 'number' && change({ seed })}
    />
  );
}
