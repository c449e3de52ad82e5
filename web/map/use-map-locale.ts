import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** The map library's own words in the reader's language. */
export function useMapLocale(): Record<string, string> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'Map.Title': t('map.title'),
      'NavigationControl.ZoomIn': t('map.zoomIn'),
      'NavigationControl.ZoomOut': t('map.zoomOut'),
      'AttributionControl.ToggleAttribution': t('map.attribution'),
      'ScaleControl.Meters': 'm',
      'ScaleControl.Kilometers': 'km',
      'CooperativeGesturesHandler.WindowsHelpText': t('map.useCtrl'),
      'CooperativeGesturesHandler.MacHelpText': t('map.useCommand'),
      'CooperativeGesturesHandler.MobileHelpText': t('map.useTwoFingers'),
    }),
    [t],
  );
}
