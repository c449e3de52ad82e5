import type { Translation } from '../translation.ts';
import type { viWatch } from '../vi/watch.ts';

/** English: watching what a request opened. */
export const enWatch: Translation<typeof viWatch> = {
  watch: {
    title: 'Watch approved footage',
    back: 'Back to the requests',
    camera: 'Camera',
    case: 'Incident',
    window: 'Seconds that may be watched (true time)',
    clock: 'Clock of the camera',
    until: 'May be watched until',
    logged:
      'Each look stands in the log that the board reads: who, from what second to what second, for which incident. The picture carries the name of who watches.',
    clockUnknown: 'It is not known how far it is off',
    clockRight: 'Right (±{{uncertainty}} s)',
    clockAhead: '{{seconds}} s fast (±{{uncertainty}} s)',
    clockBehind: '{{seconds}} s slow (±{{uncertainty}} s)',
    nothing: 'There is no footage of these seconds yet.',
    choose: 'Choose a piece below to watch it.',
    parts: 'Footage, pictures and gaps in the order of time',
    segment: '{{from}} – {{to}}',
    picture: 'Picture {{at}}',
    gap: 'No footage: {{from}} – {{to}}',
    more: 'Go on',
    video: 'Footage of the camera',
    pictureAlt: 'Picture of the camera at {{at}}',
    trueTime: 'True time: {{time}} (±{{seconds}} s)',
    takenAt: 'True time: {{time}}',
    deviceTime: 'Time on the camera: {{time}}',
    noDeviceTime: 'Time on the camera not known',
    openHere: 'Open here',
    openAgain: 'Open again',
    refusedHint: 'You may be watching in another session, or access is over. If you open it here, the other session can’t watch any more.',
    state: {
      preparing: 'Getting it ready to watch…',
      refused: 'This can’t be opened',
      failed: 'No copy for watching could be made. The original is kept: ask for an evidence package.',
      unreachable: 'The service can’t be reached',
    },
    gone: {
      ended: 'Access was taken back',
      over: 'The time of access is over',
      changed: 'Other seconds are open now',
    },
    goneHint: {
      ended: 'This request is no longer in force. The list of requests says why.',
      over: 'If the incident still needs it, make a new request.',
      changed: 'The incident was corrected, so fewer seconds may be watched.',
    },
  },
};
