// Made by `npm run api-types` from the OpenAPI document of the server. Not to be changed by hand: change the routes, and make it anew.

export interface paths {
  readonly '/api/v1/account/api-keys': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The own keys for programs, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['ApiKeyList'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Make a key for a program */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description such as camera.read; what a refusal lists as allowed */
            readonly actions: readonly string[];
            readonly code?: string;
            /** @default 90 */
            readonly days?: number;
            readonly name: string;
            readonly password?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['NewApiKey'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/api-keys/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** End one of the own keys */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/password': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Change the own password; other sessions end */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly currentPassword: string;
            /** @description 10 characters or more for boards, 12 for the others; no rules of composition */
            readonly newPassword: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CurrentSession'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/second-factor': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Whether the own account has a second factor */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FactorState'] } };
      };
    };
    readonly put?: never;
    /** Begin to set up an authenticator app */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly code?: string; readonly password?: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FactorSetup'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/second-factor/confirmation': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Put it to use with a first code; answers with recovery codes, other sessions end */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly code: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['PaperCodes'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/second-factor/recovery-codes': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** A new sheet of recovery codes in place of the old one */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly code?: string; readonly password?: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['PaperCodes'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/second-factor/removal': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Do without, where the role may */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly code?: string; readonly password?: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/sessions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Where the own account is signed in, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['OpenSession'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Sign out everywhere else */
    readonly delete: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/account/sessions/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** End one of the own sessions */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alarm-points': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Bells within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['AlarmPoint'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Put up a bell; its token is shown this once */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * @default public_disorder
             * @enum {string}
             */
            readonly category?: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
            readonly name: string;
            /**
             * Format: uuid
             * @description organisation that the bell belongs to
             */
            readonly ownerId?: string;
            /** @description GeoJSON Point, [lon, lat] in WGS84 */
            readonly position: {
              readonly coordinates: readonly [number, number];
              /** @enum {string} */
              readonly type: 'Point';
            };
            /** @default 30 */
            readonly uncertaintyM?: number;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['NewAlarmPoint'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alarm-points/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One bell */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['AlarmPoint'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Take a bell down for good */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    /** Change a bell */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly category?: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
            readonly disabled?: boolean;
            readonly name?: string;
            /**
             * Format: uuid
             * @description organisation that the bell belongs to
             */
            readonly ownerId?: string;
            /** @description GeoJSON Point, [lon, lat] in WGS84 */
            readonly position?: {
              readonly coordinates: readonly [number, number];
              /** @enum {string} */
              readonly type: 'Point';
            };
            /** @description presses until then are tests; 24 hours ahead at most */
            readonly testUntil?: string | null;
            readonly uncertaintyM?: number;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['AlarmPoint'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/alarm-points/{id}/alarms': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Ring, for devices that send a body of their own: any body is taken and none is looked at */
    readonly post: {
      readonly parameters: {
        readonly query?: { readonly test?: string };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['RaisedAlarm'] } };
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['RaisedAlarm'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alarm-points/{id}/token': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Another token; the old one ends now */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['AlarmToken'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alarms': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Alarms of your units, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number; readonly open?: string };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Alarm'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Ring: called by a bell with its own token */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: uuid
             * @description UUID
             */
            readonly alarmPointId: string;
            /**
             * @description a test makes no incident
             * @default false
             */
            readonly test?: boolean;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['RaisedAlarm'] } };
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['RaisedAlarm'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alarms/{id}/acknowledgement': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** I take this alarm */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Alarm'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alert-subscriptions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who is told of alerts; newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description true: only those of whoever asks, colleagues and the shared ones left out */
          readonly mine?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['SubscriptionList'] } };
      };
    };
    readonly put?: never;
    /** Subscribe an address; a code is sent to it */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly address: string;
            /** @description alarm: bells that nobody answered, for police and commands; told at once, whatever the other wishes are */
            readonly alertKinds?: readonly ('camera' | 'group' | 'alarm')[];
            /** @enum {string} */
            readonly channel: 'email' | 'sms' | 'chat';
            /** @description hour of the day in Viet Nam for one message a day; null: at once */
            readonly digestHour?: number | null;
            /** @enum {string} */
            readonly language?: 'vi' | 'en';
            readonly minOutageMinutes?: number;
            /**
             * Format: uuid
             * @description for administrators: the organisation whose shared address it is
             */
            readonly organisationId?: string;
            readonly quietHours?: {
              /** @description HH:mm in Viet Nam */
              readonly from: string;
              /** @description HH:mm in Viet Nam */
              readonly to: string;
            } | null;
            /**
             * @description an address of the organisation instead of the caller's own
             * @default false
             */
            readonly shared?: boolean;
            readonly withoutMarks?: boolean;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Subscription'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alert-subscriptions/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** End a subscription and forget its address */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    /** Change a subscription */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly active?: boolean;
            /** @description alarm: bells that nobody answered, for police and commands; told at once, whatever the other wishes are */
            readonly alertKinds?: readonly ('camera' | 'group' | 'alarm')[];
            /** @description hour of the day in Viet Nam for one message a day; null: at once */
            readonly digestHour?: number | null;
            /** @enum {string} */
            readonly language?: 'vi' | 'en';
            readonly minOutageMinutes?: number;
            readonly quietHours?: {
              /** @description HH:mm in Viet Nam */
              readonly from: string;
              /** @description HH:mm in Viet Nam */
              readonly to: string;
            } | null;
            readonly withoutMarks?: boolean;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Subscription'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/alert-subscriptions/{id}/codes': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Send another code */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alert-subscriptions/{id}/confirmation': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Confirm the address by its code */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly code: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Subscription'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alert-subscriptions/{id}/test': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Send a test message */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/alerts': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Alerts within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          readonly open?: 'true' | 'false';
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Alert'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/audit/checkpoint': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The log as it is now, signed: keep it, and nobody can change what was before */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Checkpoint'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/audit/events': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who looked at what, newest first: a board sees what concerned its cameras; a page may be short and have another after it */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly action?: string;
          /** @description UUID */
          readonly actorId?: string;
          /** @description UUID */
          readonly cameraId?: string;
          readonly cursor?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          /** @description UUID */
          readonly incidentId?: string;
          readonly limit?: number;
          readonly outcome?: 'allowed' | 'refused' | 'failed';
          /** @description of the incident, such as VV-2026-000123 */
          readonly referenceNumber?: string;
          /** @description only this entry; without from and to it may be of any time */
          readonly seq?: number;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
          /** @description as the actor was called then */
          readonly username?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['AuditEvent'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/audit/proofs/consistency': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** That the log only grew between two sizes */
    readonly get: {
      readonly parameters: {
        readonly query: { readonly from: number; readonly to: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Consistency'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/audit/proofs/inclusion': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** That an entry is in the log of a size */
    readonly get: {
      readonly parameters: {
        readonly query: { readonly seq: number; readonly size: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Inclusion'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/base-map/archive': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The owner's base map, one range of its file (PMTiles) */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/base-map/tiles/{z}/{x}/{y}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Units, roads and buildings (MVT) */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: { readonly x: number; readonly y: number; readonly z: number };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/camera-imports': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The organisation's imports, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['ImportSummary'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /**
     * Register many cameras from a list (CSV, XLSX or GeoJSON)
     * @description multipart/form-data with one part `file` of at most 32 MB and 50,000 rows. Safe to send twice.
     */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly importId: string;
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/camera-imports/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** An import: how far it is, counts, and what became of each row */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          readonly outcome?: 'registered' | 'registered_with_warnings' | 'already_registered' | 'duplicate_in_file' | 'refused';
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Import'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/camera-imports/{id}/rows': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What became of each row, in the order of the file */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          readonly outcome?: 'registered' | 'registered_with_warnings' | 'already_registered' | 'duplicate_in_file' | 'refused';
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['ImportRow'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/camera-imports/{id}/rows.csv': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What became of each row, as a CSV file */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly language?: 'vi' | 'en';
          readonly outcome?: 'registered' | 'registered_with_warnings' | 'already_registered' | 'duplicate_in_file' | 'refused';
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/camera-imports/template': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Template of a list of cameras */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly format?: 'csv' | 'xlsx'; readonly language?: 'vi' | 'en' };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/camera-pictures': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The newest pictures that the board took of its own cameras, small, for a list; one look in the log names all of them */
    readonly get: {
      readonly parameters: {
        readonly query: {
          /** @description 1 to 20 ids with commas between them */
          readonly cameraIds: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['OwnPicture'][] } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly bbox?: string;
          /** @description cameras that their board has to confirm again, or all others */
          readonly confirmationDue?: 'true' | 'false';
          readonly cursor?: string;
          readonly limit?: number;
          readonly q?: string;
          readonly state?: 'draft' | 'online' | 'degraded' | 'offline' | 'maintenance' | 'unknown';
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Camera'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Register a camera */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly name: string;
            readonly notice?: {
              /** Format: date */
              readonly postedAt: string;
            };
            readonly placement: {
              readonly bearingDeg: number;
              readonly heightM: number;
              readonly hfovDeg: number;
              /**
               * @description ptz and dome: what counts as covered is what the camera can reach
               * @default fixed
               * @enum {string}
               */
              readonly motion?: 'fixed' | 'ptz' | 'dome';
              /** @description of a camera that can be turned, around bearingDeg; null is a full turn */
              readonly panRangeDeg?: number | null;
              /** @description GeoJSON Point, [lon, lat] in WGS84 */
              readonly position: {
                readonly coordinates: readonly [number, number];
                /** @enum {string} */
                readonly type: 'Point';
              };
              readonly rangeM: number;
              readonly resolution: { readonly height: number; readonly width: number };
              /** @default 10 */
              readonly tiltDeg?: number;
              /**
               * Format: date-time
               * @description RFC 3339 with Z or an offset
               */
              readonly validFrom?: string;
            };
            /** @enum {string} */
            readonly purpose?: 'junction' | 'market' | 'school_gate' | 'residential' | 'accident_spot' | 'disorder_spot' | 'border' | 'bank' | 'other';
            /**
             * @default {
             *       "mode": "off",
             *       "retentionHours": 72
             *     }
             */
            readonly recording?: {
              /** @enum {string} */
              readonly mode: 'off' | 'continuous' | 'edge';
              /** @default 72 */
              readonly retentionHours?: number;
            };
            readonly siteName?: string;
            /** @default 300 */
            readonly snapshotEverySeconds?: number;
            readonly source:
              | {
                  /** @enum {string} */
                  readonly kind: 'rtsp';
                  readonly password?: string;
                  /**
                   * @default tcp
                   * @enum {string}
                   */
                  readonly transport?: 'tcp' | 'udp';
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'onvif';
                  readonly password?: string;
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @default {} */
                  readonly faults?: {
                    readonly authFails?: boolean;
                    readonly blurred?: boolean;
                    readonly clockOffsetMs?: number;
                    readonly covered?: boolean;
                    readonly dark?: boolean;
                    readonly dead?: boolean;
                    readonly delayMs?: number;
                    readonly frozen?: boolean;
                    readonly moved?: boolean;
                  };
                  /** @enum {string} */
                  readonly kind: 'simulated';
                  readonly seed: number;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'registered';
                };
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Camera'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One camera */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Camera'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Take a camera out of service */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    /** Change a camera */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly maintenance?: boolean;
            readonly name?: string;
            readonly notice?: {
              /** Format: date */
              readonly postedAt: string;
            };
            /** @enum {string} */
            readonly purpose?: 'junction' | 'market' | 'school_gate' | 'residential' | 'accident_spot' | 'disorder_spot' | 'border' | 'bank' | 'other';
            readonly recording?: {
              /** @enum {string} */
              readonly mode: 'off' | 'continuous' | 'edge';
              /** @default 72 */
              readonly retentionHours?: number;
            };
            readonly siteName?: string;
            readonly snapshotEverySeconds?: number;
            readonly source?:
              | {
                  /** @enum {string} */
                  readonly kind: 'rtsp';
                  readonly password?: string;
                  /**
                   * @default tcp
                   * @enum {string}
                   */
                  readonly transport?: 'tcp' | 'udp';
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'onvif';
                  readonly password?: string;
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @default {} */
                  readonly faults?: {
                    readonly authFails?: boolean;
                    readonly blurred?: boolean;
                    readonly clockOffsetMs?: number;
                    readonly covered?: boolean;
                    readonly dark?: boolean;
                    readonly dead?: boolean;
                    readonly delayMs?: number;
                    readonly frozen?: boolean;
                    readonly moved?: boolean;
                  };
                  /** @enum {string} */
                  readonly kind: 'simulated';
                  readonly seed: number;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'registered';
                };
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Camera'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/absences': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** When the camera is away on purpose */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Absence'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Set ahead when the camera will be away */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly from: string;
            /** @default  */
            readonly note?: string;
            /** @enum {string} */
            readonly reason: 'maintenance' | 'seasonal' | 'construction' | 'power_cut' | 'other';
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly to: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Absence'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/absences/{absenceId}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** Take an absence back, or end it now */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly absenceId: string;
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/capabilities': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What the camera said of itself when last asked */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Capabilities'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/checks': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Test the camera now */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/clock-readings': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Comparisons of the camera's clock with ours, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          readonly limit?: number;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
          /** @description only what people read */
          readonly typed?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['ClockReading'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Record what the camera's clock showed */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * @description the clock was set just before: earlier readings do not contradict this one
             * @default false
             */
            readonly clockWasSet?: boolean;
            /** @description RFC 3339; without a zone it is read as Asia/Ho_Chi_Minh */
            readonly deviceTime: string;
            /** @enum {string} */
            readonly method: 'onvif' | 'rtcp' | 'http_date' | 'manual' | 'photo' | 'osd' | 'simulated';
            /**
             * Format: uuid
             * @description the picture whose burnt-in time is deviceTime (method osd); its true time is known
             */
            readonly snapshotId?: string;
            /**
             * Format: date-time
             * @description by a right clock; left out when a snapshot says it
             */
            readonly trueTime?: string;
            /** @description less than 500 counts as 500, in a picture less than 3000 as 3000 */
            readonly uncertaintyMs: number;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ClockReading'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/clock-readings/{readingId}/withdrawal': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Withdraw a reading of the camera's clock that somebody typed wrong; it stays in the list */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly readingId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ClockReading'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/clock-windows': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** True time in the camera's own clock (from, to), or what it showed in true time (deviceFrom, deviceTo) */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description RFC 3339; without a zone it is read as Asia/Ho_Chi_Minh */
          readonly deviceFrom?: string;
          /** @description RFC 3339; without a zone it is read as Asia/Ho_Chi_Minh */
          readonly deviceTo?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ClockWindow'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/confirmations': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Confirmations, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Confirmation'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Still there, still films, whom to ask for footage */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly handIn: {
              /** @enum {string} */
              readonly holder: 'household' | 'shop' | 'company' | 'school' | 'clinic' | 'agency' | 'worship' | 'board' | 'other';
              /** @description how long the device keeps its footage */
              readonly keepsHours?: number;
              /** @description house number, shop sign, office: no names and no numbers of people */
              readonly whereToAsk?: string;
            };
            /**
             * Format: date-time
             * @description when somebody looked; absent: now. At most 31 days back; up to 10 minutes ahead counts as now, since clocks of phones differ
             */
            readonly seenAt?: string;
            readonly stillFilms: boolean;
            readonly stillThere: boolean;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Confirmation'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/coverage-versions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What the service said that the camera sees, and when; the latest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description only what the service said at that time */
          readonly saidAt?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['CoverageVersion'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/footage': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Segments and gaps (index only) */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Footage'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/footage/pulls': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who pulled a camera's footage from its device, for which incident, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['FootagePull'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Pull what the device keeps of an incident */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: date-time
             * @description true time within the incident; its beginning when absent
             */
            readonly from?: string;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly incidentId: string;
            /**
             * Format: date-time
             * @description its end when absent
             */
            readonly to?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 202: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootagePullAccepted'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/footage/uploads': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The caller's own hand-ins for a camera, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['HandIn'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /**
     * Hand in a file of footage
     * @description Either tus 1.0.0 (`Tus-Resumable`, `Upload-Length` of at most 4 GiB, `Upload-Metadata` with `deviceStart`, `filename`, and optionally `fileModifiedAt`, `clockDeviceTime`, `clockTrueTime`): the answer names where the pieces go. Or multipart/form-data with a part `file` of at most 50 MB and the same fields.
     */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['HandIn'] } };
      };
    };
    readonly delete?: never;
    /** What the upload service can do (tus) */
    readonly options: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/footage/uploads/{uploadId}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What became of a handed-in file */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly uploadId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['HandIn'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Give up a file that is still coming (tus) */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly uploadId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    /** Send a piece of a file (tus) */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly uploadId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/health': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Health now and over a time */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Health'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/holds': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What is held of a camera, for whom and how long, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Hold'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/mask-reviews': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Say whether a camera needs masks where you saw it point; due again when it is turned, or sees more kinds of buildings */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly outcome: 'needed' | 'not_needed';
            /**
             * Format: uuid
             * @description the placement whose view was judged: the one of the camera as the reviewer saw it
             */
            readonly placementId: string;
            readonly reason: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['MaskReview'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/masks': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Masks of a camera, lifted ones too, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Mask'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Draw a mask over where the camera points now */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description corners, 0 to 1 of width and height from the top left */
            readonly outline: readonly (readonly [number, number])[];
            /** @description what must not be seen; no plates, ID or phone numbers */
            readonly reason: string;
            /**
             * Format: uuid
             * @description a mask of this camera that is drawn anew: its lifting is asked for at the same time, and it holds until another person agrees
             */
            readonly replaces?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Mask'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/masks/{maskId}/lift': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Lift a mask as the second person, as it was asked for when it was read, with the reason */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly maskId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: date-time
             * @description `liftRequestedAt` of the mask as it was read: what is agreed to is that request, and none that came after it
             */
            readonly liftRequestedAt: string;
            readonly reason: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Mask'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/masks/{maskId}/lift-requests': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Ask for a mask to be lifted until a stated time; it holds until another person agrees */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly maskId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly reason: string;
            /** @description from when on the mask holds again; 30 days from now when left out; null: for good, which needs a mask that was drawn in its place, or a camera that points elsewhere by now */
            readonly until?: string | null;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Mask'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/placements': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Record where the camera hangs and points from a time on */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly bearingDeg: number;
            readonly heightM: number;
            readonly hfovDeg: number;
            /**
             * @description ptz and dome: what counts as covered is what the camera can reach
             * @default fixed
             * @enum {string}
             */
            readonly motion?: 'fixed' | 'ptz' | 'dome';
            /** @description of a camera that can be turned, around bearingDeg; null is a full turn */
            readonly panRangeDeg?: number | null;
            /** @description GeoJSON Point, [lon, lat] in WGS84 */
            readonly position: {
              readonly coordinates: readonly [number, number];
              /** @enum {string} */
              readonly type: 'Point';
            };
            readonly rangeM: number;
            readonly resolution: { readonly height: number; readonly width: number };
            /** @default 10 */
            readonly tiltDeg?: number;
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly validFrom?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Camera'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/sign-photo': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The photograph of a camera's sign (JPEG) */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    /**
     * Hand in a photograph of a camera's sign, in place of the one before
     * @description multipart/form-data with one part `file`: JPEG, PNG or WebP, at most 15 MB. It is drawn anew, small, and without what the telephone wrote into it.
     */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/sign-reports': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Tell the board that a camera's sign is missing or unreadable; a new photograph closes it */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly kind: 'missing' | 'unreadable';
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/{id}/snapshots': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Which pictures there are, newest first (index only) */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          readonly limit?: number;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Snapshot'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Take a picture of an own camera */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/cameras/counts': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** How many cameras are in which state */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              readonly byState: {
                readonly degraded?: number;
                readonly draft?: number;
                readonly maintenance?: number;
                readonly offline?: number;
                readonly online?: number;
                readonly unknown?: number;
              };
              readonly total: number;
            };
          };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/case-moments/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** Delete a moment that the caller marked */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/config': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Settings of the web application */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              readonly demo: boolean;
              readonly mapArchiveUrl: string | null;
              readonly mapStyleUrl: string | null;
              readonly providerLabel: string | null;
              readonly version: string;
            };
          };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/coverage/cameras': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The cameras behind a number of the summary, newest or least uptime first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description the end of this day in Viet Nam; now when absent or today */
          readonly asOf?: string;
          /** @description only cameras that changed so in the period; retired ones are in no other answer */
          readonly change?: 'added' | 'retired' | 'went_dead' | 'came_back' | 'turned';
          readonly cursor?: string;
          /** @description length of the period of changes, uptime and incidents, in days up to asOf */
          readonly days?: number;
          /** @description only cameras that hung there already and were registered after asOf: those of `enteredLater` */
          readonly entered?: 'later';
          readonly limit?: number;
          /** @description uptime: the least first, those of which nothing is known last */
          readonly sort?: 'newest' | 'uptime';
          readonly state?: 'draft' | 'online' | 'degraded' | 'offline' | 'maintenance' | 'unknown';
          /** @description UUID */
          readonly unitId?: string;
          readonly works?: 'true' | 'false';
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['CoverageCamera'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/coverage/groups': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The neighbourhoods behind the number of those that take part, the most wanting first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description the end of this day in Viet Nam; now when absent or today */
          readonly asOf?: string;
          readonly cursor?: string;
          readonly limit?: number;
          /** @description only those that have a camera, or have none */
          readonly taking?: 'true' | 'false';
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['CoverageGroup'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/coverage/previews': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** What a camera would see if it stood so; stores nothing */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly bearingDeg: number;
            readonly heightM: number;
            readonly hfovDeg: number;
            /**
             * @description ptz and dome: what counts as covered is what the camera can reach
             * @default fixed
             * @enum {string}
             */
            readonly motion?: 'fixed' | 'ptz' | 'dome';
            /** @description of a camera that can be turned, around bearingDeg; null is a full turn */
            readonly panRangeDeg?: number | null;
            /** @description GeoJSON Point, [lon, lat] in WGS84 */
            readonly position: {
              readonly coordinates: readonly [number, number];
              /** @enum {string} */
              readonly type: 'Point';
            };
            readonly rangeM: number;
            readonly resolution: { readonly height: number; readonly width: number };
            /** @default 10 */
            readonly tiltDeg?: number;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CoveragePreview'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/coverage/summary': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras by unit and state, groups taking part, uptime, changes and incidents, as at a day */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description the end of this day in Viet Nam; now when absent or today */
          readonly asOf?: string;
          /** @description length of the period of changes, uptime and incidents, in days up to asOf */
          readonly days?: number;
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CoverageSummary'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/coverage/tiles/{z}/{x}/{y}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras and what they see, as at a day (MVT) */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description the end of this day in Viet Nam; now when absent or today */
          readonly asOf?: string;
        };
        readonly header?: never;
        readonly path: { readonly x: number; readonly y: number; readonly z: number };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/coverage/trend': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Uptime of 30 days and incidents of 12 months, up to a day */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description the end of this day in Viet Nam; now when absent or today */
          readonly asOf?: string;
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CoverageTrend'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/discoveries': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Searches of the last day, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description UUID */
          readonly organisationId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Discovery'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Search a network for cameras */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description Network to search, such as 192.168.1.0/24; at most 4,096 addresses */
            readonly cidr: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 202: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['DiscoveryAccepted'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/discoveries/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What a search has found */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['DiscoveryDetail'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/discoveries/{id}/stop': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** End a search */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Discovery'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/duty-officers': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Officers who can be put on the roster, and who is on duty now */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['DutyOfficer'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/duty-shifts': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who is on duty when, the latest first; the coming week when from and to are not given */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          readonly limit?: number;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['DutyShift'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Put an officer on the roster, once or weekly */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly from: string;
            /**
             * Format: date-time
             * @description 48 hours after from at most
             */
            readonly to: string;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly userId: string;
            /**
             * @description how many weeks in a row, at the same time of the week
             * @default 1
             */
            readonly weeks?: number;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['DutyShift'][] } };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/duty-shifts/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** Take a shift back, or end one that runs */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/emergency-suspensions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Whose right to open footage in an emergency is or was suspended, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': { readonly items: readonly components['schemas']['EmergencySuspension'][]; readonly nextCursor: string | null };
          };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/emergency-suspensions/{id}/lift': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Give the right back */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['EmergencySuspension'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/evidence-packages': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Packages within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          /** @description UUID */
          readonly incidentId?: string;
          readonly limit?: number;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['EvidencePackage'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/evidence-packages/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What became of a package */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['EvidencePackage'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/evidence-packages/{id}/file': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The file of a package (ZIP; one range at a time), for who ordered it while all its requests are open */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/evidence-packages/{id}/timestamp': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The RFC 3161 timestamp on the signature of a package (TimeStampResp), also when its file is gone */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/faults': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Entries of the repair ledger within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description UUID */
          readonly cameraId?: string;
          readonly cursor?: string;
          readonly facet?: 'reachable' | 'picture' | 'recording' | 'clock';
          readonly limit?: number;
          readonly open?: 'true' | 'false';
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Fault'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/faults/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One entry with its notes and alert */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FaultDetail'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    /** Say who sees to it */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly responsible: string | null } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FaultDetail'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/faults/{id}/notes': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Write down what was found or done */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly happenedAt?: string;
            /**
             * @default note
             * @enum {string}
             */
            readonly kind?: 'note' | 'work_done';
            readonly text: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FaultDetail'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/faults/{id}/photo-notes': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /**
     * Write down what was found or done, with photographs of it
     * @description multipart/form-data: the fields of `POST /faults/{id}/notes` and 1 to 3 parts `file` (JPEG, PNG or WebP, at most 15 MB each). They are drawn anew, small, and without what the telephone wrote into them.
     */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FaultDetail'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/faults/{id}/photos/{photoId}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** A photograph of a repair (JPEG) */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly photoId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Remove a photograph that was handed in by mistake; the words of its note stay */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly photoId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-policies': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Policies about requests, past and coming ones too, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['FootagePolicy'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Lay down a policy of a unit from a day on */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @default 168 */
            readonly accessHours?: number;
            /** @description the document that lays it down */
            readonly basis: string;
            readonly deciders: number;
            /** @default 2 */
            readonly decisionWorkingDays?: number;
            /** @default true */
            readonly emergencyAllowed?: boolean;
            /** @default 5 */
            readonly expiryWorkingDays?: number;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId: string;
            /**
             * Format: date-time
             * @description now when absent; never in the past
             */
            readonly validFrom?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootagePolicy'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-pulls/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** How far a pull came */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootagePull'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Requests within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description UUID */
          readonly cameraId?: string;
          readonly cursor?: string;
          /** @description UUID */
          readonly incidentId?: string;
          readonly limit?: number;
          /** @description true: waiting for a decision, or open; false: over; absent: both */
          readonly live?: 'true' | 'false';
          readonly state?: 'submitted' | 'approved' | 'denied' | 'cancelled' | 'expired' | 'fulfilling' | 'completed' | 'partial' | 'unavailable';
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['FootageRequest'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One request with its decisions */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/cancellation': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Withdraw a request, or give up what it opened */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/decision': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Approve or deny, as the board of the camera */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly decision: 'approve' | 'deny';
            readonly reason: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/fulfilment': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Say, as the board, that all, a part or nothing of it can be handed over, and why */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * @description why footage is missing; needed with partial and unavailable
             * @enum {string}
             */
            readonly missing?: 'not_recorded' | 'overwritten' | 'camera_down' | 'device_broken' | 'held_elsewhere' | 'other';
            /** @enum {string} */
            readonly outcome: 'completed' | 'partial' | 'unavailable';
            /** @description the same in words */
            readonly reason?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/justification': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Justify an emergency, within 24 hours */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/media': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What a request opens: segments, gaps and pictures; opens it for this session */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['MediaList'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/revocation': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Take back what a request opened: whoever watches is cut off */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/{id}/second': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Approve or deny a request of a disorderly gathering, as a second officer */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly decision: 'approve' | 'deny';
            readonly reason: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/footage-requests/waiting': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** How much waits for the caller; a number, which is no look at what was asked */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['WaitingRequests'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/holds/{id}/release': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** End a hold before its time */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Hold'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/holds/{id}/second': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Agree to a hold of a disorderly gathering, as a second officer */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Hold'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incident-categories': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Categories in force */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly { readonly code: string; readonly nameEn: string; readonly nameVi: string }[] } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Incidents within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly category?: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
          readonly cursor?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          readonly limit?: number;
          readonly outcome?: 'open' | 'prevented' | 'dispersed' | 'cleared_with_footage' | 'cleared_otherwise';
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Incident'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Enter an incident */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
            /** @description GeoJSON Point, [lon, lat] in WGS84 */
            readonly location: {
              readonly coordinates: readonly [number, number];
              /** @enum {string} */
              readonly type: 'Point';
            };
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly occurredFrom: string;
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly occurredTo: string;
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly reportedAt?: string;
            /** @default  */
            readonly summary?: string;
            /** @default 15 */
            readonly uncertaintyM?: number;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['IncidentEntered'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One incident */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Incident'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    /** Change an incident */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly category?: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
            /** @description GeoJSON Point, [lon, lat] in WGS84 */
            readonly location?: {
              readonly coordinates: readonly [number, number];
              /** @enum {string} */
              readonly type: 'Point';
            };
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly occurredFrom?: string;
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly occurredTo?: string;
            /** @enum {string} */
            readonly outcome?: 'open' | 'prevented' | 'dispersed' | 'cleared_with_footage' | 'cleared_otherwise';
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly reportedAt?: string;
            readonly summary?: string;
            readonly uncertaintyM?: number;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Incident'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/approvals': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who agreed to what */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Approval'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Agree to an extent or a route search, as a second person */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly kind: 'extent' | 'route';
            readonly reason: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Approval'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/candidates': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras that could have seen it, ranked, with their footage */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly lang?: 'vi' | 'en'; readonly limit?: number; readonly order?: 'score' | 'overwrite' };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CandidatePage'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/evidence-packages': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Order an evidence package of what own requests of an incident open */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description own open requests of the incident; all of them when absent */
            readonly requestIds?: readonly string[];
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': components['schemas']['EvidencePackageAccepted'] };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/footage-pulls': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What was pulled for an incident, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['FootagePull'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/footage-requests': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Ask for a camera's footage and pictures of an incident */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: uuid
             * @description a candidate that nobody ruled out, or a camera with a confirmed link
             */
            readonly cameraId: string;
            /**
             * @description opens at once, without the board; to be justified within 24 hours
             * @default false
             */
            readonly emergency?: boolean;
            /**
             * Format: date-time
             * @description true time, a full second; within the incident, widened by the uncertainty of the camera’s clock
             */
            readonly from: string;
            /** @description the provision and the document that the request rests on */
            readonly legalBasis: string;
            readonly purpose: string;
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly to: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['FootageRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/holds': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What is held for an incident and its merged reports, ended holds too, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Hold'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Hold a camera's footage by hand */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: uuid
             * @description UUID
             */
            readonly cameraId: string;
            /**
             * Format: date-time
             * @description 30 days ahead at most; 7 days when absent
             */
            readonly expiresAt?: string;
            /**
             * Format: date-time
             * @description true time
             */
            readonly from: string;
            readonly reason: string;
            /**
             * Format: date-time
             * @description RFC 3339 with Z or an offset
             */
            readonly to: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Hold'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/links': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Verdicts on cameras, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Link'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Confirm or reject a camera */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: uuid
             * @description UUID
             */
            readonly cameraId: string;
            /** @default  */
            readonly note?: string;
            /** @enum {string} */
            readonly verdict: 'confirmed' | 'rejected';
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Link'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/merge': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Merge a report into the incident that stays */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: uuid
             * @description UUID
             */
            readonly intoIncidentId: string;
            readonly reason: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Incident'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/moments': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Moments marked in what requests of an incident opened, newest mark first; those of requests that the caller may see */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['CaseMoment'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Mark a second that is watched under an own request of the incident, in this session */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * Format: date-time
             * @description true time, within the seconds that the request opens
             */
            readonly at: string;
            /**
             * @description what is seen, without plates, ID and phone numbers
             * @default
             */
            readonly note?: string;
            /**
             * Format: uuid
             * @description an own request of the case that this session has opened
             */
            readonly requestId: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CaseMoment'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/nearby': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Incidents that may be reports of the same one, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Nearby'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/route-search': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras that somebody leaving the place, or coming to it, could have passed, in order */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly direction?: 'leaving' | 'arriving';
          readonly distanceM?: number;
          readonly lang?: 'vi' | 'en';
          readonly limit?: number;
          readonly maxKmh?: number;
          readonly minKmh?: number;
          readonly minutes?: number;
          readonly mode?: 'foot' | 'motorbike' | 'any';
          readonly roads?: 'true' | 'false';
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['RouteSearch'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/route-search/state': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Whether a route may be searched, and what is missing */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['RouteState'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/incidents/{id}/unmerge': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Undo a merge */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Incident'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/jobs/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** What became of a job */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Job'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/log-erasures': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Erasures of clear text in the access log, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['LogErasure'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Ask for clear text of the access log to be erased; another person decides */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly basis: 'subject_request' | 'authority_order';
            /** @description or entries by their places: their details, the purpose among them */
            readonly entries?: readonly number[];
            /** @description what the law asks for, and which order or request; no plates, ID or phone numbers */
            readonly reason: string;
            /**
             * Format: uuid
             * @description needed for the basis subject_request: a deletion or an objection that was not refused or withdrawn
             */
            readonly subjectRequestId?: string;
            /**
             * Format: uuid
             * @description a closed account: as who acted, and where details name it
             */
            readonly userId?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['LogErasure'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/log-erasures/{id}/decision': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Approve or refuse; what is approved is gone at once, and every proof still holds */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly decision: 'approve' | 'refuse';
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['LogErasure'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/mask-reviews': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras within reach that see sensitive buildings, with what was found of their masks; `open=true`: those that wait for a review, for masks or for a second person */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description UUID */
          readonly cameraId?: string;
          readonly cursor?: string;
          readonly limit?: number;
          /** @description true: only cameras whose masks are to be reviewed or drawn, or with a mask that waits for a second person to agree to its lifting */
          readonly open?: 'true' | 'false';
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['MaskReview'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/media/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** A segment as it may be watched: cut to the request’s seconds, with a watermark (MP4; one range at a time) */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description for which case; needed where several requests of yours open it */
          readonly requestId?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'video/mp4': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/messages': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Messages and their delivery, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description UUID */
          readonly subscriptionId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Message'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/organisations': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Organisations, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly kind?: 'board' | 'police_post' | 'area_command' | 'administration'; readonly limit?: number };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Organisation'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Make a board, police post, area command or administration */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly kind: 'board' | 'police_post' | 'area_command' | 'administration';
            readonly name: string;
            /**
             * @description the units it answers for, each with all below it
             * @default []
             */
            readonly unitIds?: readonly string[];
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Organisation'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/organisations/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One organisation */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Organisation'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    /** Change its name, its units, or where its cameras may be */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description CIDR or CIDR:port; an empty list or null removes the limit */
            readonly cameraNetworks?: readonly string[] | null;
            readonly name?: string;
            /** @description the units it answers for, each with all below it */
            readonly unitIds?: readonly string[];
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Organisation'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/places': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Places by name, address or two streets that meet; best first, one page */
    readonly get: {
      readonly parameters: {
        readonly query: {
          readonly limit?: number;
          /** @description "lon,lat": nearer places first, none beyond some 50 km */
          readonly near?: string;
          /** @description a name, an address, or two streets that meet; marks and case do not count */
          readonly q: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Place'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/privacy/breach-export': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who could have seen what in a period, and who did (CSV), for the notice of a breach */
    readonly get: {
      readonly parameters: {
        readonly query: {
          /** @description RFC 3339 with Z or an offset */
          readonly from: string;
          /** @description RFC 3339 with Z or an offset */
          readonly to: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/invitations': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Set the password with an invitation */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly password: string; readonly token: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': { readonly username: string } } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/invitations/look': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Whom an invitation is for */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly token: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['InvitationLook'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/password-resets': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Set a new password with a code from paper */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: { readonly 'application/json': { readonly code: string; readonly newPassword: string; readonly username: string } };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/provider/codes': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** The code of the second factor, after that */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly code: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Session'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/provider/logout': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** The provider tells that somebody signed out there */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly logout_token: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': Record<string, never> } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/provider/sessions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Sign in with what came back from the provider */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: { readonly 'application/json': { readonly code?: string; readonly error?: string; readonly iss?: string; readonly state: string } };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Session'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/provider/sign-ins': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Begin to sign in by the provider */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly invitation?: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ProviderStart'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/public/session': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who is signed in, if anybody */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['MaybeSession'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/push-key': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The key that a browser subscribes for; null when push is not set up */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['PushKey'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/push-subscriptions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Have this browser told; again with the same address: it stays the one it was */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly endpoint: string;
            readonly keys: { readonly auth: string; readonly p256dh: string };
            /**
             * @default vi
             * @enum {string}
             */
            readonly language?: 'vi' | 'en';
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Subscription'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/recorders': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Recorders within reach, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description UUID */
          readonly unitId?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Recorder'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Register a recorder with its channels, all or nothing */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly channels: readonly {
              readonly channel: number;
              readonly name: string;
              readonly notice?: {
                /** Format: date */
                readonly postedAt: string;
              };
              readonly placement: {
                readonly bearingDeg: number;
                readonly heightM: number;
                readonly hfovDeg: number;
                /**
                 * @description ptz and dome: what counts as covered is what the camera can reach
                 * @default fixed
                 * @enum {string}
                 */
                readonly motion?: 'fixed' | 'ptz' | 'dome';
                /** @description of a camera that can be turned, around bearingDeg; null is a full turn */
                readonly panRangeDeg?: number | null;
                /** @description GeoJSON Point, [lon, lat] in WGS84 */
                readonly position: {
                  readonly coordinates: readonly [number, number];
                  /** @enum {string} */
                  readonly type: 'Point';
                };
                readonly rangeM: number;
                readonly resolution: { readonly height: number; readonly width: number };
                /** @default 10 */
                readonly tiltDeg?: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 with Z or an offset
                 */
                readonly validFrom?: string;
              };
              /** @enum {string} */
              readonly purpose?: 'junction' | 'market' | 'school_gate' | 'residential' | 'accident_spot' | 'disorder_spot' | 'border' | 'bank' | 'other';
              /**
               * @default {
               *       "mode": "off",
               *       "retentionHours": 72
               *     }
               */
              readonly recording?: {
                /** @enum {string} */
                readonly mode: 'off' | 'continuous' | 'edge';
                /** @default 72 */
                readonly retentionHours?: number;
              };
              readonly siteName?: string;
              /** @default 300 */
              readonly snapshotEverySeconds?: number;
              /** @description ONVIF: the device's own token of the video source; without it the channel's number counts */
              readonly videoSource?: string;
            }[];
            readonly name: string;
            readonly siteName?: string;
            readonly source:
              | {
                  /** @description Path of one channel's stream with {channel} in it, such as /Streaming/Channels/{channel}01 */
                  readonly channelUrlTemplate: string;
                  /** @enum {string} */
                  readonly kind: 'rtsp';
                  readonly password?: string;
                  /**
                   * @default tcp
                   * @enum {string}
                   */
                  readonly transport?: 'tcp' | 'udp';
                  /** @description rtsp://host[:port] without a path */
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'onvif';
                  readonly password?: string;
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'registered';
                };
            /**
             * Format: uuid
             * @description UUID
             */
            readonly unitId: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Recorder'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/recorders/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One recorder with its channels */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Recorder'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Take a recorder and all its channels out of service */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    /** Change a recorder: its password or address for all channels at once */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly credentials?: { readonly password: string; readonly username: string };
            /** @description of all channels */
            readonly maintenance?: boolean;
            readonly name?: string;
            readonly source?:
              | {
                  /** @description Path of one channel's stream with {channel} in it, such as /Streaming/Channels/{channel}01 */
                  readonly channelUrlTemplate: string;
                  /** @enum {string} */
                  readonly kind: 'rtsp';
                  readonly password?: string;
                  /**
                   * @default tcp
                   * @enum {string}
                   */
                  readonly transport?: 'tcp' | 'udp';
                  /** @description rtsp://host[:port] without a path */
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'onvif';
                  readonly password?: string;
                  readonly url: string;
                  readonly username?: string;
                }
              | {
                  /** @enum {string} */
                  readonly kind: 'registered';
                };
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Recorder'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/recorders/{id}/channels': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Add channels to a recorder */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly channels: readonly {
              readonly channel: number;
              readonly name: string;
              readonly notice?: {
                /** Format: date */
                readonly postedAt: string;
              };
              readonly placement: {
                readonly bearingDeg: number;
                readonly heightM: number;
                readonly hfovDeg: number;
                /**
                 * @description ptz and dome: what counts as covered is what the camera can reach
                 * @default fixed
                 * @enum {string}
                 */
                readonly motion?: 'fixed' | 'ptz' | 'dome';
                /** @description of a camera that can be turned, around bearingDeg; null is a full turn */
                readonly panRangeDeg?: number | null;
                /** @description GeoJSON Point, [lon, lat] in WGS84 */
                readonly position: {
                  readonly coordinates: readonly [number, number];
                  /** @enum {string} */
                  readonly type: 'Point';
                };
                readonly rangeM: number;
                readonly resolution: { readonly height: number; readonly width: number };
                /** @default 10 */
                readonly tiltDeg?: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 with Z or an offset
                 */
                readonly validFrom?: string;
              };
              /** @enum {string} */
              readonly purpose?: 'junction' | 'market' | 'school_gate' | 'residential' | 'accident_spot' | 'disorder_spot' | 'border' | 'bank' | 'other';
              /**
               * @default {
               *       "mode": "off",
               *       "retentionHours": 72
               *     }
               */
              readonly recording?: {
                /** @enum {string} */
                readonly mode: 'off' | 'continuous' | 'edge';
                /** @default 72 */
                readonly retentionHours?: number;
              };
              readonly siteName?: string;
              /** @default 300 */
              readonly snapshotEverySeconds?: number;
              /** @description ONVIF: the device's own token of the video source; without it the channel's number counts */
              readonly videoSource?: string;
            }[];
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Recorder'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/recorders/{id}/checks': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Test a recorder and each of its channels now */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': Record<string, never> | null } };
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'application/json': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/recorders/{id}/clock-readings': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Comparisons of the recorder's clock with ours, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          /** @description RFC 3339 with Z or an offset */
          readonly from?: string;
          readonly limit?: number;
          /** @description RFC 3339 with Z or an offset */
          readonly to?: string;
          /** @description only what people read */
          readonly typed?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['ClockReading'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Record what the recorder's clock showed, for all its channels */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /**
             * @description the clock was set just before: earlier readings do not contradict this one
             * @default false
             */
            readonly clockWasSet?: boolean;
            /** @description RFC 3339; without a zone it is read as Asia/Ho_Chi_Minh */
            readonly deviceTime: string;
            /** @enum {string} */
            readonly method: 'onvif' | 'rtcp' | 'http_date' | 'manual' | 'photo' | 'osd' | 'simulated';
            /**
             * Format: uuid
             * @description the picture whose burnt-in time is deviceTime (method osd); its true time is known
             */
            readonly snapshotId?: string;
            /**
             * Format: date-time
             * @description by a right clock; left out when a snapshot says it
             */
            readonly trueTime?: string;
            /** @description less than 500 counts as 500, in a picture less than 3000 as 3000 */
            readonly uncertaintyMs: number;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ClockReading'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/recorders/{id}/clock-readings/{readingId}/withdrawal': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Withdraw a reading of the recorder's clock that somebody typed wrong; it stays in the list */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly readingId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: { readonly content: { readonly 'application/json': { readonly reason: string } } };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ClockReading'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/service/state': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Database, disk, workers, queues, and what is wrong with them */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ServiceState'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/sessions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Sign in; with a code where the account has a second factor */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: { readonly 'application/json': { readonly code?: string; readonly password: string; readonly username: string } };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Session'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/sessions/current': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Who is signed in */
    readonly get: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['CurrentSession'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Sign out; says where the session of the provider is ended, if this one came by it */
    readonly delete: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['ProviderSignOut'] } };
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/signs': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Cameras within reach with what is known of their signs; `missing=true`: those whose sign or its photograph isn't there, or was reported */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description UUID */
          readonly cameraId?: string;
          readonly cursor?: string;
          readonly limit?: number;
          /** @description true: only cameras without a posted notice, without a photograph of it, or with an open report */
          readonly missing?: 'true' | 'false';
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Sign'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/snapshots/{id}/image': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** The picture itself (JPEG): for its board with the masks of the camera, under a grant as a copy with a watermark */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          /** @description for which case; needed where several requests of yours open it */
          readonly requestId?: string;
        };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 202: {
          headers: { readonly [name: string]: unknown };
          content: {
            readonly 'image/jpeg': {
              /**
               * Format: uuid
               * @description UUID
               */
              readonly jobId: string;
            };
          };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/subject-requests': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Requests of people about their own data, newest first, without who asked */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description only those that have not ended */
          readonly open?: 'true' | 'false';
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['SubjectRequest'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Enter a request; the answer is due at the end of the second working day */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly applicant: {
              /** @description address, phone number or e-mail */
              readonly contact: string;
              readonly name: string;
            };
            /**
             * Format: uuid
             * @description UUID
             */
            readonly cameraId?: string;
            /** @description when the person was filmed, if it was said */
            readonly during?: {
              /**
               * Format: date-time
               * @description RFC 3339 with Z or an offset
               */
              readonly from: string;
              /**
               * Format: date-time
               * @description RFC 3339 with Z or an offset
               */
              readonly to: string;
            };
            /** @enum {string} */
            readonly kind: 'access' | 'copy' | 'correction' | 'deletion' | 'restriction' | 'objection';
            /**
             * Format: uuid
             * @description who has to answer; the caller's own when absent, and for boards never another
             */
            readonly organisationId?: string;
            /**
             * Format: date-time
             * @description when it came in: the terms count from then
             */
            readonly receivedAt: string;
            /**
             * @description no plates, ID or phone numbers
             * @default
             */
            readonly summary?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['SubjectRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/subject-requests/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One request, with who asked */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': components['schemas']['SubjectRequestDetail'] };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/subject-requests/{id}/steps': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** Answer, extend once, complete, refuse or withdraw */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description what was told or done, or why not; no plates, ID or phone numbers */
            readonly note: string;
            /** @enum {string} */
            readonly step: 'answer' | 'extend' | 'complete' | 'refuse' | 'withdraw';
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['SubjectRequest'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/units': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Units of a day, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly asOf?: string;
          readonly cursor?: string;
          readonly level?: 'country' | 'province' | 'district' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
          readonly limit?: number;
          /** @description UUID */
          readonly parentId?: string;
          /** @description true: only units that stand under no other */
          readonly top?: string;
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['Unit'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Make a unit */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @default null */
            readonly boundary?:
              | (
                  | {
                      readonly coordinates: readonly (readonly (readonly [number, number])[])[];
                      /** @enum {string} */
                      readonly type: 'Polygon';
                    }
                  | {
                      readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
                      /** @enum {string} */
                      readonly type: 'MultiPolygon';
                    }
                )
              | null;
            /** @default null */
            readonly code?: string | null;
            /** @enum {string} */
            readonly level: 'province' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
            readonly name: string;
            /** @default null */
            readonly parentId?: string | null;
            /**
             * Format: date
             * @description the first day it exists; without it, always
             */
            readonly validFrom?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['UnitDetail'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/units/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One unit with its boundary and history */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['UnitDetail'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    /** Put name or outline right, or end it */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly boundary?:
              | (
                  | {
                      readonly coordinates: readonly (readonly (readonly [number, number])[])[];
                      /** @enum {string} */
                      readonly type: 'Polygon';
                    }
                  | {
                      readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
                      /** @enum {string} */
                      readonly type: 'MultiPolygon';
                    }
                )
              | null;
            /** @description puts a slip right; an official change of name is another unit */
            readonly name?: string;
            /**
             * Format: date
             * @description the first day on which it no longer exists
             */
            readonly validTo?: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['UnitDetail'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/users': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Users, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: {
          readonly cursor?: string;
          readonly limit?: number;
          /** @description UUID */
          readonly organisationId?: string;
          /** @description part of the display name or the user name, marks and case aside */
          readonly q?: string;
          readonly role?: 'board' | 'officer' | 'commander' | 'auditor' | 'admin';
        };
        readonly header?: never;
        readonly path?: never;
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['UserItem'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    /** Invite somebody: a link for 72 hours, with which they set a password */
    readonly post: {
      readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            readonly displayName: string;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly organisationId: string;
            /** @enum {string} */
            readonly role: 'board' | 'officer' | 'commander' | 'auditor' | 'admin';
            readonly username: string;
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Invitation'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** One user */
    readonly get: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['UserItem'] } };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    /** Change name, role or organisation, close or open again */
    readonly patch: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody: {
        readonly content: {
          readonly 'application/json': {
            /** @description true: leaves at once; password, second factor and codes are gone. false: comes back, by a new invitation */
            readonly disabled?: boolean;
            readonly displayName?: string;
            /**
             * Format: uuid
             * @description UUID
             */
            readonly organisationId?: string;
            /** @enum {string} */
            readonly role?: 'board' | 'officer' | 'commander' | 'auditor' | 'admin';
          };
        };
      };
      readonly responses: {
        /** @description Default Response */
        readonly 200: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['UserItem'] } };
      };
    };
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/api-keys': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Keys of a user, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['ApiKeyList'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/api-keys/{keyId}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** End a key of a user */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly keyId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/identity': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** End a user's link to the provider; their sessions end */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/invitations': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** A new link to set a password, in place of the last one */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['Invitation'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/reset-codes': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    /** A sheet of codes for a board that may forget its password */
    readonly post: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 201: { headers: { readonly [name: string]: unknown }; content: { readonly 'application/json': components['schemas']['PaperCodes'] } };
      };
    };
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/second-factor': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** Reset a user's second factor; their sessions end */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/sessions': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    /** Where a user is signed in, newest first */
    readonly get: {
      readonly parameters: {
        readonly query?: { readonly cursor?: string; readonly limit?: number };
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 200: {
          headers: { readonly [name: string]: unknown };
          content: { readonly 'application/json': { readonly items: readonly components['schemas']['OpenSession'][]; readonly nextCursor: string | null } };
        };
      };
    };
    readonly put?: never;
    readonly post?: never;
    /** Sign a user out everywhere */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/users/{id}/sessions/{sessionId}': {
    readonly parameters: { readonly query?: never; readonly header?: never; readonly path?: never; readonly cookie?: never };
    readonly get?: never;
    readonly put?: never;
    readonly post?: never;
    /** End one session of a user */
    readonly delete: {
      readonly parameters: {
        readonly query?: never;
        readonly header?: never;
        readonly path: {
          /** @description UUID */
          readonly id: string;
          /** @description UUID */
          readonly sessionId: string;
        };
        readonly cookie?: never;
      };
      readonly requestBody?: never;
      readonly responses: {
        /** @description Default Response */
        readonly 204: { headers: { readonly [name: string]: unknown }; content?: never };
      };
    };
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    readonly Absence: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly createdBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      /** @description RFC 3339, UTC, milliseconds */
      readonly from: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly note: string;
      /** @enum {string} */
      readonly reason: 'maintenance' | 'seasonal' | 'construction' | 'power_cut' | 'other';
      /** @description RFC 3339, UTC, milliseconds */
      readonly to: string;
    };
    readonly Alarm: {
      readonly acknowledgedAt: string | null;
      readonly acknowledgedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      } | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly alarmPointId: string;
      readonly burst: { readonly cancelled: number; readonly missed: number; readonly planned: number; readonly taken: number };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly incidentId: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly lastPressedAt: string;
      readonly name: string;
      /** @description a gathering was recorded there and then: no pictures, and nothing is held by the service itself */
      readonly nearGathering: boolean;
      readonly position: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      readonly pressCount: number;
      /** @description RFC 3339, UTC, milliseconds */
      readonly raisedAt: string;
      readonly referenceNumber: string | null;
      readonly test: boolean;
      /** @description nobody was on duty: all officers of the unit were told */
      readonly toldAll: boolean;
      readonly unansweredSince: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
    };
    readonly AlarmPoint: {
      /** @enum {string} */
      readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly disabled: boolean;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly lastHeardAt: string | null;
      readonly name: string;
      readonly owner: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      readonly position: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      readonly testUntil: string | null;
      readonly tokenIssuedAt: string | null;
      readonly uncertaintyM: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    };
    readonly AlarmToken: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @description shown once; the old one is good for nothing from now on */
      readonly token: string;
    };
    readonly Alert: {
      readonly cameraCount: number;
      readonly cameras: readonly {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
        readonly siteName: string;
      }[];
      readonly cause: string;
      readonly commonCause: ('recorder' | 'site' | 'network' | 'unit' | 'organisation') | null;
      readonly endedAt: string | null;
      readonly endedBecause: ('verified' | 'absence' | 'withdrawn') | null;
      readonly facet: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'camera' | 'group';
      /** @description RFC 3339, UTC, milliseconds */
      readonly openedAt: string;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      readonly siteName: string | null;
      readonly state: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
    };
    readonly ApiKeyList: {
      readonly actions: readonly string[];
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @description to a minute */
      readonly lastUsedAt: string | null;
      readonly name: string;
    };
    readonly Approval: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly approvedAt: string;
      readonly approvedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly incidentId: string;
      /** @enum {string} */
      readonly kind: 'extent' | 'route';
      readonly reason: string;
    };
    readonly AuditEvent: {
      readonly action: string;
      readonly actor: {
        readonly id: string | null;
        /** @description where this person is today; no part of the leaf, and null once the person was erased */
        readonly organisationName: string | null;
        readonly role: string | null;
        readonly username: string | null;
      };
      /** @description RFC 3339, UTC, milliseconds */
      readonly at: string;
      readonly cameraIds: readonly string[];
      readonly detail: { readonly [key: string]: unknown } | null;
      /** @description clear text that was erased, and under what */
      readonly erased: readonly {
        readonly basis: string;
        /** @description yyyy-mm-dd */
        readonly on: string;
        /** @enum {string} */
        readonly part: 'actor' | 'detail';
      }[];
      readonly incidentId: string | null;
      /** @description SHA-256(0x00 ‖ leafInput) */
      readonly leafHash: string;
      /** @description base64 of canonical JSON (RFC 8785) */
      readonly leafInput: string;
      readonly outcome: string;
      /** @description organisations that owned these cameras then */
      readonly ownerIds: readonly string[];
      readonly purpose: string | null;
      /** @description of the incident, as people call it; no part of the leaf, which has its id */
      readonly referenceNumber: string | null;
      readonly salts: {
        /** @description base64, 16 bytes; null where nothing was committed to, and after erasure */
        readonly actorId: string | null;
        /** @description base64, 16 bytes; null where nothing was committed to, and after erasure */
        readonly actorUsername: string | null;
        /** @description base64, 16 bytes; null where nothing was committed to, and after erasure */
        readonly detail: string | null;
      };
      /** @description zero-based leaf of the tree */
      readonly seq: number;
    };
    readonly Camera: {
      readonly clockOffsetMs: number | null;
      readonly confirmation: components['schemas']['CameraConfirmation'] | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly facets: { readonly clock: string; readonly picture: string; readonly reachable: string; readonly recording: string };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly lastContactAt: string | null;
      readonly lastProblem: { readonly code: string; readonly message: string } | null;
      readonly name: string;
      readonly notice: { readonly postedAt: string } | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly ownerId: string;
      readonly ownerName: string;
      readonly placement: {
        readonly bearingDeg: number;
        readonly coverage: components['schemas']['Coverage'];
        readonly coverageState: {
          /** @enum {string} */
          readonly basis: 'clear' | 'cut' | 'doubtful';
          /** @description RFC 3339, UTC, milliseconds */
          readonly computedAt: string;
          readonly version: number;
        };
        readonly heightM: number;
        readonly hfovDeg: number;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /**
         * @description ptz and dome: what counts as covered is what the camera can reach
         * @default fixed
         * @enum {string}
         */
        readonly motion: 'fixed' | 'ptz' | 'dome';
        readonly panRangeDeg: number | null;
        /** @description GeoJSON Point, [lon, lat] in WGS84 */
        readonly position: {
          readonly coordinates: readonly [number, number];
          /** @constant */
          readonly type: 'Point';
        };
        readonly rangeM: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly recordedAt: string;
        readonly resolution: { readonly height: number; readonly width: number };
        /** @default 10 */
        readonly tiltDeg: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly validFrom: string;
        readonly validTo: string | null;
      } | null;
      readonly purpose: ('junction' | 'market' | 'school_gate' | 'residential' | 'accident_spot' | 'disorder_spot' | 'border' | 'bank' | 'other') | null;
      readonly recorder: {
        readonly channel: number | null;
        readonly down: boolean;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      } | null;
      readonly recording: {
        readonly estimatedBytes: number;
        /** @enum {string} */
        readonly mode: 'off' | 'continuous' | 'edge';
        readonly retentionHours: number;
      };
      readonly siteName: string;
      readonly snapshotEverySeconds: number;
      readonly source:
        | {
            readonly hasCredentials: boolean;
            /** @constant */
            readonly kind: 'rtsp';
            /** @enum {string} */
            readonly transport: 'tcp' | 'udp';
            readonly url: string;
          }
        | {
            readonly hasCredentials: boolean;
            /** @constant */
            readonly kind: 'onvif';
            readonly url: string;
          }
        | {
            readonly faults: {
              readonly authFails?: boolean;
              readonly blurred?: boolean;
              readonly clockOffsetMs?: number;
              readonly covered?: boolean;
              readonly dark?: boolean;
              readonly dead?: boolean;
              readonly delayMs?: number;
              readonly frozen?: boolean;
              readonly moved?: boolean;
            };
            /** @constant */
            readonly kind: 'simulated';
            readonly seed: number;
          }
        | {
            /** @constant */
            readonly kind: 'registered';
          };
      /** @enum {string} */
      readonly state: 'draft' | 'online' | 'degraded' | 'offline' | 'maintenance' | 'unknown';
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      readonly warnings: readonly { readonly cameraIds?: readonly string[]; readonly code: string; readonly message: string }[];
    };
    readonly CameraConfirmation: {
      readonly confirmedAt: string | null;
      readonly due: boolean;
      /** @description RFC 3339, UTC, milliseconds */
      readonly dueAt: string;
      readonly handIn: {
        /** @enum {string} */
        readonly holder: 'household' | 'shop' | 'company' | 'school' | 'clinic' | 'agency' | 'worship' | 'board' | 'other';
        readonly keepsHours: number | null;
        readonly whereToAsk: string | null;
      } | null;
      readonly stillFilms: boolean | null;
      readonly stillThere: boolean | null;
    };
    readonly Candidate: {
      /** @enum {string} */
      readonly availability: 'on_hand' | 'at_edge' | 'lost' | 'never_recorded' | 'unknown';
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      readonly clock: {
        readonly method: string;
        readonly offsetMs: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly readAt: string;
        readonly uncertaintyMs: number;
      } | null;
      readonly coverage: components['schemas']['Coverage'];
      readonly deviceWindow: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly distanceM: number;
      readonly footage: readonly {
        readonly overlapRatio: number;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly segmentId: string;
      }[];
      /** @description up to where footageSpans tell; null: to the end */
      readonly footageKnownTo: string | null;
      /** @description stretches of the incident that footage on hand covers, true time */
      readonly footageSpans: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      }[];
      readonly healthThen: readonly {
        readonly facet: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        readonly state: string;
        readonly to: string | null;
      }[];
      readonly level: { readonly iec2014: string | null; readonly iec2025: string | null };
      /** @enum {string} */
      readonly light: 'day' | 'night' | 'both';
      readonly link: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly decidedAt: string;
        readonly note: string;
        /** @enum {string} */
        readonly verdict: 'confirmed' | 'rejected';
      } | null;
      /** @enum {string} */
      readonly motion: 'fixed' | 'ptz' | 'dome';
      readonly nearest: {
        readonly distanceM: number;
        readonly level: { readonly iec2014: string | null; readonly iec2025: string | null };
        readonly pxPerM: number;
      };
      readonly occluded: boolean;
      readonly offAxisDeg: number;
      readonly overwrittenAt: string | null;
      readonly pictureThen: string;
      /** @description when its placement was entered, if that was after the incident */
      readonly placementRecordedAfter: string | null;
      readonly position: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      /** @description the service can fetch that part; else its board hands it in */
      readonly pullable: boolean;
      readonly pxPerM: number;
      /** @description a part is not on hand and still lies on the device */
      readonly restAtEdge: boolean;
      readonly score: number;
      readonly scoreParts: readonly { readonly name: string; readonly value: number; readonly weight: number; readonly words: string }[];
      /** @enum {string} */
      readonly sees: 'full' | 'partial' | 'none';
      readonly siteName: string;
      readonly snapshotIds: readonly string[];
      readonly sunElevationDeg: number;
      readonly trueWindow: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly unitName: string;
      readonly way: {
        readonly alongM?: number;
        /** @enum {string} */
        readonly kind: 'road' | 'distance' | 'hidden';
        readonly roadName?: string | null;
      } | null;
      readonly why: readonly string[];
    };
    readonly CandidatePage: {
      readonly items: readonly components['schemas']['Candidate'][];
      readonly nextCursor: string | null;
      readonly notes?: readonly { readonly code: string; readonly message: string }[];
      /** @description with the first page: cameras that saw the place by the record when the incident was entered, and no longer do by what was entered since; 50 at most */
      readonly replaced?: readonly {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly cameraId: string;
        readonly cameraName: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly replacedAt: string;
        readonly siteName: string;
      }[];
    };
    readonly Capabilities: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly clockReadable: boolean;
      readonly edgeStorage: { readonly recording: boolean; readonly replay: boolean; readonly search: boolean };
      readonly events: {
        readonly lastMotionAt: string | null;
        readonly lastTamperAt: string | null;
        readonly lastTamperKind: ('scene_changed' | 'covered' | 'tampered' | 'blurred' | 'dark' | 'bright' | 'signal_lost' | 'motion') | null;
        readonly listening: boolean;
        readonly offered: boolean;
      };
      readonly firmwareChange: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly at: string;
        readonly before: string;
      } | null;
      readonly identity: {
        readonly firmware: string | null;
        readonly hardwareId: string | null;
        readonly manufacturer: string | null;
        readonly model: string | null;
        readonly serialNumber: string | null;
      };
      readonly media1: boolean;
      readonly media2: boolean;
      readonly nextLookAt: string | null;
      readonly profiles: readonly {
        readonly bitrateKbps?: number;
        readonly codec: string;
        readonly framesPerSecond?: number;
        readonly heightPx?: number;
        readonly name: string;
        /** @description Which ONVIF media services know it: media2 (Profile T), media1 (Profile S) */
        readonly services?: readonly string[];
        readonly widthPx?: number;
      }[];
      /** @description Where a camera registered with http also speaks TLS; it is contacted there */
      readonly securePort: number | null;
      /** @description When the camera last told all this; null when it never did */
      readonly seenAt: string | null;
      readonly services: readonly { readonly namespace: string; readonly version: string | null }[];
      readonly signIn: string | null;
      readonly snapshotByHttp: boolean;
      readonly streamable: boolean;
    };
    readonly CaseMoment: {
      /** @description true time */
      readonly at: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly incidentId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly markedAt: string;
      readonly markedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      readonly note: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly requestId: string;
    };
    readonly Checkpoint: {
      /** @description how keys before this one gave way, the first one first: notes that both keys signed */
      readonly handovers: readonly string[];
      /** @description name, id and public key as one word, as tools for notes take it */
      readonly key: string;
      /** @description 8 hexadecimal digits (C2SP signed-note) */
      readonly keyId: string;
      /** @description text, empty line and signature line: what to keep */
      readonly note: string;
      readonly origin: string;
      /** @description Ed25519, 32 bytes */
      readonly publicKey: string;
      /** @description base64 */
      readonly rootHash: string;
      /** @description Ed25519 over the note's text */
      readonly signature: string;
      readonly size: number;
    };
    readonly ClockReading: {
      readonly cameraId: string | null;
      readonly clockWasSet: boolean;
      /** @description another reading of nearly the same time says otherwise */
      readonly contradicts: boolean;
      /** @description RFC 3339, UTC, milliseconds */
      readonly deviceTime: string;
      readonly diagnosis: {
        /** @enum {string} */
        readonly kind: 'right' | 'ahead' | 'behind' | 'time_zone' | 'half_day' | 'date_swapped' | 'wrong_date' | 'reset';
        readonly zone: string | null;
      };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly method: 'onvif' | 'rtcp' | 'http_date' | 'manual' | 'photo' | 'osd' | 'simulated';
      readonly offsetMs: number;
      /** @description RFC 3339, UTC, milliseconds */
      readonly recordedAt: string;
      readonly recorderId: string | null;
      readonly snapshotId: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly trueTime: string;
      readonly uncertaintyMs: number;
      /** @description somebody withdrew it: it stays in the list and decides nothing any more */
      readonly withdrawn: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly at: string;
        readonly by: string;
        readonly reason: string;
      } | null;
    };
    readonly ClockWindow: {
      readonly clock: {
        /** @enum {string} */
        readonly method: 'onvif' | 'rtcp' | 'http_date' | 'manual' | 'photo' | 'osd' | 'simulated';
        readonly offsetMs: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly readAt: string;
        readonly uncertaintyMs: number;
      } | null;
      readonly contradicts: boolean;
      readonly deviceWindow: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly diagnosis: {
        /** @enum {string} */
        readonly kind: 'right' | 'ahead' | 'behind' | 'time_zone' | 'half_day' | 'date_swapped' | 'wrong_date' | 'reset';
        readonly zone: string | null;
      } | null;
      readonly step: {
        readonly changeMs: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      } | null;
      readonly trueWindows: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      }[];
    };
    readonly Confirmation: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      /** @description when somebody looked, from which it counts */
      readonly confirmedAt: string;
      readonly handIn: {
        /** @enum {string} */
        readonly holder: 'household' | 'shop' | 'company' | 'school' | 'clinic' | 'agency' | 'worship' | 'board' | 'other';
        readonly keepsHours: number | null;
        readonly whereToAsk: string | null;
      };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @description when it came here: days later if it had to wait for a connection */
      readonly recordedAt: string;
      readonly stillFilms: boolean;
      readonly stillThere: boolean;
    };
    readonly Consistency: { readonly path: readonly string[] };
    readonly Coverage: {
      /** @description as RFC 7946 has it for the type */
      readonly coordinates: readonly unknown[];
      /** @enum {string} */
      readonly type: 'Polygon' | 'MultiPolygon';
    };
    readonly CoverageCamera: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly name: string;
      /** @enum {string} */
      readonly reachable: 'up' | 'down' | 'unknown';
      readonly reachableSince: string | null;
      readonly retiredAt: string | null;
      readonly siteName: string;
      /**
       * @description at asOf
       * @enum {string}
       */
      readonly state: 'draft' | 'online' | 'degraded' | 'offline' | 'maintenance' | 'unknown';
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      /** @description share of the known time of the period in which it answered; null when nothing is known */
      readonly uptimeRatio: number | null;
      readonly works: boolean;
    };
    readonly CoverageGroup: {
      /** @description name of the unit above it */
      readonly aboveName: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly name: string;
      /** @description cameras that were registered and not retired */
      readonly total: number;
      /** @description of these, whose view counts as covered */
      readonly working: number;
    };
    readonly CoveragePreview: {
      /** @enum {string} */
      readonly basis: 'clear' | 'cut' | 'doubtful';
      readonly coverage: components['schemas']['Coverage'];
      readonly sector: components['schemas']['Coverage'];
    };
    readonly CoverageSummary: {
      /** @description units above it within reach, the uppermost first */
      readonly above: readonly {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @enum {string} */
        readonly level: 'country' | 'province' | 'district' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
        readonly name: string;
      }[];
      /** @description yyyy-mm-dd */
      readonly asOf: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly at: string;
      readonly byState: {
        readonly degraded: number;
        readonly draft: number;
        readonly maintenance: number;
        readonly offline: number;
        readonly online: number;
        readonly unknown: number;
      };
      readonly changes: { readonly added: number; readonly came_back: number; readonly retired: number; readonly turned: number; readonly went_dead: number };
      readonly days: number;
      /** @description of total, cameras that hung there already and were registered after asOf */
      readonly enteredLater: number;
      /** @description begin of the period */
      readonly from: string;
      /** @description neighbourhoods with at least one camera, and all */
      readonly groups: { readonly all: number; readonly taking: number };
      /** @description incidents that began in the period, without merged reports; null for who may not read incidents */
      readonly incidents: {
        readonly brawl: number;
        readonly disorderly_gathering: number;
        readonly intentional_injury: number;
        readonly property_damage: number;
        readonly public_disorder: number;
        readonly theft: number;
        readonly traffic_accident: number;
      } | null;
      /** @description share of the period of which it is known whether they did */
      readonly knownRatio: number | null;
      /** @description there are more units than are listed */
      readonly moreUnits: boolean;
      /** @description cameras that were registered and not retired */
      readonly total: number;
      /** @description null: all units of the caller */
      readonly unit: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @enum {string} */
        readonly level: 'country' | 'province' | 'district' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
        readonly name: string;
      } | null;
      readonly units: readonly {
        readonly byState: {
          readonly degraded: number;
          readonly draft: number;
          readonly maintenance: number;
          readonly offline: number;
          readonly online: number;
          readonly unknown: number;
        };
        readonly changes: { readonly added: number; readonly came_back: number; readonly retired: number; readonly turned: number; readonly went_dead: number };
        /** @description of total, cameras that hung there already and were registered after asOf */
        readonly enteredLater: number;
        /** @description neighbourhoods with at least one camera, and all */
        readonly groups: { readonly all: number; readonly taking: number };
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @description incidents that began in the period, without merged reports; null for who may not read incidents */
        readonly incidents: {
          readonly brawl: number;
          readonly disorderly_gathering: number;
          readonly intentional_injury: number;
          readonly property_damage: number;
          readonly public_disorder: number;
          readonly theft: number;
          readonly traffic_accident: number;
        } | null;
        /** @description share of the period of which it is known whether they did */
        readonly knownRatio: number | null;
        /** @enum {string} */
        readonly level: 'country' | 'province' | 'district' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
        readonly name: string;
        /** @description cameras that were registered and not retired */
        readonly total: number;
        /** @description share of the known time of the period in which cameras answered */
        readonly uptimeRatio: number | null;
        /** @description cameras whose view counts as covered */
        readonly working: number;
      }[];
      /** @description share of the known time of the period in which cameras answered */
      readonly uptimeRatio: number | null;
      /** @description cameras whose view counts as covered */
      readonly working: number;
    };
    readonly CoverageTrend: {
      readonly items: readonly { readonly day: string; readonly uptimeRatio: number | null }[];
      readonly months:
        | readonly {
            readonly byCategory: {
              readonly brawl: number;
              readonly disorderly_gathering: number;
              readonly intentional_injury: number;
              readonly property_damage: number;
              readonly public_disorder: number;
              readonly theft: number;
              readonly traffic_accident: number;
            };
            /** @description yyyy-mm */
            readonly month: string;
          }[]
        | null;
    };
    readonly CoverageVersion: {
      /** @enum {string} */
      readonly basis: 'clear' | 'cut' | 'doubtful';
      readonly coverage: components['schemas']['Coverage'];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly placementId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly saidFrom: string;
      readonly saidTo: string | null;
      readonly sector: components['schemas']['Coverage'];
      /** @description RFC 3339, UTC, milliseconds */
      readonly validFrom: string;
      readonly validTo: string | null;
      readonly version: number;
    };
    readonly CurrentSession: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly user: components['schemas']['User'];
    };
    readonly DiscoveredDevice: {
      readonly address: string;
      readonly cameraIds: readonly string[];
      readonly clock: {
        /** @enum {string} */
        readonly method: 'onvif' | 'http_date';
        readonly offsetMs: number;
        readonly uncertaintyMs: number;
      } | null;
      readonly firmware: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly foundAt: string;
      readonly foundBy: readonly ('ws_discovery' | 'sweep')[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly manufacturer: string | null;
      readonly model: string | null;
      readonly name: string | null;
      readonly onvifUrl: string | null;
      readonly passwordNeeded: boolean | null;
      readonly port: number;
      readonly reachable: boolean;
      readonly registration: {
        readonly name: string;
        readonly source:
          | {
              /** @constant */
              readonly kind: 'onvif';
              readonly url: string;
            }
          | {
              /** @constant */
              readonly kind: 'rtsp';
              readonly url: string;
            };
      };
      readonly rtspUrl: string | null;
      readonly signIn: readonly ('digest_sha256' | 'digest_md5' | 'basic' | 'username_token')[];
    };
    readonly Discovery: {
      readonly addresses: number;
      readonly addressesAnswered: number;
      readonly addressesDone: number;
      readonly cidr: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly deviceCount: number;
      readonly devicesLeftOut: number;
      readonly devicesOutside: number;
      readonly error: { readonly code: string; readonly message: string } | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly finishedAt: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
      readonly notTried: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly organisationId: string;
      readonly progress: number;
      /** @enum {string} */
      readonly state: 'waiting' | 'active' | 'completed' | 'interrupted' | 'stopped' | 'failed';
    };
    readonly DiscoveryAccepted: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
    };
    readonly DiscoveryDetail: {
      readonly addresses: number;
      readonly addressesAnswered: number;
      readonly addressesDone: number;
      readonly cidr: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly deviceCount: number;
      readonly devices: readonly components['schemas']['DiscoveredDevice'][];
      readonly devicesLeftOut: number;
      readonly devicesOutside: number;
      readonly error: { readonly code: string; readonly message: string } | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly finishedAt: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
      readonly nextCursor: string | null;
      readonly notTried: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly organisationId: string;
      readonly progress: number;
      /** @enum {string} */
      readonly state: 'waiting' | 'active' | 'completed' | 'interrupted' | 'stopped' | 'failed';
    };
    readonly DutyOfficer: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly name: string;
      readonly onDuty: boolean;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
    };
    readonly DutyShift: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly from: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      /** @description RFC 3339, UTC, milliseconds */
      readonly to: string;
      readonly user: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
    };
    readonly EmergencySuspension: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly liftedAt: string | null;
      readonly liftedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      readonly liftReason: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly requestId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly suspendedAt: string;
      readonly user: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
    };
    readonly EvidencePackage: {
      readonly byteLength: number | null;
      readonly cameraIds: readonly string[];
      /** @description what is in it, once it is sealed */
      readonly contents: {
        readonly cameras: readonly {
          /** @description of the opened seconds that are not there */
          readonly absentMs: number;
          readonly byteLength: number;
          /**
           * Format: uuid
           * @description UUID
           */
          readonly cameraId: string;
          /** @description copies for watching, with watermark and masks */
          readonly copies: number;
          readonly name: string;
          /** @description stored files as they are */
          readonly originals: number;
          /** @description whole fragments of stored files that reach past the opened seconds */
          readonly parts: number;
          /** @description pictures as they are */
          readonly pictures: number;
          /** @description stored files and pictures that no copy could be made of */
          readonly uncopied: number;
        }[];
        /** @description forms, manifest parts and other papers */
        readonly documents: number;
      } | null;
      /** @description why it failed; of one that waits, what it waits for (`disk_full`) */
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly fileCount: number | null;
      readonly finishedAt: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly incident: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      };
      /** @description for `matpho verify --key` */
      readonly keyFingerprint: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly orderedAt: string;
      readonly orderedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      readonly orderedFor: string;
      /** @description 0 to 1, by bytes */
      readonly progress: number;
      readonly requestIds: readonly string[];
      /** @description of the file, in hexadecimal; stays when the file is dropped */
      readonly sha256: string | null;
      /**
       * @description `dropped`: nobody may open it any more, and its file is gone
       * @enum {string}
       */
      readonly state: 'waiting' | 'building' | 'ready' | 'failed' | 'dropped';
      /** @description RFC 3161 timestamp on the signature */
      readonly timestamp: {
        /** @description the authority's time */
        readonly at: string | null;
        /** @description what the authority calls itself */
        readonly authority: string | null;
        /** @description why the last try gave none */
        readonly errorCode: string | null;
        /** @description whether the file has it; `GET /evidence-packages/{id}/timestamp` gives it either way */
        readonly inFile: boolean;
        /**
         * @description `none`: not sealed yet, or sealed where no authority was configured; `waiting`: usable, the stamp is fetched later
         * @enum {string}
         */
        readonly state: 'none' | 'waiting' | 'stamped';
      };
    };
    readonly EvidencePackageAccepted: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
    };
    readonly FactorSetup: { readonly secret?: string; readonly uri?: string };
    readonly FactorState: { readonly enabled: boolean; readonly recoveryCodesLeft: number; readonly required: boolean };
    readonly Fault: {
      readonly alertId: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      readonly cause: string;
      readonly clockOffsetMs: number | null;
      readonly closedAt: string | null;
      readonly facet: string;
      readonly flapCount: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly noteCount: number;
      /** @description RFC 3339, UTC, milliseconds */
      readonly openedAt: string;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      readonly outcome: ('verified' | 'withdrawn') | null;
      readonly recoveredAt: string | null;
      readonly responsible: string | null;
      readonly siteName: string;
      readonly state: string;
      /** @enum {string} */
      readonly status: 'open' | 'recovering' | 'closed';
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      readonly verifiedAt: string | null;
    };
    readonly FaultDetail: {
      readonly alert: components['schemas']['Alert'] | null;
      readonly alertId: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      readonly cause: string;
      readonly clockOffsetMs: number | null;
      readonly closedAt: string | null;
      readonly facet: string;
      readonly flapCount: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly noteCount: number;
      readonly notes: readonly components['schemas']['FaultNote'][];
      /** @description RFC 3339, UTC, milliseconds */
      readonly openedAt: string;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      readonly outcome: ('verified' | 'withdrawn') | null;
      readonly recoveredAt: string | null;
      readonly responsible: string | null;
      readonly siteName: string;
      readonly state: string;
      /** @enum {string} */
      readonly status: 'open' | 'recovering' | 'closed';
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      readonly verifiedAt: string | null;
    };
    readonly FaultNote: {
      readonly author: {
        readonly displayName: string;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      /** @description RFC 3339, UTC, milliseconds */
      readonly happenedAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'note' | 'work_done';
      /** @description photographs of the device and its repair, in the order in which they came */
      readonly photos: readonly {
        readonly heightPx: number;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly widthPx: number;
      }[];
      /** @description RFC 3339, UTC, milliseconds */
      readonly recordedAt: string;
      /** @description photographs that were taken away again: when, and by whom */
      readonly removedPhotos: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly removedAt: string;
        readonly removedBy: {
          readonly displayName: string;
          /**
           * Format: uuid
           * @description UUID
           */
          readonly id: string;
          readonly username: string;
        };
      }[];
      readonly text: string;
    };
    readonly Footage: {
      readonly gaps: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      }[];
      readonly nextFrom: string | null;
      readonly segments: readonly {
        readonly byteLength: number;
        readonly codec: string;
        readonly deviceFrom: string | null;
        /** @enum {string} */
        readonly deviceTimeSource: 'rtcp_sender_report' | 'clock_offset' | 'picture' | 'file' | 'replay' | 'none';
        readonly deviceTo: string | null;
        /** @description RFC 3339, UTC, milliseconds */
        readonly expiresAt: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        readonly held: boolean;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly sha256: string;
        /** @enum {string} */
        readonly source: 'recorded' | 'edge' | 'upload';
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
        readonly uncertaintyMs: number;
      }[];
    };
    readonly FootagePolicy: {
      readonly accessHours: number;
      readonly basis: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly deciders: number;
      readonly decisionWorkingDays: number;
      readonly emergencyAllowed: boolean;
      readonly expiryWorkingDays: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly validFrom: string;
    };
    readonly FootagePull: {
      /** @description ordered by the service: what is held was about to be overwritten */
      readonly automatic: boolean;
      readonly byteLength: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      /** @description what the device is asked for by its own clock, widened by that clock's uncertainty */
      readonly deviceWindow: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly finishedAt: string | null;
      /** @description true time that is wanted */
      readonly from: string;
      /** @description true time of the wanted interval that did not come; known at the end */
      readonly gaps: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      }[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly incident: {
        /** @enum {string} */
        readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
      /** @description when it goes on, if it waits for that */
      readonly nextTryAt: string | null;
      readonly notes: readonly string[];
      /** @description what stands or stood in its way */
      readonly problem: { readonly code: string; readonly message: string } | null;
      /** @description 0 to 1 */
      readonly progress: number;
      /** @description the organisation whose case it is */
      readonly pulledFor: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly requestedAt: string;
      /** @description null: the service */
      readonly requestedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      readonly segmentCount: number;
      readonly startedAt: string | null;
      /** @enum {string} */
      readonly state: 'queued' | 'running' | 'done' | 'partial' | 'failed' | 'cancelled';
      /** @description RFC 3339, UTC, milliseconds */
      readonly to: string;
    };
    readonly FootagePullAccepted: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
    };
    readonly FootageRequest: {
      /** @description who may open the window, and when */
      readonly access: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly until: string;
        readonly user: {
          /**
           * Format: uuid
           * @description UUID
           */
          readonly id: string;
          readonly username: string;
        };
      } | null;
      /** @description true time that was asked for; what may be opened gets less when the incident is narrowed */
      readonly asked: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly awaits: { readonly board: number; readonly second: boolean };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      /** @description people of the board that have to agree */
      readonly deciders: number;
      readonly decisions: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly decidedAt: string;
        readonly decidedBy: {
          /**
           * Format: uuid
           * @description UUID
           */
          readonly id: string;
          readonly username: string;
        };
        /** @enum {string} */
        readonly decision: 'approve' | 'deny';
        /** @enum {string} */
        readonly part: 'board' | 'second';
        readonly reason: string;
      }[];
      /** @description end of the working day by which the board decides */
      readonly dueAt: string;
      readonly emergency: boolean;
      readonly endedAt: string | null;
      readonly endedBecause: ('denied' | 'withdrawn' | 'not_decided' | 'not_justified' | 'limits' | 'changed' | 'no_footage' | 'revoked') | null;
      readonly endReason: string | null;
      /** @description when it ends undecided */
      readonly expiresAt: string;
      /** @description true time that may be opened; pictures of these seconds are included */
      readonly from: string;
      readonly fulfilledAt: string | null;
      readonly fulfilmentNote: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly incident: {
        /** @enum {string} */
        readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      };
      readonly justification: string | null;
      readonly justifiedAt: string | null;
      readonly justifyBy: string | null;
      readonly legalBasis: string;
      readonly missing: ('not_recorded' | 'overwritten' | 'camera_down' | 'device_broken' | 'held_elsewhere' | 'other' | 'not_delivered') | null;
      /** @description a second officer has to agree as well */
      readonly needsSecond: boolean;
      /** @description the board that decides */
      readonly ownerName: string;
      readonly purpose: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly requestedAt: string;
      readonly requestedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      /** @description organisation */
      readonly requestedFor: string;
      /** @enum {string} */
      readonly state: 'submitted' | 'approved' | 'denied' | 'cancelled' | 'expired' | 'fulfilling' | 'completed' | 'partial' | 'unavailable';
      /** @description RFC 3339, UTC, milliseconds */
      readonly to: string;
    };
    readonly HandIn: {
      readonly byteLength: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      /**
       * @description The copy that browsers play
       * @enum {string}
       */
      readonly copy: 'none' | 'waiting' | 'made' | 'failed';
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly deviceStart: string;
      /** @description When it is given up if nobody goes on; null once all has arrived */
      readonly expiresAt: string | null;
      readonly fileModifiedAt: string | null;
      readonly fileName: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly notes: readonly string[];
      readonly receivedBytes: number;
      readonly refusal: { readonly code: string; readonly message: string } | null;
      /** @description The stored footage; null once it was deleted */
      readonly segment: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly expiresAt: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
        readonly uncertaintyMs: number;
      } | null;
      readonly sha256: string | null;
      /** @enum {string} */
      readonly state: 'receiving' | 'received' | 'stored' | 'refused' | 'cancelled' | 'expired';
    };
    readonly Health: {
      readonly current: {
        readonly clock: string;
        readonly lastContactAt: string | null;
        readonly picture: string;
        readonly reachable: string;
        readonly recording: string;
        readonly state: string;
      };
      readonly intervals: readonly components['schemas']['HealthInterval'][];
      readonly truncated: boolean;
      readonly uptimeByFacet: {
        readonly clock: number | null;
        readonly picture: number | null;
        readonly reachable: number | null;
        readonly recording: number | null;
      };
      readonly uptimeRatio: number | null;
    };
    readonly HealthInterval: {
      readonly cause: { readonly [key: string]: unknown } | null;
      readonly facet: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly from: string;
      readonly state: string;
      readonly to: string | null;
    };
    readonly Hold: {
      readonly automatic: boolean;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /** @description null: the service */
      readonly createdBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      readonly endedAt: string | null;
      readonly expiresAt: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly from: string;
      /** @description the organisation whose case it is */
      readonly heldFor: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly incident: {
        /** @enum {string} */
        readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      };
      /** @description some of it lies outside what may be held for the incident as it stands now: that was moved after the hold was made, and what a person holds only a person ends */
      readonly outside: ('time' | 'place') | null;
      readonly reason: string;
      readonly releasedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      readonly releaseReason: string | null;
      readonly requestId: string | null;
      /** @enum {string} */
      readonly state: 'pending' | 'held' | 'released' | 'lapsed' | 'moved' | 'limits';
      /** @description RFC 3339, UTC, milliseconds */
      readonly to: string;
    };
    readonly Import: {
      readonly byteLength: number;
      readonly counts: {
        readonly already_registered: number;
        readonly duplicate_in_file: number;
        readonly refused: number;
        readonly registered: number;
        readonly registered_with_warnings: number;
      };
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly drafts: number;
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly fileName: string;
      readonly finishedAt: string | null;
      readonly format: ('csv' | 'xlsx' | 'geojson') | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly ignoredColumns: readonly string[];
      readonly items: readonly components['schemas']['ImportRow'][];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
      readonly nextCursor: string | null;
      readonly progress: number;
      readonly requestedBy: string | null;
      readonly rowsDone: number;
      readonly rowsTotal: number | null;
      readonly sha256: string;
      /** @enum {string} */
      readonly state: 'waiting' | 'active' | 'completed' | 'failed';
    };
    readonly ImportRow: {
      readonly cameraId: string | null;
      readonly code: string | null;
      readonly column:
        | (
            | 'externalId'
            | 'name'
            | 'unit'
            | 'siteName'
            | 'latitude'
            | 'longitude'
            | 'heightM'
            | 'bearingDeg'
            | 'tiltDeg'
            | 'hfovDeg'
            | 'rangeM'
            | 'resolution'
            | 'motion'
            | 'panRangeDeg'
            | 'sourceKind'
            | 'url'
            | 'transport'
            | 'username'
            | 'password'
            | 'purpose'
            | 'noticePostedAt'
            | 'validFrom'
            | 'snapshotEverySeconds'
            | 'recordingMode'
            | 'retentionHours'
          )
        | null;
      readonly firstRow: number | null;
      readonly message: string | null;
      readonly name: string | null;
      /** @enum {string} */
      readonly outcome: 'registered' | 'registered_with_warnings' | 'already_registered' | 'duplicate_in_file' | 'refused';
      readonly row: number;
      readonly unit: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      } | null;
      readonly unitChoices: {
        readonly hasMore: boolean;
        readonly items: readonly {
          readonly code: string | null;
          /**
           * Format: uuid
           * @description UUID
           */
          readonly id: string;
          readonly name: string;
        }[];
      } | null;
      readonly warnings: readonly {
        readonly cameraIds?: readonly string[];
        readonly code: string;
        readonly columns?: readonly (
          | 'externalId'
          | 'name'
          | 'unit'
          | 'siteName'
          | 'latitude'
          | 'longitude'
          | 'heightM'
          | 'bearingDeg'
          | 'tiltDeg'
          | 'hfovDeg'
          | 'rangeM'
          | 'resolution'
          | 'motion'
          | 'panRangeDeg'
          | 'sourceKind'
          | 'url'
          | 'transport'
          | 'username'
          | 'password'
          | 'purpose'
          | 'noticePostedAt'
          | 'validFrom'
          | 'snapshotEverySeconds'
          | 'recordingMode'
          | 'retentionHours'
        )[];
        readonly message: string;
      }[];
    };
    readonly ImportSummary: {
      readonly byteLength: number;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly fileName: string;
      readonly finishedAt: string | null;
      readonly format: ('csv' | 'xlsx' | 'geojson') | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly ignoredColumns: readonly string[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly jobId: string;
      readonly progress: number;
      readonly requestedBy: string | null;
      readonly rowsDone: number;
      readonly rowsTotal: number | null;
      readonly sha256: string;
      /** @enum {string} */
      readonly state: 'waiting' | 'active' | 'completed' | 'failed';
    };
    readonly Incident: {
      /** @description the bell that entered it */
      readonly alarmPoint: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      } | null;
      readonly approvalRequired: boolean;
      /** @enum {string} */
      readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
      /** @description null when a bell entered it */
      readonly enteredBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly location: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      /** @description reports of this incident that were merged into it */
      readonly mergedFrom: readonly {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      }[];
      /** @description the incident that this one is a report of */
      readonly mergedInto: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      } | null;
      /** @description a gathering was recorded within 250 m and 30 minutes: nothing is held, pulled or pictured by the service itself */
      readonly nearGathering: boolean;
      /** @description RFC 3339, UTC, milliseconds */
      readonly occurredFrom: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly occurredTo: string;
      /** @enum {string} */
      readonly outcome: 'open' | 'prevented' | 'dispersed' | 'cleared_with_footage' | 'cleared_otherwise';
      /** @description RFC 3339, UTC, milliseconds */
      readonly recordedAt: string;
      readonly referenceNumber: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly reportedAt: string;
      readonly summary: string;
      readonly uncertaintyM: number;
      readonly unitId: string | null;
      readonly unitName: string | null;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
      /** @description it is or was a disorderly gathering: the limits of one stay */
      readonly wasGathering: boolean;
    };
    readonly IncidentEntered: {
      /** @description the bell that entered it */
      readonly alarmPoint: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      } | null;
      readonly approvalRequired: boolean;
      /** @enum {string} */
      readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
      /** @description null when a bell entered it */
      readonly enteredBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly location: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      /** @description reports of this incident that were merged into it */
      readonly mergedFrom: readonly {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      }[];
      /** @description the incident that this one is a report of */
      readonly mergedInto: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      } | null;
      /** @description incidents that may be reports of the same one, 50 at most; see …/nearby */
      readonly nearbyCount: number;
      /** @description a gathering was recorded within 250 m and 30 minutes: nothing is held, pulled or pictured by the service itself */
      readonly nearGathering: boolean;
      /** @description RFC 3339, UTC, milliseconds */
      readonly occurredFrom: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly occurredTo: string;
      /** @enum {string} */
      readonly outcome: 'open' | 'prevented' | 'dispersed' | 'cleared_with_footage' | 'cleared_otherwise';
      /** @description RFC 3339, UTC, milliseconds */
      readonly recordedAt: string;
      readonly referenceNumber: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly reportedAt: string;
      readonly summary: string;
      readonly uncertaintyM: number;
      readonly unitId: string | null;
      readonly unitName: string | null;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
      /** @description it is or was a disorderly gathering: the limits of one stay */
      readonly wasGathering: boolean;
    };
    readonly Inclusion: {
      /** @description base64 */
      readonly leafHash: string;
      readonly leafIndex: number;
      readonly path: readonly string[];
    };
    readonly Invitation: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly token?: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly userId: string;
    };
    readonly InvitationLook: {
      readonly displayName: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly organisationName: string;
      /** @enum {string} */
      readonly role: 'board' | 'officer' | 'commander' | 'auditor' | 'admin';
      readonly username: string;
    };
    readonly Job: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly finishedAt: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly kind: string;
      readonly progress: number;
      readonly result: { readonly [key: string]: unknown } | null;
      /** @enum {string} */
      readonly state: 'waiting' | 'active' | 'completed' | 'failed';
    };
    readonly Link: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly decidedAt: string;
      readonly decidedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      };
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly incidentId: string;
      readonly note: string;
      /** @enum {string} */
      readonly verdict: 'confirmed' | 'rejected';
    };
    readonly LogErasure: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly askedAt: string;
      readonly askedBy: string;
      /** @enum {string} */
      readonly basis: 'subject_request' | 'authority_order';
      readonly decidedAt: string | null;
      readonly decidedBy: string | null;
      readonly decision: ('approve' | 'refuse') | null;
      readonly entries: readonly number[];
      /** @description events that lost clear text */
      readonly eventCount: number | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly reason: string;
      /** @description what the register has of it now, without who asked */
      readonly subjectRequest: {
        /** @enum {string} */
        readonly kind: 'access' | 'copy' | 'correction' | 'deletion' | 'restriction' | 'objection';
        readonly organisationName: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly receivedAt: string;
        /** @enum {string} */
        readonly state: 'received' | 'answered' | 'completed' | 'refused' | 'withdrawn';
      } | null;
      readonly subjectRequestId: string | null;
      /** @description null for entries, and once it was decided */
      readonly user: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
    };
    readonly Mask: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly createdBy: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @description whether the camera still points where it did: if not, it is drawn anew */
      readonly isOfView: boolean;
      readonly liftAgreedReason: string | null;
      readonly liftedAt: string | null;
      readonly liftedBy: string | null;
      readonly liftReason: string | null;
      readonly liftRequestedAt: string | null;
      readonly liftRequestedBy: string | null;
      /** @description from then on it holds again; null: for good, or nobody asked for its lifting */
      readonly liftUntil: string | null;
      readonly outline: readonly (readonly number[])[];
      /**
       * Format: uuid
       * @description where the camera pointed when it was drawn; it holds for all its footage
       */
      readonly placementId: string;
      readonly reason: string;
      /** @description the mask that it was drawn to take the place of */
      readonly replaces: string | null;
      /** @enum {string} */
      readonly state: 'live' | 'lift_requested' | 'lifted';
    };
    readonly MaskReview: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      /** @description masks that wait for another person to agree to their lifting */
      readonly liftsWaiting: number;
      /** @description of the newest review, which may be of an earlier placement */
      readonly outcome: ('needed' | 'not_needed') | null;
      /** @description since when it points where it does */
      readonly placedSince: string;
      /**
       * Format: uuid
       * @description where it points now
       */
      readonly placementId: string;
      readonly reason: string | null;
      readonly reviewedAt: string | null;
      readonly reviewedBy: string | null;
      /** @description sensitive buildings within its coverage, and what its purpose says that it sees */
      readonly sees: readonly ('worship' | 'school' | 'clinic' | 'home')[];
      /** @enum {string} */
      readonly state: 'not_due' | 'due' | 'mask_missing' | 'reviewed';
      readonly unitName: string;
    };
    readonly MaybeSession: { readonly session: components['schemas']['CurrentSession'] | null };
    readonly MediaList: {
      readonly camera: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      /** @description the seconds that may be watched, true time */
      readonly from: string;
      /** @description of this page’s time */
      readonly gaps: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      }[];
      /** @description of this session */
      readonly grant: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly openedAt: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly until: string;
      };
      readonly incident: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly referenceNumber: string;
      };
      readonly items: readonly {
        readonly byteLength: number | null;
        readonly clock: { readonly method: string; readonly offsetMs: number; readonly uncertaintyMs: number } | null;
        /**
         * @description of the watermarked copy that is watched; `none`: it is made when it is asked for
         * @enum {string}
         */
        readonly copy: 'none' | 'preparing' | 'ready' | 'failed';
        /** @description the same by the device’s own clock */
        readonly deviceFrom: string | null;
        /** @enum {string} */
        readonly deviceTimeSource: 'rtcp_sender_report' | 'clock_offset' | 'picture' | 'file' | 'replay' | 'none';
        readonly deviceTo: string | null;
        /** @description true time of what may be watched of it */
        readonly from: string;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @description of its making; as a job at /jobs/{id} */
        readonly jobId: string | null;
        /** @description code of what kept it from being made */
        readonly problem: string | null;
        /** @enum {string} */
        readonly source: 'recorded' | 'edge' | 'upload';
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
        readonly uncertaintyMs: number;
        readonly url: string;
      }[];
      readonly nextCursor: string | null;
      /** @description of this page’s time */
      readonly pictures: readonly {
        readonly byteLength: number | null;
        readonly clock: { readonly method: string; readonly offsetMs: number; readonly uncertaintyMs: number } | null;
        /**
         * @description of the watermarked copy that is watched; `none`: it is made when it is asked for
         * @enum {string}
         */
        readonly copy: 'none' | 'preparing' | 'ready' | 'failed';
        readonly deviceTime: string | null;
        /** @enum {string} */
        readonly deviceTimeSource: 'rtcp_sender_report' | 'clock_offset' | 'picture' | 'file' | 'replay' | 'none';
        readonly heightPx: number;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        /** @description of its making; as a job at /jobs/{id} */
        readonly jobId: string | null;
        /** @description code of what kept it from being made */
        readonly problem: string | null;
        /** @enum {string} */
        readonly reason: 'schedule' | 'request' | 'alarm';
        /** @description RFC 3339, UTC, milliseconds */
        readonly takenAt: string;
        readonly url: string;
        readonly widthPx: number;
      }[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly requestId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly to: string;
    };
    readonly Message: {
      readonly attempts: number;
      /** @enum {string} */
      readonly channel: 'email' | 'sms' | 'chat' | 'push';
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /** @description of the last try that failed */
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly finishedAt: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'alert' | 'test' | 'code' | 'request' | 'alarm';
      readonly nextAttemptAt: string | null;
      /** @enum {string} */
      readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
      readonly subject: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly subscriptionId: string;
      /** @description null for a code */
      readonly text: string | null;
      /** @description masked */
      readonly to: string;
    };
    readonly Nearby: {
      readonly distanceM: number;
      /** @description between the two times; 0 when they overlap */
      readonly gapSeconds: number;
      readonly incident: components['schemas']['Incident'];
      /** @description false: one belongs to a merge already, or only one of the two is a disorderly gathering */
      readonly mergeable: boolean;
    };
    readonly NewAlarmPoint: {
      /** @enum {string} */
      readonly category: 'public_disorder' | 'intentional_injury' | 'traffic_accident' | 'theft' | 'disorderly_gathering' | 'brawl' | 'property_damage';
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly disabled: boolean;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly lastHeardAt: string | null;
      readonly name: string;
      readonly owner: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      readonly position: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      readonly testUntil: string | null;
      /** @description shown once */
      readonly token: string;
      readonly tokenIssuedAt: string | null;
      readonly uncertaintyM: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly unitId: string;
      readonly unitName: string;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    };
    readonly NewApiKey: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly token?: string;
    };
    readonly OpenSession: {
      readonly address: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly current: boolean;
      readonly device: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @description to a minute */
      readonly lastSeenAt: string;
    };
    readonly Organisation: {
      readonly cameraNetworks: readonly string[] | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'board' | 'police_post' | 'area_command' | 'administration';
      readonly name: string;
      readonly overridden: boolean;
      readonly unitIds: readonly string[];
    };
    readonly OwnPicture: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      /** @description base64: 320 pixels wide, with the masks of the camera; null: it can not be read */
      readonly jpeg: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly snapshotId: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly takenAt: string;
    };
    readonly PaperCodes: { readonly codes?: readonly string[] };
    readonly Place: {
      /** @description the house is not known: this is its street */
      readonly approximate: boolean;
      /** @enum {string} */
      readonly kind: 'landmark' | 'site' | 'crossing' | 'road' | 'unit';
      readonly name: string;
      /** @description GeoJSON Point, [lon, lat] in WGS84 */
      readonly position: {
        readonly coordinates: readonly [number, number];
        /** @constant */
        readonly type: 'Point';
      };
      /** @description how far what is named reaches around the position, about */
      readonly radiusM: number;
      /** @description today's neighbourhood and commune around it */
      readonly within: string | null;
    };
    readonly ProviderSignOut: { readonly providerSignOutUrl: string };
    readonly ProviderStart: { readonly url: string };
    readonly PushKey: {
      /** @description P-256 point in base64url, for `applicationServerKey`; null: push is not set up */
      readonly publicKey: string | null;
    };
    readonly RaisedAlarm: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly alarmPointId: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly incidentId: string | null;
      /** @description it belongs to an alarm that was raised a moment ago */
      readonly joined: boolean;
      readonly pressCount: number;
      /** @description RFC 3339, UTC, milliseconds */
      readonly raisedAt: string;
      readonly test: boolean;
    };
    readonly Recorder: {
      readonly channels: readonly {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly cameraId: string;
        readonly channel: number | null;
        readonly lastProblem: { readonly code: string; readonly message: string } | null;
        readonly name: string;
        /** @enum {string} */
        readonly state: 'draft' | 'online' | 'degraded' | 'offline' | 'maintenance' | 'unknown';
      }[];
      readonly clock: {
        readonly method: string;
        readonly offsetMs: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly readAt: string;
        readonly uncertaintyMs: number;
      } | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly lastContactAt: string | null;
      readonly lastProblem: { readonly code: string; readonly message: string } | null;
      readonly name: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly ownerId: string;
      readonly ownerName: string;
      /** @enum {string} */
      readonly reachable: 'up' | 'down' | 'unknown';
      readonly siteName: string | null;
      readonly source:
        | {
            readonly channelUrlTemplate: string;
            readonly hasCredentials: boolean;
            /** @constant */
            readonly kind: 'rtsp';
            /** @enum {string} */
            readonly transport: 'tcp' | 'udp';
            readonly url: string;
          }
        | {
            readonly hasCredentials: boolean;
            /** @constant */
            readonly kind: 'onvif';
            readonly url: string;
          }
        | {
            /** @constant */
            readonly kind: 'registered';
          };
      readonly unitId: string | null;
      readonly unitName: string | null;
    };
    readonly RouteCamera: {
      /** @enum {string} */
      readonly availability: 'on_hand' | 'at_edge' | 'lost' | 'never_recorded' | 'unknown';
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      readonly clock: {
        readonly method: string;
        readonly offsetMs: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly readAt: string;
        readonly uncertaintyMs: number;
      } | null;
      readonly deviceWindow: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly distanceM: number;
      readonly farthestM: number;
      readonly position: {
        readonly coordinates: readonly number[];
        /** @constant */
        readonly type: 'Point';
      };
      readonly roads: readonly (string | null)[];
      readonly siteName: string;
      readonly trueWindow: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      };
      readonly why: readonly string[];
    };
    readonly RouteSearch: {
      readonly items: readonly components['schemas']['RouteCamera'][];
      readonly nextCursor: string | null;
      readonly roads: {
        readonly coordinates: readonly (readonly (readonly number[])[])[];
        readonly cut: boolean;
        /** @constant */
        readonly type: 'MultiLineString';
      } | null;
      readonly search: {
        readonly cameras: number;
        readonly completeToM: number;
        readonly cut: boolean;
        /** @enum {string} */
        readonly direction: 'leaving' | 'arriving';
        readonly distanceM: number;
        readonly maxKmh: number;
        readonly minKmh: number;
        readonly minutes: number;
        readonly notes: readonly string[];
        readonly reachM: number;
      };
    };
    readonly RouteState: {
      readonly approvedAt: string | null;
      readonly approvedBy: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly username: string;
      } | null;
      readonly earlierSearches: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly at: string;
        readonly continues: boolean;
        readonly distanceM: number;
        readonly minutesApart: number;
        readonly sameIncident: boolean;
        readonly sameOrganisation: boolean;
      }[];
      readonly limits: { readonly distanceM: number; readonly minutes: number; readonly offences: readonly string[] };
      /** @enum {string} */
      readonly state: 'ready' | 'approval_required' | 'incident_merged' | 'route_not_allowed' | 'route_start_too_wide' | 'route_chained';
    };
    readonly ServiceState: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly at: string;
      readonly cameras: {
        /** @description due for more than half a minute; 10,000 stands for that many or more */
        readonly overduePings: number;
      };
      readonly database: {
        readonly connections: number;
        readonly migration: number;
        readonly postgisVersion: string;
        readonly sizeBytes: number;
        readonly version: string;
      };
      readonly disk: {
        /** @description null: the store has no such limit */
        readonly freeBytes: number | null;
      };
      /** @description the newest, no more than a day old */
      readonly failures: readonly {
        readonly attempts: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly failedAt: string;
        readonly name: string;
        /** @enum {string} */
        readonly queue: 'interactive' | 'scheduled' | 'lengthy' | 'conversion' | 'viewing';
        readonly reason: string;
      }[];
      readonly messages: { readonly failedLastDay: number; readonly waiting: number };
      /** @description empty: all is well */
      readonly problems: readonly (
        'no_worker' | 'queue_silent' | 'jobs_pile_up' | 'schedule_late' | 'pings_late' | 'disk_low' | 'jobs_failed' | 'messages_failed'
      )[];
      /** @description null: the queue does not answer */
      readonly queues:
        | readonly {
            readonly active: number;
            readonly delayed: number;
            readonly failed: number;
            /** @enum {string} */
            readonly name: 'interactive' | 'scheduled' | 'lengthy' | 'conversion' | 'viewing';
            readonly waiting: number;
          }[]
        | null;
      readonly schedules: readonly { readonly everyMs: number; readonly isLate: boolean; readonly name: string; readonly nextAt: string | null }[];
      /** @description of the server that answers */
      readonly startedAt: string;
      readonly version: string;
      readonly workers: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly beatAt: string;
        readonly id: string;
        readonly isAlive: boolean;
        readonly jobsDone: number;
        /** @description RFC 3339, UTC, milliseconds */
        readonly startedAt: string;
      }[];
    };
    readonly Session: {
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly token: string;
      readonly user: components['schemas']['User'];
    };
    readonly Sign: {
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly cameraName: string;
      readonly photoAt: string | null;
      readonly photoBy: string | null;
      /** @description day; null: no notice was entered, and the camera is a draft */
      readonly postedAt: string | null;
      /** @description open reports that it is missing or unreadable; a new photograph closes them */
      readonly reports: readonly {
        /** @enum {string} */
        readonly kind: 'missing' | 'unreadable';
        /** @description RFC 3339, UTC, milliseconds */
        readonly reportedAt: string;
        readonly reportedBy: string;
      }[];
      readonly unitName: string;
    };
    readonly Snapshot: {
      readonly byteLength: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly cameraId: string;
      readonly clock: { readonly method: string; readonly offsetMs: number; readonly uncertaintyMs: number } | null;
      readonly deviceTime: string | null;
      /** @enum {string} */
      readonly deviceTimeSource: 'rtcp_sender_report' | 'clock_offset' | 'picture' | 'file' | 'replay' | 'none';
      /** @description RFC 3339, UTC, milliseconds */
      readonly expiresAt: string;
      readonly heightPx: number;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly reason: 'schedule' | 'request' | 'alarm';
      readonly sha256: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly takenAt: string;
      readonly widthPx: number;
    };
    readonly SubjectRequest: {
      /** @description end of the second working day */
      readonly answerDueAt: string;
      readonly answeredAt: string | null;
      readonly applicantErasedAt: string | null;
      readonly cameraId: string | null;
      readonly cameraName: string | null;
      readonly during: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      } | null;
      readonly endedAt: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly fulfilDueAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly isExtended: boolean;
      /** @description a term is over and nothing was done */
      readonly isOverdue: boolean;
      /** @enum {string} */
      readonly kind: 'access' | 'copy' | 'correction' | 'deletion' | 'restriction' | 'objection';
      readonly nextSteps: readonly ('answer' | 'extend' | 'complete' | 'refuse' | 'withdraw')[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly organisationId: string;
      readonly organisationName: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly receivedAt: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly recordedAt: string;
      readonly recordedBy: string;
      /** @enum {string} */
      readonly state: 'received' | 'answered' | 'completed' | 'refused' | 'withdrawn';
      readonly steps: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly madeAt: string;
        readonly madeBy: string;
        readonly note: string;
        /** @enum {string} */
        readonly step: 'answer' | 'extend' | 'complete' | 'refuse' | 'withdraw';
      }[];
      readonly summary: string;
    };
    readonly SubjectRequestDetail: {
      /** @description end of the second working day */
      readonly answerDueAt: string;
      readonly answeredAt: string | null;
      readonly applicant: { readonly contact: string; readonly name: string } | null;
      readonly applicantErasedAt: string | null;
      readonly cameraId: string | null;
      readonly cameraName: string | null;
      readonly during: {
        /** @description RFC 3339, UTC, milliseconds */
        readonly from: string;
        /** @description RFC 3339, UTC, milliseconds */
        readonly to: string;
      } | null;
      readonly endedAt: string | null;
      /** @description RFC 3339, UTC, milliseconds */
      readonly fulfilDueAt: string;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly isExtended: boolean;
      /** @description a term is over and nothing was done */
      readonly isOverdue: boolean;
      /** @enum {string} */
      readonly kind: 'access' | 'copy' | 'correction' | 'deletion' | 'restriction' | 'objection';
      readonly nextSteps: readonly ('answer' | 'extend' | 'complete' | 'refuse' | 'withdraw')[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly organisationId: string;
      readonly organisationName: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly receivedAt: string;
      /** @description RFC 3339, UTC, milliseconds */
      readonly recordedAt: string;
      readonly recordedBy: string;
      /** @enum {string} */
      readonly state: 'received' | 'answered' | 'completed' | 'refused' | 'withdrawn';
      readonly steps: readonly {
        /** @description RFC 3339, UTC, milliseconds */
        readonly madeAt: string;
        readonly madeBy: string;
        readonly note: string;
        /** @enum {string} */
        readonly step: 'answer' | 'extend' | 'complete' | 'refuse' | 'withdraw';
      }[];
      readonly summary: string;
    };
    readonly Subscription: {
      readonly active: boolean;
      /** @description masked; of a push browser and system */
      readonly address: string;
      readonly alertKinds: readonly ('camera' | 'group' | 'alarm')[];
      /** @enum {string} */
      readonly channel: 'email' | 'sms' | 'chat' | 'push';
      /** @description false: the operator has not set this channel up (any more) */
      readonly channelAvailable: boolean;
      readonly confirmed: boolean;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly digestHour: number | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly language: 'vi' | 'en';
      readonly minOutageMinutes: number;
      /** @description what its organisation may ask for */
      readonly offeredKinds: readonly ('camera' | 'group' | 'alarm')[];
      /**
       * Format: uuid
       * @description UUID
       */
      readonly organisationId: string;
      readonly organisationName: string;
      readonly quietHours: { readonly from: string; readonly to: string } | null;
      readonly shared: boolean;
      readonly withoutMarks: boolean;
    };
    readonly SubscriptionList: {
      readonly channels: readonly ('email' | 'sms' | 'chat')[];
      readonly items: readonly components['schemas']['Subscription'][];
      readonly nextCursor: string | null;
    };
    readonly Unit: {
      readonly code: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly level: 'country' | 'province' | 'district' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
      readonly name: string;
      readonly parentId: string | null;
      readonly validFrom: string | null;
      readonly validTo: string | null;
    };
    readonly UnitDetail: {
      readonly boundary: {
        readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[];
        /** @constant */
        readonly type: 'MultiPolygon';
      } | null;
      readonly code: string | null;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      /** @enum {string} */
      readonly level: 'country' | 'province' | 'district' | 'commune' | 'ward' | 'township' | 'special_zone' | 'neighbourhood' | 'drawn_area';
      readonly name: string;
      readonly parentId: string | null;
      readonly predecessors: readonly {
        readonly kind: string;
        readonly on: string;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly unitId: string;
      }[];
      readonly successors: readonly {
        readonly kind: string;
        readonly on: string;
        /**
         * Format: uuid
         * @description UUID
         */
        readonly unitId: string;
      }[];
      readonly validFrom: string | null;
      readonly validTo: string | null;
    };
    readonly User: {
      readonly displayName: string;
      readonly hasPassword: boolean;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly mustChangePassword: boolean;
      readonly mustSetUpSecondFactor: boolean;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly kind: string;
        readonly name: string;
        readonly unitIds: readonly string[];
      };
      /** @enum {string} */
      readonly role: 'board' | 'officer' | 'commander' | 'auditor' | 'admin';
      readonly username: string;
    };
    readonly UserItem: {
      readonly byProvider: boolean;
      /** @description RFC 3339, UTC, milliseconds */
      readonly createdAt: string;
      readonly displayName: string;
      readonly hasSecondFactor: boolean;
      /**
       * Format: uuid
       * @description UUID
       */
      readonly id: string;
      readonly invitedUntil: string | null;
      readonly organisation: {
        /**
         * Format: uuid
         * @description UUID
         */
        readonly id: string;
        readonly name: string;
      };
      /** @enum {string} */
      readonly role: 'board' | 'officer' | 'commander' | 'auditor' | 'admin';
      /** @enum {string} */
      readonly state: 'invited' | 'active' | 'disabled';
      readonly username: string;
    };
    readonly WaitingRequests: {
      /** @description what waits for the caller: decisions, second agreements, justifications, suspensions */
      readonly count: number;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
