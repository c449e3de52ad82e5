import type { MessageWords } from './message-word-terms.ts';

/** English words of messages. */
export const EN_WORDS: MessageWords = {
  fault: {
    down: 'No connection',
    wrong_password: 'The camera refuses the sign-in',
    covered: 'Camera covered',
    blurred: 'Picture blurred',
    dark: 'Picture too dark',
    moved: 'Camera turned away',
    frozen: 'Picture frozen',
    recording_gap: 'Recording interrupted',
    clock_off: 'Wrong clock',
    other: 'Camera fault',
  },
  advice: {
    down: 'check its power and its network cable.',
    wrong_password: 'check the user name and password that are stored for the camera.',
    covered: 'take away what covers the lens.',
    blurred: 'clean the lens and focus it.',
    dark: 'check the infrared light or the street lamp.',
    moved: 'turn the camera back, or enter its new place if it was turned on purpose.',
    frozen: 'restart the camera.',
    recording_gap: 'check the network and the disk.',
    clock_off: "set the camera's clock.",
    other: 'open the camera\'s page and choose "Test now" to see what is wrong.',
  },
  causeAdvice: {
    unstable_power_or_link: 'it comes and goes: check the plug, the network cable and the power supply.',
    address_forbidden: "the camera's address is not in an allowed network: ask the administrator.",
    name_not_found: "check the name in the camera's address, or give the address in numbers.",
    service_refused: 'the device answers but gives no picture: restart it, check the port in its address.',
    recorder_refused: 'the recorder has power but accepts no connection: restart it, check the port in its address.',
    device_changed: 'the device answers differently than before: check its address and settings.',
    device_busy: 'too many are watching the camera: close other applications that do.',
    disk_full: "the service's disk is full: tell the administrator.",
    recording_capacity: 'the service can record no more: tell the administrator.',
    clock_time_zone: 'the camera has the wrong time zone: set GMT+7.',
    clock_wrong_date: "the camera's date, or morning and afternoon, is set wrong: set day, month, year and hour.",
    clock_lost: "the camera lost its time: set it, check the device's battery.",
  },
  groupAdvice: {
    recorder: 'check the recorder: power, network, disk.',
    site: 'check power and network of the site.',
    network: 'check the shared network line, then ask the provider.',
    unit: 'check whether power or network is out in the whole area.',
    organisation: 'check whether power or network is out in the whole area.',
  },
  commonCause: { recorder: 'same recorder', site: 'same site', network: 'same network line', unit: 'same area', organisation: 'same owner' },
  opening: (fault, what) => `${fault}: ${what}`,
  over: (fault, what) => `Over – ${fault.toLowerCase()}: ${what}`,
  unwatched: {
    absence: (fault, what) => `Not watched any more because an absence was entered – ${fault.toLowerCase()}: ${what}`,
    withdrawn: (fault, what) => `Not watched any more – ${fault.toLowerCase()}: ${what}`,
  },
  wasOver: (fault, what) => `Happened and is over – ${fault.toLowerCase()}: ${what}`,
  group: (count, cause) => `${count} cameras at once (${cause})`,
  names: (names, more) => `Cameras: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  site: (name) => `site ${name}`,
  place: (unitName) => `In: ${unitName}`,
  someCamera: 'a camera',
  since: (time) => `Since: ${time}`,
  from: (time, end, lasted) => `From ${time} to ${end} (${lasted})`,
  toDo: (advice) => `To do: ${advice}`,
  moreAlerts: (count) => `and ${count} more`,
  manySubject: (opened, over, unwatched) =>
    [opened > 0 ? `${opened} new` : '', over > 0 ? `${over} over` : '', unwatched > 0 ? `${unwatched} not watched any more` : '']
      .filter((part) => part !== '')
      .join(', '),
  footer: 'Sent by Mắt Phố, please do not reply. Change or switch this off under "Notifications".',
  duration: (days, hours, minutes) =>
    [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', minutes > 0 || days + hours === 0 ? `${minutes} min` : '']
      .filter((part) => part !== '')
      .join(' '),
  alarm: {
    unanswered: (name) => `Nobody answered the alarm bell: ${name}`,
    taken: (name) => `Somebody has answered the alarm bell: ${name}`,
    someBell: 'a bell',
    rang: (time, presses) => `It rang at ${time}${presses > 1 ? ` (pressed ${presses} times)` : ''}`,
    takenAt: (time) => `Answered at ${time}. Nothing is left to do.`,
    advice: 'open "Duty" and take it, or call whoever is on duty now.',
  },
  test: { subject: 'Test message', body: 'This is a test. Alerts about cameras will come to this address.' },
  code: {
    subject: 'Confirmation code',
    body: (code, minutes) => `Your code to receive alerts: ${code}. It is good for ${minutes} minutes. If you did not ask for it, ignore this message.`,
  },
};
