// The body of /api/v2/notification/user as the API reads it: every documented field with its type, all optional here.
import { fitsShape, type Shape } from './shape.ts';
import type { Identifiers } from './users.ts';

type DeepLink = Readonly<Record<string, unknown>>;

export interface SentItem {
  readonly id?: number;
  readonly headline?: string;
  readonly description?: string;
  readonly image_url?: string;
  readonly deep_links?: DeepLink;
}

interface SentAndroid {
  readonly channel_id?: number;
  readonly deep_link?: DeepLink;
}

interface SentIos {
  readonly 'content-available'?: boolean;
  readonly deep_link?: DeepLink;
}

export interface SentNotification {
  readonly identifiers?: Identifiers;
  readonly camp_id?: number;
  readonly camp_name?: string;
  readonly title?: string;
  readonly message?: string;
  readonly image_url?: string;
  readonly check_optin?: boolean;
  readonly GFC_enabled?: boolean;
  readonly send_single_user?: boolean;
  readonly deep_link?: DeepLink;
  readonly advanced_push_payload?: {
    readonly advanced_push_type?: string;
    readonly advanced_push_items?: readonly SentItem[];
  };
  readonly android?: SentAndroid;
  readonly ios?: SentIos;
}

export interface SendBody {
  readonly api_key?: string;
  readonly notifications?: readonly SentNotification[];
  readonly report_attributes?: readonly string[];
  readonly async?: boolean;
}

const item: Shape = {
  fields: { id: 'integer', headline: 'string', description: 'string', image_url: 'string', deep_links: 'object' },
};

const android: Shape = { fields: { channel_id: 'integer', sound: 'string', deep_link: 'object' } };

const ios: Shape = {
  fields: {
    'thread-id': 'integer',
    badge: 'integer',
    'content-available': 'boolean',
    'mutable-content': 'boolean',
    sound: 'string',
    deep_link: 'object',
  },
};

const notification: Shape = {
  fields: {
    identifiers: { values: { either: ['string', { values: 'string' }] } },
    camp_id: 'integer',
    camp_name: 'string',
    title: 'string',
    message: 'string',
    image_url: 'string',
    ttl: 'integer',
    check_optin: 'boolean',
    GFC_enabled: 'boolean',
    send_single_user: 'boolean',
    deep_link: 'object',
    advanced_push_payload: { fields: { advanced_push_type: 'string', advanced_push_items: { items: item } } },
    android,
    ios,
  },
};

const sendBody: Shape = {
  fields: {
    api_key: 'string',
    notifications: { items: notification },
    report_attributes: { items: 'string' },
    async: 'boolean',
  },
};

/** Whether every known field has its documented type. Unknown fields are ignored, since the vendor's own samples contain some. */
export function isSendBody(body: unknown): body is SendBody {
  return fitsShape(body, sendBody);
}
