import type { Translation } from '../translation.ts';
import type { viRoute } from '../vi/route.ts';

/** English: the cameras that somebody could have passed. */
export const enRoute: Translation<typeof viRoute> = {
  route: {
    title: 'Search along the roads',
    what: 'Finds the cameras that somebody leaving the place (or coming to it) could have passed, by roads and speed. 30 minutes and 3 km at most. No person or vehicle is recognised.',
    state: {
      incident_merged: 'From a merged report no route is searched any more.',
      route_not_allowed: 'There is no route search for this incident: its category is not on the list, or a gathering was recorded there and then.',
      route_start_too_wide: 'A route search begins at an incident of at most 1 hour and a radius of at most 250 m. Narrow its time and place first.',
      route_chained:
        'A route was searched near here, around this time, before this incident got its place and time. A search never goes on from the result of another. Use the cameras above.',
      approval_required:
        'A second person has to approve it: exactly the place, time and category as they are now. A change of one of them needs a new approval.',
      ready: 'Approved by {{name}} on {{at}}.',
    },
    notByYou: "You entered this incident and can't approve it yourself. Ask a commander.",
    byCommander: 'Ask a commander to approve it.',
    byOfficer: 'The area police may search now.',
    reason: 'Why the roads have to be searched',
    approve: 'Approve the route search',
    earlier: 'Route searches near here lately:',
    earlierItem: '{{at}}: {{distance}} away, {{minutes}} minutes apart{{same}}',
    earlierOwn: ', the same organisation',
    earlierSameIncident: ', this very incident',
    direction: 'Direction',
    leaving: 'Leaving',
    arriving: 'Arriving',
    mode: 'By',
    foot: 'Walking or running (3–12 km/h)',
    motorbike: 'Motorbike (10–60 km/h)',
    any: 'Not known (3–60 km/h)',
    minutes: 'Longest time',
    minutesUnit: 'min',
    distance: 'Longest way',
    search: 'Search',
    logged: 'Every search is written to the access log.',
    none: 'There is no camera on the roads within these limits.',
    count: '{{count}} cameras found, the nearest to the place first.',
    cut: 'The list was cut: it is complete up to {{distance}} along the roads.',
    roadsUnknown:
      'The roads around this place are not known, or are being prepared. Try again in a minute; if it stays so, the operator has to import the roads.',
    mapLabel: 'Map of the roads within the limits and the cameras on them',
    marker: 'Camera number {{rank}}: {{name}}',
    distanceTo: 'Along the roads',
    passing: 'Could pass at (true time)',
    device: "Time to look for on the camera's clock",
    footage: 'Footage',
    why: 'Why?',
  },
};
