import type { AlarmEvent, LiveEvent, LiveTopic } from '../../domain/live-event.ts';
import { permittedScope, type Action } from '../../domain/permission-rule.ts';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { alarmHearers, cameraPlaceInOrganisations, incidentPlaceInOrganisations } from '../../db/repositories/live-audience-repository.ts';
import { createRecentEvents, type HeardEvent } from './recent-events.ts';

/** One WebSocket client. */
export interface Listener {
  readonly session: LiveSession;
  topics: ReadonlySet<LiveTopic>;
  send(message: unknown): void;
  /** Closes the connection if its session has ended. */
  checkSession(): void;
}

/** Hands events to those who may hear them. */
export interface EventHub {
  add(listener: Listener): () => void;
  publish(event: LiveEvent): Promise<void>;
  /** Tells `listener`, by the topics that it has now, what happened in the last minute before it had them: a page asks for its data while it is still being connected. */
  tellRecent(listener: Listener): Promise<void>;
  /** From now on every event is heard. */
  begin(): void;
  /** Has those of this user look whether their sessions still are good. */
  checkSessionsOf(userId: string): void;
  /** Tells every client that it may have missed something, and looks whether their sessions still are good. */
  announceGap(): void;
}

const ACTIONS: Readonly<Record<LiveTopic, Action>> = {
  cameras: 'camera.read',
  incidents: 'incident.read',
  jobs: 'job.read',
  alarms: 'alarm.read',
  requests: 'request.read',
};

interface Place {
  readonly ownerId: string;
  readonly unitIds: readonly string[];
}

function mayHear({ session, topics }: Listener, event: LiveEvent, place: Place): boolean {
  if (!topics.has(event.topic)) return false;
  const scope = permittedScope(session.role, ACTIONS[event.topic]);
  if (scope === null) return false;
  const owns = place.ownerId === session.organisationId;
  if (scope === 'any') return true;
  if (scope === 'own') return owns;
  return place.unitIds.some((unitId) => session.unitIds.includes(unitId)) || (event.topic === 'incidents' && owns);
}

async function lookUpPlace(db: Database, event: Exclude<LiveEvent, AlarmEvent>): Promise<Place | undefined> {
  if (event.topic === 'incidents') return incidentPlaceInOrganisations(db, event.data.incidentId);
  if ('organisationId' in event.data) return { ownerId: event.data.organisationId, unitIds: [] };
  return cameraPlaceInOrganisations(db, event.data.cameraId);
}

/** Places that were looked up; a thousand browsers that come back at once ask for each of them once. */
const places = new WeakMap<HeardEvent, Promise<Place | undefined>>();

function placeOf(db: Database, heard: HeardEvent, event: Exclude<LiveEvent, AlarmEvent>): Promise<Place | undefined> {
  const known = places.get(heard);
  if (known !== undefined) return known;
  const asked = lookUpPlace(db, event);
  places.set(heard, asked);
  asked.catch(() => places.delete(heard));
  return asked;
}

/** Those of `listeners` that may hear of an event; looked up once for all of them. */
async function hearersOf({ db, clock }: HubParts, heard: HeardEvent, listeners: readonly Listener[]): Promise<readonly Listener[]> {
  const { event } = heard;
  if (event.topic === 'alarms') {
    const userIds = await alarmHearers(db, event.data.alarmId, event.data.audience, clock.now());
    return listeners.filter(({ session }) => userIds.has(session.userId) && permittedScope(session.role, ACTIONS.alarms) !== null);
  }
  const place = await placeOf(db, heard, event);
  return place === undefined ? [] : listeners.filter((listener) => mayHear(listener, event, place));
}

interface HubParts {
  readonly db: Database;
  /** Tells who is on duty now. */
  readonly clock: Clock;
  /** Counts milliseconds and is never set; the process's own unless a test gives one. */
  readonly elapsedMs?: () => number;
}

/** A hub over the listeners of this server. */
export function createEventHub(parts: HubParts): EventHub {
  const listeners = new Set<Listener>();
  const elapsedMs = parts.elapsedMs ?? (() => performance.now());
  const recent = createRecentEvents(elapsedMs);
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async publish(event) {
      const heard = recent.note(event);
      const interested = [...listeners].filter((listener) => listener.topics.has(event.topic));
      if (interested.length === 0) return;
      for (const listener of await hearersOf(parts, heard, interested)) listener.send(event);
    },
    async tellRecent(listener) {
      const { sinceMs, events } = recent.all();
      const told: HeardEvent[] = [];
      for (const heard of events) {
        if (listener.topics.has(heard.event.topic) && (await hearersOf(parts, heard, [listener])).length > 0) told.push(heard);
      }
      const agoOf = (atMs: number): number => Math.floor(elapsedMs() - atMs);
      listener.send({
        topic: 'service',
        type: 'recent',
        data: { heardForMs: agoOf(sinceMs), events: told.map(({ event, heardAtMs }) => ({ agoMs: agoOf(heardAtMs), event })) },
      });
    },
    begin: recent.begin,
    checkSessionsOf(userId) {
      for (const listener of listeners) if (listener.session.userId === userId) listener.checkSession();
    },
    announceGap() {
      recent.begin();
      for (const listener of listeners) {
        listener.send({ topic: 'service', type: 'gap', data: {} });
        listener.checkSession();
      }
    },
  };
}
