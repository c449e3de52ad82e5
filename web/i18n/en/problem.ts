import type { Translation } from '../translation.ts';
import type { viProblem } from '../vi/problem.ts';

/** English: refusals and failures, by kind and by the codes that people meet. */
export const enProblem: Translation<typeof viProblem> = {
  problem: {
    title: 'Something went wrong',
    waitFor: 'Too many requests. Wait {{duration}} and try again.',
    kind: {
      malformed: "The server can't read the request. Reload the page and try again.",
      invalid: "The server doesn't accept this.",
      unauthenticated: 'Your session has ended. Sign in again.',
      forbidden: 'This is not within your permissions.',
      not_found: 'Not found, or not for you to see.',
      conflict: 'Not possible as things stand.',
      too_large: 'What was sent is too large.',
      rate_limited: 'Too many requests. Wait a little and try again.',
      camera: 'The camera gave a wrong answer.',
      unreachable: "The server can't be reached. Check the network and try again.",
      timeout: 'The server took too long. Try again.',
      unavailable: 'A part of the server is down at the moment. Try again in a few minutes.',
      cancelled: 'This was cancelled. Try again.',
      internal: 'The server has a fault. Try again; if it persists, tell the administrator.',
    },
    code: {
      address_forbidden: 'This address is not within the permitted camera networks. Check it, or ask the administrator.',
      port_forbidden: "This address's port is not permitted. Use a usual port of cameras.",
      url_malformed: "The camera's address is not written correctly.",
      url_scheme: "The camera's address begins wrongly: RTSP uses rtsp://, ONVIF uses http:// or https://.",
      credentials_in_url: "Don't write name and password into the address; use the two fields.",
      credentials_incomplete: 'Enter both name and password, or leave both empty.',
      unknown_unit: 'There is no such unit. Choose another.',
      unit_out_of_reach: 'This unit is not one of yours. Choose another.',
      place_out_of_reach: 'This place belongs to a unit that is not one of yours. Check it, or tell the post that answers for it.',
      personal_data_in_text:
        'The text holds a number plate, an ID number or a phone number. Take it out: incidents are found by place and time only, never by person.',
      interval_reversed: 'The end must be later than the beginning.',
      interval_too_long: 'An incident lasts 366 days at most. Narrow its time.',
      incident_in_future: "An incident can't begin in the future. Check day and time.",
      uncertainty_too_large: 'The radius is 5,000 m at most. Narrow the place.',
      approval_required: 'The incident is longer than 24 hours or wider than 500 m: another person has to approve it.',
      approval_not_needed: 'This incident is within the limits and needs no approval.',
      same_person: 'Another person than the one who entered the incident has to approve it. Ask a colleague.',
      placement_exists: 'A placement was recorded at this very moment. Try again in a minute.',
      camera_not_dialable: "This camera can't be dialled, so it can be neither tested nor asked for a picture.",
      role_not_permitted: 'Your role may not do this.',
      grant_required: 'Pictures are opened only for a case and after an approval.',
      request_in_progress: 'The request before is still being worked on. Wait a little.',
      cidr_malformed: 'The network is not written right. Write 192.168.1.1 and choose how many addresses, or write 192.168.1.0/24.',
      cidr_too_large: 'This network is too large: at most 4,096 addresses are searched at once. Choose a part of it.',
      network_forbidden:
        'This network is not searched. Only private networks where cameras hang (such as 192.168.1.0/24) are, or networks that an administrator has entered for your organisation.',
      discovery_running: 'Your organisation is searching another network. Wait until it is done, or stop it.',
      too_many_discoveries: 'Your organisation has searched too often within an hour. Wait a while.',
      validation_failed: 'Some fields are not accepted: see the red line under each.',
    },
  },
  personalData: {
    title: 'The text holds a number that points at a person',
    advice: 'Take it out before you save. Incidents are found by place and time only.',
    kind: { licence_plate: 'looks like a number plate', citizen_id: 'looks like an ID number', phone_number: 'looks like a phone number' },
  },
};
