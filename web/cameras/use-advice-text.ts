import { useTranslation } from 'react-i18next';
import type { Camera } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import { type AdvisedCamera, cameraAdvice, offlineForMs } from './camera-advice.ts';

/** State and advice in words: `headline` "Mất kết nối 3 giờ", `advice` "Kiểm tra nguồn điện, đường truyền" (null when all is well). */
export interface AdviceText {
  readonly headline: string;
  readonly advice: string | null;
}

/** Writes what a camera's state means and what to do about it. */
export function useAdviceText(): (camera: AdvisedCamera & Pick<Camera, 'clockOffsetMs'>) => AdviceText {
  const { t } = useTranslation();
  const formats = useFormats();
  return (camera) => {
    const advice = cameraAdvice(camera);
    const lostMs = offlineForMs(camera, Date.now());
    const state = t(`cameraState.${camera.state}`);
    return {
      headline: lostMs === null ? state : t('cameraState.offlineFor', { duration: formats.duration(lostMs) }),
      advice: advice === 'none' ? null : t(`advice.${advice}`, { offset: capitalised(formats.clockOffset(camera.clockOffsetMs ?? 0)) }),
    };
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
