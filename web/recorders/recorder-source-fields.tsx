import { NativeSelect, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNEL_URL_TEMPLATES } from '../../domain/recorder-channel-url.ts';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import styles from '../cameras/camera-form.module.css';
import { SectionCard } from '../ui/section-card.tsx';

const KINDS = ['rtsp', 'onvif', 'registered'] as const;

interface RecorderSourceFieldsProps {
  readonly template: string;
  readonly onTemplate: (template: string) => void;
}

/** How the recorder is reached: one address and one password for all of its channels. */
export function RecorderSourceFields({ template, onTemplate }: RecorderSourceFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  return (
    <SectionCard title={t('recorderForm.source')}>
      <Radio.Group
        aria-label={t('recorderForm.source')}
        value={draft.kind}
        onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? 'rtsp' })}
      >
        <Stack gap="sm">
          {KINDS.map((kind) => (
            <Radio key={kind} value={kind} size="md" label={t(`sourceKind.${kind}`)} description={t(`recorderSourceHint.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.kind !== 'registered' && (
        <div className={styles.fields}>
          <AddressField />
          {draft.kind === 'rtsp' && <TemplateFields template={template} onTemplate={onTemplate} />}
          <SignInFields />
        </div>
      )}
    </SectionCard>
  );
}

function AddressField(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <TextInput
      className={styles.wide}
      label={t('recorderForm.url')}
      description={t('recorderForm.urlHint')}
      placeholder={draft.kind === 'rtsp' ? 'rtsp://192.168.1.20:554' : 'http://192.168.1.20/onvif/device_service'}
      required
      inputMode="url"
      autoCapitalize="none"
      spellCheck={false}
      autoComplete="off"
      value={draft.url}
      error={errorOf('source.url')}
      onChange={(e) => change({ url: e.currentTarget.value })}
    />
  );
}

function TemplateFields({ template, onTemplate }: RecorderSourceFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { errorOf } = useCameraForm();
  const known = CHANNEL_URL_TEMPLATES.some((each) => each.template === template);
  return (
    <>
      <NativeSelect
        label={t('recorderForm.maker')}
        value={known ? template : ''}
        onChange={(e) => onTemplate(e.currentTarget.value)}
        data={[...CHANNEL_URL_TEMPLATES.map(({ maker, template: value }) => ({ value, label: maker })), { value: '', label: t('recorderForm.otherMaker') }]}
      />
      <TextInput
        label={t('recorderForm.template')}
        description={t('recorderForm.templateHint')}
        required
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
        value={template}
        error={errorOf('source.channelUrlTemplate')}
        onChange={(e) => onTemplate(e.currentTarget.value)}
      />
    </>
  );
}

function SignInFields(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <>
      <TextInput
        label={t('recorderForm.username')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        value={draft.username}
        error={errorOf('source.username')}
        onChange={(e) => change({ username: e.currentTarget.value })}
      />
      <PasswordInput
        label={t('recorderForm.password')}
        autoComplete="new-password"
        maxLength={256}
        value={draft.password}
        error={errorOf('source.password')}
        onChange={(e) => change({ password: e.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('cameraForm.showPassword') }}
      />
      <Text size="sm" c="dimmed" className={styles.wide}>
        {t('recorderForm.passwordHint')}
      </Text>
    </>
  );
}
