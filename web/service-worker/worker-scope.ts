/** The part of a service worker's world that ours uses; TypeScript's own types of it exclude those of pages, with which the worker shares a project. */
export interface WorkerScope {
  readonly location: Location;
  readonly registration: WorkerRegistration;
  readonly clients: WorkerClients;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: WorkerFetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: LastingEvent & MessageEvent<unknown>) => void): void;
  addEventListener(type: 'push', listener: (event: WorkerPushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationClickEvent) => void): void;
}

/** An event that the browser keeps the worker alive for. */
export interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface WorkerFetchEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface WorkerPushEvent extends LastingEvent {
  readonly data: { text(): string } | null;
}

export interface NotificationClickEvent extends LastingEvent {
  readonly notification: Notification;
}

interface WorkerRegistration {
  showNotification(title: string, options: NotificationOptions): Promise<void>;
}

/** A page of ours that is open. */
export interface WorkerClient {
  readonly url: string;
  focus(): Promise<WorkerClient>;
  navigate(url: string): Promise<WorkerClient | null>;
}

interface WorkerClients {
  claim(): Promise<void>;
  matchAll(options: { readonly type: 'window'; readonly includeUncontrolled: boolean }): Promise<readonly WorkerClient[]>;
  openWindow(url: string): Promise<WorkerClient | null>;
}
