import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import { type ClockOptions, deviceTimeMs } from './clock-options.ts';
import { utcOffsetMs } from './posix-time-zone.ts';

/** tt:SystemDateTime of the device's clock (ONVIF Core 8.3.6). */
export function systemDateTimeElement(options: ClockOptions): XmlElement {
  const utcMs = deviceTimeMs(options);
  const localMs = utcMs + utcOffsetMs(options.timeZone, options.daylightSavings);
  return element('tds:SystemDateAndTime', [
    element('tt:DateTimeType', options.dateTimeType),
    element('tt:DaylightSavings', options.daylightSavings),
    options.omitTimeZone ? undefined : element('tt:TimeZone', element('tt:TZ', options.timeZone)),
    options.omitUtcDateTime ? undefined : dateTimeElement('tt:UTCDateTime', utcMs),
    options.omitLocalDateTime ? undefined : dateTimeElement('tt:LocalDateTime', localMs),
  ]);
}

/** tt:DateTime: time before date, whole seconds, no leading zeros. */
function dateTimeElement(name: QualifiedName, timeMs: number): XmlElement {
  const time = new Date(timeMs);
  return element(name, [
    element('tt:Time', [element('tt:Hour', time.getUTCHours()), element('tt:Minute', time.getUTCMinutes()), element('tt:Second', time.getUTCSeconds())]),
    element('tt:Date', [element('tt:Year', time.getUTCFullYear()), element('tt:Month', time.getUTCMonth() + 1), element('tt:Day', time.getUTCDate())]),
  ]);
}
