import type { Department, ServerDetail, ServerOperation, StaffTicketDetail } from '@/lib/models';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function ago(milliseconds: number, now: number): string {
  return new Date(now - milliseconds).toISOString();
}

interface ServerSeed {
  id: number;
  name: string;
  status: ServerDetail['status'];
  address: string;
  place: [string, string];
  plan: [string, number, number, number, number];
  template: string;
  used: number | null;
}

export const SERVERS: readonly ServerSeed[] = [
  {
    id: 11,
    name: 'api-1',
    status: 'running',
    address: '203.0.113.24',
    place: ['Frankfurt', 'DE'],
    plan: ['VPS 4', 4, 8192, 160, 4000],
    template: 'Debian 13',
    used: 612e9,
  },
  {
    id: 12,
    name: 'api-2',
    status: 'running',
    address: '203.0.113.25',
    place: ['Frankfurt', 'DE'],
    plan: ['VPS 4', 4, 8192, 160, 4000],
    template: 'Debian 13',
    used: 588e9,
  },
  {
    id: 13,
    name: 'postgres',
    status: 'running',
    address: '203.0.113.31',
    place: ['Frankfurt', 'DE'],
    plan: ['VPS 8', 8, 32768, 640, 8000],
    template: 'Debian 13',
    used: 7.4e12,
  },
  {
    id: 14,
    name: 'build-runner',
    status: 'provisioning',
    address: '198.51.100.7',
    place: ['Ashburn', 'US'],
    plan: ['VPS 8', 8, 16384, 320, 8000],
    template: 'Ubuntu 26.04',
    used: null,
  },
  {
    id: 15,
    name: 'staging',
    status: 'off',
    address: '192.0.2.60',
    place: ['Singapore', 'SG'],
    plan: ['VPS 2', 2, 4096, 80, 2000],
    template: 'AlmaLinux 10',
    used: 41e9,
  },
];

export function server(seed: ServerSeed, now: number): ServerDetail {
  const [name, cpuCores, memoryMb, diskGb, trafficGb] = seed.plan;
  const v6 = `2001:db8:7::${String(seed.id)}`;
  return {
    id: seed.id,
    name: seed.name,
    hostname: `${seed.name}.example.com`,
    uuid: `0b9f4c1e-5a7d-4a57-9d1a-0000000000${String(seed.id)}`,
    status: seed.status,
    task:
      seed.status === 'provisioning'
        ? { action: 'build', progress: 62, startedAt: ago(4 * MINUTE, now) }
        : null,
    address: seed.address,
    addressV6: v6,
    location: { name: seed.place[0], country: seed.place[1] },
    plan: { name, cpuCores, memoryMb, diskGb, trafficGb },
    template: seed.template,
    createdAt: ago(40 * DAY, now),
    refreshedAt: ago(8000, now),
    interfaces: [
      {
        name: 'eth0',
        mac: `02:00:5e:00:53:${String(seed.id)}`,
        ipv4: [
          {
            address: seed.address,
            gateway: seed.address.replace(/\d+$/, '1'),
            netmask: '255.255.255.0',
            rdns: `${seed.name}.example.com`,
          },
        ],
        ipv6: [{ subnet: '2001:db8:7::', cidr: 64, gateway: '2001:db8:7::1' }],
      },
    ],
    traffic: {
      usedBytes: seed.used,
      limitGb: trafficGb,
      startsAt: ago(20 * DAY, now),
      endsAt: ago(-10 * DAY, now),
    },
    isInMaintenance: false,
    isStale: false,
  };
}

export function operations(now: number): Map<number, ServerOperation[]> {
  const done = (id: number, action: ServerOperation['action'], at: number): ServerOperation => ({
    id,
    action,
    state: 'succeeded',
    actor: 'you',
    progress: 100,
    createdAt: ago(at, now),
    finishedAt: ago(at - 9000, now),
    reason: null,
  });
  return new Map([
    [
      11,
      [
        done(504, 'restart', 3 * HOUR),
        { ...done(503, 'boot', 3 * DAY), actor: 'staff' },
        {
          ...done(502, 'shutdown', 3 * DAY + HOUR),
          state: 'failed',
          reason: 'The system did not answer the request to stop within two minutes.',
        },
      ],
    ],
    [12, [done(505, 'restart', 12 * MINUTE)]],
    [15, [done(501, 'poweroff', DAY + HOUR)]],
  ]);
}

export const DEPARTMENTS: readonly Department[] = [
  { id: 1, name: 'Technical support' },
  { id: 2, name: 'Billing' },
  { id: 3, name: 'Sales' },
];

export function tickets(now: number): StaffTicketDetail[] {
  const customer = { id: 2, username: 'mira', email: 'customer@demo.example' };
  const department = DEPARTMENTS[0] ?? { id: 1, name: 'Technical support' };
  const say = (id: number, kind: 'customer' | 'staff', name: string, body: string, at: number) => ({
    id,
    author: { kind, name },
    body,
    html: `<p>${body}</p>`,
    createdAt: ago(at, now),
  });
  return [
    {
      id: 1042,
      subject: 'Snapshot before kernel upgrade',
      status: 'answered',
      priority: 'medium',
      department,
      server: { id: 13, name: 'postgres' },
      customer,
      createdAt: ago(DAY, now),
      updatedAt: ago(50 * MINUTE, now),
      lastMessageAt: ago(50 * MINUTE, now),
      lastMessageBy: 'staff',
      messages: [
        say(
          1,
          'customer',
          'mira',
          'I want to upgrade the kernel on postgres tonight. Can you take a snapshot before that?',
          DAY,
        ),
        say(
          2,
          'staff',
          'Ada',
          'Gladly. At which hour shall we take it, and may the server pause for about ten seconds?',
          50 * MINUTE,
        ),
      ],
    },
    {
      id: 1039,
      subject: 'Slow writes on api-2 since Monday',
      status: 'open',
      priority: 'high',
      department,
      server: { id: 12, name: 'api-2' },
      customer,
      createdAt: ago(2 * DAY, now),
      updatedAt: ago(3 * HOUR, now),
      lastMessageAt: ago(3 * HOUR, now),
      lastMessageBy: 'customer',
      messages: [
        say(3, 'customer', 'mira', 'Writes take three times as long as last week.', 3 * HOUR),
      ],
    },
    {
      id: 1011,
      subject: 'Invoice address',
      status: 'closed',
      priority: 'low',
      department: { id: 2, name: 'Billing' },
      server: null,
      customer,
      createdAt: ago(30 * DAY, now),
      updatedAt: ago(29 * DAY, now),
      lastMessageAt: ago(29 * DAY, now),
      lastMessageBy: 'staff',
      messages: [
        say(4, 'customer', 'mira', 'Our address has changed.', 30 * DAY),
        say(5, 'staff', 'Ada', 'Done; the next invoice carries the new one.', 29 * DAY),
      ],
    },
  ];
}
