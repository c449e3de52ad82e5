import { NativeSelect, NumberInput, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SOURCE_KINDS } from '../../domain/camera-source.ts';
import { useConfig } from '../map/use-config.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';

/** How the camera is reached, with its sign-in. `hasStored`: there is a sign-in already, and empty fields keep it. */
export function SourceFields({ hasStored = false }: { readonly hasStored?: boolean }): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  const simulatedToo = useSimulatedToo() || draft.kind === 'simulated';
  const kinds = SOURCE_KINDS.filter((kind) => kind !== 'simulated' || simulatedToo);
  return (
    <SectionCard title={t('cameraForm.source')}>
      <Radio.Group
        aria-label={t('cameraForm.source')}
        value={draft.kind}
        onChange={(value) => change({ kind: kinds.find((kind) => kind === value) ?? 'rtsp' })}
      >
        <Stack gap="sm">
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} size="md" label={t(`sourceKind.${kind}`)} description={t(`sourceHint.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <div className={styles.fields}>
        {(draft.kind === 'rtsp' || draft.kind === 'onvif') && <AddressFields hasStored={hasStored} />}
        {draft.kind === 'simulated' && (
          <NumberInput
            label={t('cameraForm.seed')}
            min={0}
            max={2_147_483_647}
            allowDecimal={false}
            value={draft.seed}
            onChange={(seed) => typeof seed === 'number' && change({ seed })}
          />
        )}
      </div>
    </SectionCard>
  );
}

function useSimulatedToo(): boolean {
  const { role } = useCurrentUser();
  const config = useConfig();
  return role === 'admin' || config.data?.demo === true;
}

function AddressFields({ hasStored }: { readonly hasStored: boolean }): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const example = draft.kind === 'rtsp' ? 'rtsp://192.168.1.20:554/stream1' : 'http://192.168.1.20/onvif/device_service';
  return (
    <>
      <TextInput
        className={styles.wide}
        label={t('cameraForm.url')}
        description={t('cameraForm.urlHint')}
        placeholder={example}
        required
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
        value={draft.url}
        error={errorOf('source.url')}
        onChange={(e) => change({ url: e.currentTarget.value })}
      />
      <TextInput
        label={t('cameraForm.username')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        value={draft.username}
        error={errorOf('source.username')}
        onChange={(e) => change({ username: e.currentTarget.value })}
      />
      <PasswordInput
        label={t('cameraForm.password')}
        autoComplete="new-password"
        maxLength={256}
        value={draft.password}
        error={errorOf('source.password')}
        onChange={(e) => change({ password: e.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('cameraForm.showPassword') }}
      />
      <Text size="sm" c="dimmed" className={styles.wide}>
        {hasStored ? t('cameraForm.credentialsKept') : t('cameraForm.credentialsHint')}
      </Text>
      {draft.kind === 'rtsp' && (
        <NativeSelect
          label={t('cameraForm.transport')}
          value={draft.transport}
          onChange={(e) => change({ transport: e.currentTarget.value === 'udp' ? 'udp' : 'tcp' })}
          data={[
            { value: 'tcp', label: t('cameraForm.tcp') },
            { value: 'udp', label: t('cameraForm.udp') },
          ]}
        />
      )}
    </>
  );
}
