import type { Translation } from '../translation.ts';
import type { viPull } from '../vi/pull.ts';

/** English: footage that is pulled from a camera's card or a recorder's disk. */
export const enPull: Translation<typeof viPull> = {
  pull: {
    order: 'Pull from the recorder',
    orderLabel: 'Pull footage of {{name}} from its recorder',
    again: 'Pull the rest from the recorder',
    againLabel: 'Pull the rest of {{name}} from its recorder',
    what: "Only the incident's own time is fetched, widened by what is uncertain about the clock. Fetched does not mean that anybody may open it.",
    handIn: "The service can't fetch it from this device: ask the board to hand in the file.",
    state: {
      queued: 'Waits to be pulled from the recorder.',
      running: 'Being pulled from the recorder: {{percent}}, {{size}}.',
      done: 'All that the recorder has was pulled: {{size}}.',
      nothing: 'The recorder was asked and has nothing of this time.',
      partial: 'Only a part could be pulled: {{size}}.',
      failed: 'Could not be pulled from the recorder.',
      cancelled: 'No longer pulled from the recorder.',
    },
    nextTry: 'Next try at {{at}}.',
    gaps: "Gaps, which the recorder doesn't have or hasn't sent:",
    moreGaps: 'and {{count}} more',
    by: 'Asked for by {{name}} at {{at}}.',
    automatic: 'Pulled by the service at {{at}}: it is held for the incident and was about to be overwritten.',
    note: {
      clock_unknown: "The recorder's clock was never compared: true times may be off by 30 minutes.",
      recording_times_local: 'The recorder writes local time and marks it as UTC. That was taken into account; check it against the clock in the picture.',
      recording_times_future: 'By its own clock the recorder has footage of the future: its clock was set back. Check it against the clock in the picture.',
      times_counted: "The recorder doesn't send the time of each picture: times are counted from the start, and gaps can't be seen.",
    },
    problem: {
      auth_failed: 'The recorder refused the password. Ask the board to correct it.',
      connection_refused: 'The recorder refused the connection.',
      camera_timeout: "The recorder didn't answer.",
      recording_ambiguous: "It can't be told which recording is this camera's, so nothing was fetched: it might be another camera's.",
      not_supported: "This device doesn't let recordings be fetched. Ask the board to hand in the file.",
      replay_refused: "The recorder won't replay just now; somebody may be watching its recordings.",
      replay_stalled: 'The recorder fell silent half-way.',
      replay_cut_off: 'The recorder closed the connection half-way.',
      search_cut_short: "The recorder didn't name all its recordings of this time.",
      pull_too_large: 'At most 8 GiB are pulled at once.',
      bad_answer: 'The recorder sent pictures of another time, which were not taken.',
      disk_full: 'The disk of the service is nearly full.',
      clock_too_uncertain:
        "The device's clock is uncertain by more than 30 minutes for that time. Have it read first: a photo of its screen beside a phone is enough.",
      hold_ended: 'The footage is no longer held for the incident.',
      incident_changed: 'Place, time or category of the incident were changed.',
      incident_closed: 'The incident has an outcome.',
      incident_merged: 'The report was merged into another incident.',
      approval_required: 'The incident is beyond the limits and not approved by a second person.',
      pull_not_for_gathering: "Footage of a gathering isn't pulled this way.",
      footage_overwritten: "The recorder's retention is over.",
      camera_retired: 'The camera was retired.',
      keeps_nothing: 'The camera is no longer set to record in the device.',
    },
  },
  cameraPull: {
    title: 'Footage pulled from the recorder',
    none: "Nobody has pulled this camera's footage from its recorder.",
    more: 'Only the newest {{count}} are shown.',
  },
};
