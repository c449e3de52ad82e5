import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNEL_URL_TEMPLATES } from '../../domain/recorder-channel-url.ts';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import { ConnectionFields } from '../cameras/connection-fields.tsx';

const KINDS = ['rtsp', 'onvif', 'registered'] as const;

interface RecorderSourceFieldsProps {
  readonly template: string;
  readonly onTemplate: (template: string) => void;
}

/** How the recorder is reached: one address and one password for all of its channels. */
export function RecorderSourceFields({ template, onTemplate }: RecorderSourceFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { draft } = useCameraForm();
  return (
    <ConnectionFields
      texts={{
        title: t('recorderForm.source'),
        url: t('recorderForm.url'),
        urlHint: t('recorderForm.urlHint'),
        username: t('recorderForm.username'),
        password: t('recorderForm.password'),
        credentialsHint: t('recorderForm.passwordHint'),
      }}
      choices={KINDS.map((kind) => ({ kind, hint: t(`recorderSourceHint.${kind}`) }))}
      rtspExample="rtsp://192.168.1.20:554"
      afterAddress={draft.kind === 'rtsp' && <TemplateFields template={template} onTemplate={onTemplate} />}
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
