/**
 * The first word of every query key, one per noun. Live events and acts invalidate by these
 * prefixes, so a feature never needs to know another feature's keys.
 */
export const roots = {
  account: ['account'],
  overview: ['overview'],
  servers: ['servers'],
  tickets: ['tickets'],
  staffTickets: ['staff-tickets'],
  people: ['people'],
  jobs: ['jobs'],
} as const;
