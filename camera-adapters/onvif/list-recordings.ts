import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '../../domain/app-error.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { DeviceService, DeviceServices } from './device-services.ts';
import { escapeXml } from './escape-xml.ts';
import { readRecordingInformation, readRecordingItem } from './kept-recording.ts';
import type { KeptRecording } from './kept-recording.ts';
import { badAnswerError, isBadAnswer } from './onvif-error.ts';
import { NS } from './onvif-namespaces.ts';
import type { OnvifSession } from './onvif-session.ts';
import { childOf, childrenOf, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** What a device says it keeps. */
export interface RecordingList {
  readonly recordings: readonly KeptRecording[];
  /** There may be more. */
  readonly isCutShort: boolean;
}

/** Recorders have a recording for each channel, some one for each day of each channel. */
const MAX_RECORDINGS = 5_000;
const MAX_RESULTS = 100;
const WAIT_MS = 2_000;
/** A device that has nothing to tell yet and says so at once is not asked without pause. */
const ASK_AGAIN_MS = 250;
/** The session on the device ends by itself when we don't come back; most devices have a few only. */
const KEEP_ALIVE_S = 30;
/** Left for the goodbye and what comes after. */
const RESERVE_MS = 1_500;
/** Ending a search must not hold up anybody. */
const GOODBYE_MS = 2_000;
const DEFAULT_ZONE_MS = 7 * 3_600_000;

/**
 * All recordings of a device: by its search service (ONVIF Recording Search, sections FindRecordings and GetRecordingSearchResults), else by its recording service. What the device doesn't finish before
 * the deadline is left out, and the list says so.
 *
 * @returns undefined when it has neither service after all.
 * @throws AppError of the SOAP client.
 */
export async function listRecordings(session: OnvifSession, services: DeviceServices, deadline: ContactDeadline): Promise<RecordingList | undefined> {
  const { search, recording } = services;
  try {
    if (search !== undefined) return await find(session, search, deadline);
  } catch (error) {
    if (recording === undefined || !(isAppError(error, 'not_supported') || isAppError(error, 'camera_fault') || isBadAnswer(error, 'status', 'not_soap')))
      throw error;
  }
  if (recording === undefined) return undefined;
  const response = await ask(session, recording, NS.recording, 'GetRecordings');
  const items = childrenOf(response, NS.recording, 'RecordingItem');
  return { recordings: items.slice(0, MAX_RECORDINGS).flatMap((item) => readRecordingItem(item) ?? []), isCutShort: items.length > MAX_RECORDINGS };
}

async function ask(session: OnvifSession, service: DeviceService, namespace: string, operation: string, content = ''): Promise<XmlElement> {
  return (await session.client.call({ endpoint: service.endpoint, namespace, operation, content })).response;
}

async function find(session: OnvifSession, search: DeviceService, deadline: ContactDeadline): Promise<RecordingList> {
  // no filter: devices refuse sources that they don't know, and many don't know their own
  const begun = await ask(session, search, NS.search, 'FindRecordings', `<q:Scope/><q:KeepAliveTime>PT${KEEP_ALIVE_S}S</q:KeepAliveTime>`);
  const token = textAt(begun, NS.search, 'SearchToken');
  if (token === undefined || token.length > 256)
    throw badAnswerError('missing', 'The recorder began a search for recordings and gave it no name. Renew its firmware.');
  const tokenXml = `<q:SearchToken>${escapeXml(token)}</q:SearchToken>`;
  let isOpen = true;
  try {
    const found = await readResults(session, search, tokenXml, deadline);
    // by `Completed` the device has ended the search: EndSearch would be an error
    isOpen = found.isCutShort;
    return found;
  } catch (error) {
    // a password that was refused is not tried once more: cameras lock accounts
    isOpen = !isAppError(error, 'auth_failed');
    throw error;
  } finally {
    if (isOpen) await endSearch(session, search, tokenXml, deadline);
  }
}

async function readResults(session: OnvifSession, search: DeviceService, tokenXml: string, deadline: ContactDeadline): Promise<RecordingList> {
  const wait = `<q:MinResults>1</q:MinResults><q:MaxResults>${MAX_RESULTS}</q:MaxResults><q:WaitTime>PT${WAIT_MS / 1_000}S</q:WaitTime>`;
  const recordings: KeptRecording[] = [];
  let heard = 0;
  for (let asked = 0; heard < MAX_RECORDINGS && (asked === 0 || deadline.remainingMs() > WAIT_MS + RESERVE_MS); asked += 1) {
    const results = childOf(await ask(session, search, NS.search, 'GetRecordingSearchResults', tokenXml + wait), NS.search, 'ResultList');
    const found = childrenOf(results, NS.schema, 'RecordingInformation');
    heard += found.length;
    recordings.push(...found.flatMap((element) => readRecordingInformation(element, session.zoneOffsetMs ?? DEFAULT_ZONE_MS) ?? []));
    if (textAt(results, NS.schema, 'SearchState') === 'Completed') return { recordings, isCutShort: false };
    if (found.length === 0) await delay(ASK_AGAIN_MS, undefined, { signal: deadline.signal }).catch(() => undefined);
  }
  return { recordings: recordings.slice(0, MAX_RECORDINGS), isCutShort: true };
}

/** Frees the device's search, also after the contact was aborted; a device that doesn't answer is left alone. */
async function endSearch(session: OnvifSession, { endpoint }: DeviceService, content: string, deadline: ContactDeadline): Promise<void> {
  const deadlineMs = deadline.signal.aborted ? GOODBYE_MS : Math.min(GOODBYE_MS, deadline.remainingMs() / 2);
  const call = { endpoint, namespace: NS.search, operation: 'EndSearch', content };
  await withContactDeadline({ signal: new AbortController().signal, deadlineMs }, (own) => session.client.call(call, own)).catch(() => undefined);
}
