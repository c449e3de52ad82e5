/** English: reading the clocks of cameras and recorders. */
export const enClock = {
  clockForm: {
    title: "Device's clock",
    none: 'The clock was never compared: searches are widened by 30 minutes on both sides.',
    open: 'Enter a time read on the screen',
    howTo:
      "Take one photo with the recorder's (or camera's) screen and a phone that shows its clock. Enter both times as they stand in the photo, even if the date is wrong.",
    deviceDay: 'Day on the device',
    deviceTime: 'Time on the device',
    trueDay: 'Day on the phone',
    trueTime: 'Time on the phone',
    secondsFormat: 'hour:minute:second',
    sure: 'How exact are these two times?',
    wasSet: "The device's clock was set just before the photo",
    save: 'Save',
    stored: 'Saved',
    measured: '(give or take {{margin}}, {{method}}).',
    contradicts: 'It contradicts another reading of nearly the same time: read it again. Until then searches cover them all.',
    fromPicture: 'Enter the time in this picture',
    pictureHint: 'Enter day and time as they are printed in the picture. When it was taken is known.',
  },
  clockSure: {
    second: 'To the second (2 seconds off at most)',
    halfMinute: 'Half a minute off at most',
    minute: 'Only the minute could be read (1 minute off at most)',
  },
  clockDiagnosis: {
    time_zone: 'Wrong time zone: the device is set to {{zone}}. Set it to GMT+7, switch summer time off.',
    half_day: 'Morning and afternoon are confused: set the hour.',
    date_swapped: "Day, month and year stand in each other's places: set the date.",
    wrong_date: 'The date is wrong, the time of day is right: set the date.',
    reset: 'The clock lost its time and began anew: set it; if it is lost again, replace the battery.',
  },
};
