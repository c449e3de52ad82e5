/** English: what an entry of the access log is about, by its code (`area.verb`); said the same whether it was done or refused. */
export const enAuditAction = {
  auditAction: {
    absence: {
      create: 'Set an absence of the camera ahead',
      end: 'End an absence of the camera',
      write: 'Set or end an absence of the camera',
    },
    alarm: {
      acknowledge: 'Take on a bell that rang',
      burst: 'Take pictures of the cameras around a bell that rang',
      press: 'Ring an alarm bell',
      raise: 'Raise an alarm with the police on duty',
      read: 'Look at bells that rang',
      test: 'Test a bell',
    },
    alarm_point: {
      create: 'Register a bell',
      read: 'Look at the bells',
      retire: 'Take a bell out of service',
      token: 'Give a bell a new token',
      update: 'Change the data of a bell',
      write: 'Register or change a bell',
    },
    audit: {
      erase: 'Erase the personal data of a person in the log',
      proofs: 'Fetch proofs of the log',
      read: 'Read this log',
    },
    backup: {
      create: 'Make a backup',
      restore: 'Restore from a backup',
    },
    camera: {
      check: 'Test whether the camera works',
      confirm: 'Confirm that the camera is still there',
      create: 'Register the camera',
      discover: 'Search a network for cameras',
      health: 'Look at the health of the camera',
      import: 'Import a list of cameras',
      picture: 'Take or open a picture of the camera',
      place: 'Change the place or direction of the camera',
      read: 'Look at the data of the camera',
      retire: 'Take the camera out of service',
      update: 'Change the data of the camera',
    },
    clock: {
      read: 'Look at how far the clock is off',
      record: 'Enter a reading of the clock',
      withdraw: 'Withdraw a reading of the clock',
    },
    coverage: {
      read: 'Look at what the camera covers',
    },
    demo: {
      seed: 'Make the demonstration data',
    },
    discovery: {
      finish: 'Search of a network for cameras: finished',
      start: 'Begin to search a network for cameras',
      stop: 'Stop searching a network for cameras',
    },
    duty: {
      create: 'Add a shift',
      delete: 'Remove a shift',
      read: 'Look at the roster',
      write: 'Change the roster',
    },
    fault: {
      assign: 'Say who sees to a repair',
      note: 'Write a note into the repair ledger',
      read: 'Look at the repair ledger',
      repair: 'Enter a repair',
    },
    footage: {
      index: 'Look at when the camera has footage (no pictures opened)',
      pull: 'Copy footage from the device into the store (no pictures opened)',
      upload: 'Hand in footage of the recorder',
    },
    hold: {
      automatic: 'Hold footage for an incident, automatically',
      create: 'Hold footage for an incident',
      end: 'End the hold on footage',
      lapse: 'Hold on footage ran out',
      read: 'Look at what is held',
      release: 'Release held footage',
      second: 'Agree to a hold on footage, as the second person',
    },
    incident: {
      approve: 'Approve the extent or route of an incident',
      candidates: 'Look at which cameras may have seen an incident',
      create: 'Enter an incident',
      link: 'Enter whether the camera saw the incident',
      merge: 'Merge two reports of one incident',
      read: 'Look at an incident',
      unmerge: 'Undo the merging of two reports',
      update: 'Change an incident',
    },
    job: {
      read: 'Look at the progress of a job',
    },
    map: {
      import: 'Import map data',
    },
    mask: {
      read: 'Look at privacy masks',
      write: 'Change privacy masks',
    },
    media: {
      open: 'Open a picture or footage of the camera',
    },
    message: {
      read: 'Look at what was sent to whom',
    },
    organisation: {
      create: 'Create an organisation',
      networks: 'Change the camera networks of a board',
      read: 'Look at organisations',
      write: 'Change an organisation',
    },
    package: {
      create: 'Build an evidence package',
      open: 'Open an evidence package',
      read: 'Look at evidence packages',
    },
    policy: {
      read: 'Look at the policy in force',
      write: 'Change the policy',
    },
    recorder: {
      add_channels: 'Add channels to the recorder',
      check: 'Test the recorder',
      create: 'Register a recorder',
      retire: 'Take the recorder out of service',
      update: 'Change the data of the recorder',
    },
    report: {
      read: 'Look at reports',
    },
    request: {
      cancel: 'Withdraw a request for footage',
      create: 'Request footage of the camera',
      decide: 'Decide on a request for footage',
      read: 'Look at requests for footage',
      second: 'Agree as the second person to a hold or request',
    },
    retention: {
      deleted: 'Delete footage whose time is over',
    },
    route: {
      search: 'Search cameras along the roads from an incident',
    },
    session: {
      create: 'Sign in',
      end: 'Sign out',
    },
    subject_request: {
      create: "Entered a person's request about their own data",
      read: "Looked at a person's request about their own data",
      step: "Answered a person's request about their own data",
      write: "Entered or answered a person's request about their own data",
    },
    subscription: {
      code: 'Send a code that confirms an address for notifications',
      confirm: 'Confirm an address for notifications',
      create: 'Subscribe to notifications',
      delete: 'End a subscription to notifications',
      read: 'Look at who is notified',
      test: 'Send a trial notification',
      update: 'Change a subscription to notifications',
      write: 'Change subscriptions to notifications',
    },
    unit: {
      import: 'Import administrative units',
      read: 'Look at administrative units',
      write: 'Change administrative units',
    },
    user: {
      create: 'Create an account',
      read: 'Look at accounts',
      write: 'Change an account',
    },
  },
};
