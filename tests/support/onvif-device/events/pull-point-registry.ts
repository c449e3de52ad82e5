import { type ClockOptions, deviceDateTime } from '../device-service/clock-options.ts';
import type { DeviceEvent } from './event-options.ts';
import { notificationFault } from './notification-faults.ts';
import { PullPoint } from './pull-point.ts';
import type { TopicFilter } from './topic-filter.ts';

/** The pull points that are alive (ONVIF Core 9.1.6). */
export class PullPointRegistry {
  readonly #points = new Map<string, PullPoint>();
  #nextId = 1;

  /** @throws SoapFault `SubscribeCreationFailedFault` when there are as many as the device can have. */
  create(addressOf: (id: string) => string, filter: TopicFilter, lifetimeMs: number, clock: ClockOptions, maxPullPoints: number): PullPoint {
    this.#dropExpired(clock);
    if (this.#points.size >= maxPullPoints) {
      throw notificationFault('wsnt:SubscribeCreationFailedFault', 'Too many pull points', deviceDateTime(clock));
    }
    const id = String(this.#nextId);
    this.#nextId += 1;
    const point = new PullPoint(id, addressOf(id), filter, clock.now() + lifetimeMs);
    this.#points.set(id, point);
    return point;
  }

  /** @throws SoapFault `ResourceUnknownFault` when it never was or has ended. */
  find(id: string | undefined, clock: ClockOptions): PullPoint {
    this.#dropExpired(clock);
    const point = this.#points.get(id ?? '');
    if (point === undefined) {
      throw notificationFault('wsrf-r:ResourceUnknownFault', 'The pull point is unknown', deviceDateTime(clock));
    }
    return point;
  }

  remove(point: PullPoint): void {
    point.close();
    this.#points.delete(point.id);
  }

  /** Notifies every subscriber whose filter lets the event pass. */
  emit(event: DeviceEvent, clock: ClockOptions): void {
    const notification = { event, utcTime: deviceDateTime(clock) };
    for (const point of this.#points.values()) point.push(notification);
  }

  #dropExpired(clock: ClockOptions): void {
    const nowMs = clock.now();
    for (const point of this.#points.values()) {
      if (!point.busy && point.endsAtMs <= nowMs) this.remove(point);
    }
  }
}
