import { element } from '../xml/xml-element.ts';
import type { DeviceEvent } from './event-options.ts';

/** A property of the video source, with the message of Imaging 5.5. */
function videoSourceAlarm(topic: string, active: boolean): DeviceEvent {
  return { topic, operation: 'Changed', source: { Source: 'video_source_1' }, data: { State: String(active) } };
}

/** Motion (Imaging 5.5.2). */
export function motionAlarm(active: boolean): DeviceEvent {
  return videoSourceAlarm('VideoSource/MotionAlarm', active);
}

/** One of the tamper alarms of Imaging 5.5.1. */
export function tamperAlarm(kind: 'GlobalSceneChange' | 'ImageTooDark' | 'ImageTooBright' | 'ImageTooBlurry', active: boolean): DeviceEvent {
  return videoSourceAlarm(`VideoSource/${kind}/ImagingService`, active);
}

/** Loss of the video signal (Imaging 5.5.1.5). */
export function signalLoss(active: boolean): DeviceEvent {
  return videoSourceAlarm('VideoSource/SignalLoss', active);
}

/** A recognised face (Analytics 13.2): what no client of this product may keep. */
export function faceRecognition(enrolmentId: string): DeviceEvent {
  return {
    topic: 'RuleEngine/Recognition/Face',
    source: { VideoSource: 'video_source_1', Rule: 'FaceRule' },
    data: {
      Likelihood: '0.93',
      Label: 'Blacklisted',
      EnrollmentID: enrolmentId,
      ImageUri: 'http://192.0.2.10/face.jpg',
    },
    dataElements: { Image: element('tt:Image', '/9j/4AAQSkZJRg==') },
  };
}

/** A recognised number plate (Analytics 13.3; tt:LicensePlateInfo): likewise not to be kept. */
export function plateRecognition(plateNumber: string): DeviceEvent {
  const likelihood = { Likelihood: '0.9' };
  return {
    topic: 'RuleEngine/Recognition/LicensePlate',
    source: { VideoSource: 'video_source_1', Rule: 'PlateRule' },
    data: { Likelihood: '0.9', ImageURI: 'http://192.0.2.10/plate.jpg' },
    dataElements: {
      LicensePlateInfo: element('tt:LicensePlateInfo', [
        element('tt:PlateNumber', plateNumber, likelihood),
        element('tt:PlateType', 'Normal', likelihood),
        element('tt:CountryCode', 'VN', likelihood),
      ]),
    },
  };
}
