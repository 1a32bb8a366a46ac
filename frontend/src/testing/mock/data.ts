import type {
  Account,
  Department,
  Job,
  Person,
  ServerDetail,
  ServerOperation,
  Session,
  StaffTicketDetail,
} from '@/lib/models';

import { ago, DAY, DEPARTMENTS, HOUR, MINUTE, operations, server, SERVERS, tickets } from './seeds';

/** Everything the in-memory back end knows. A fresh copy per back end, so tests share nothing. */
export interface World {
  account: Account | null;
  people: (Person & { password: string; permissions: string[]; timezone: string })[];
  sessions: Session[];
  servers: ServerDetail[];
  operations: Map<number, ServerOperation[]>;
  departments: Department[];
  tickets: StaffTicketDetail[];
  jobs: Job[];
  isPanelReachable: boolean;
  /** Power acts are taken, but nobody says so. */
  isPowerUnconfirmed: boolean;
  attempts: number;
  nextId: number;
}

const STAFF_PERMISSIONS = [
  'tickets.read',
  'tickets.answer',
  'users.read',
  'servers.read',
  'jobs.read',
  'jobs.retry',
];

/** A small believable company: one customer with five servers, one administrator, some others. */
export function createWorld(now: number = Date.now()): World {
  const person = (
    id: number,
    username: string,
    email: string,
    role: string,
    extra: Partial<Person> = {},
  ) => ({
    id,
    username,
    email,
    role,
    isVerified: true,
    isSuspended: false,
    virtfusionState: 'linked',
    createdAt: ago(id * 20 * DAY, now),
    password: 'correct horse battery',
    permissions: role === 'customer' ? [] : STAFF_PERMISSIONS,
    timezone: 'Europe/Tallinn',
    ...extra,
  });
  return {
    account: null,
    people: [
      person(1, 'ada', 'admin@demo.example', 'admin'),
      person(2, 'mira', 'customer@demo.example', 'customer'),
      person(3, 'newcomer', 'new@demo.example', 'customer'),
      person(4, 'unsure', 'unverified@demo.example', 'customer', {
        isVerified: false,
        virtfusionState: 'pending',
      }),
      person(5, 'gone', 'suspended@demo.example', 'customer', { isSuspended: true }),
    ],
    sessions: [
      {
        id: 1,
        createdAt: ago(2 * HOUR, now),
        lastSeenAt: ago(1000, now),
        address: '198.51.100.20',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        isCurrent: true,
      },
      {
        id: 2,
        createdAt: ago(3 * DAY, now),
        lastSeenAt: ago(DAY, now),
        address: '203.0.113.9',
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1',
        isCurrent: false,
      },
    ],
    servers: SERVERS.map((seed) => server(seed, now)),
    operations: operations(now),
    departments: [...DEPARTMENTS],
    tickets: tickets(now),
    jobs: [
      {
        id: 71,
        name: 'servers.refresh_due',
        queue: 'virtfusion',
        state: 'waiting',
        attempts: 0,
        arguments: {},
        scheduledAt: ago(-MINUTE, now),
        lastEventAt: null,
      },
      {
        id: 70,
        name: 'notifications.send_verification',
        queue: 'mail',
        state: 'dead',
        attempts: 8,
        arguments: { user_id: 4 },
        scheduledAt: ago(5 * HOUR, now),
        lastEventAt: ago(2 * HOUR, now),
      },
      {
        id: 69,
        name: 'accounts.create_virtfusion_user',
        queue: 'virtfusion',
        state: 'dead',
        attempts: 12,
        arguments: { user_id: 17 },
        scheduledAt: ago(DAY, now),
        lastEventAt: ago(20 * HOUR, now),
      },
    ],
    isPanelReachable: true,
    isPowerUnconfirmed: false,
    attempts: 0,
    nextId: 2000,
  };
}
