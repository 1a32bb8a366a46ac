/** The API's nouns under short names, so that features never spell out a generated type. */
import type { components } from '@/generated/api';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
export type Session = Schemas['Session'];
export type Server = Schemas['Server'];
export type ServerDetail = Schemas['ServerDetail'];
export type ServerOperation = Schemas['ServerOperation'];
export type ServerStatus = Server['status'];
export type ServerTask = NonNullable<Server['task']>;
export type ServerInterface = ServerDetail['interfaces'][number];
export type ServerTraffic = NonNullable<ServerDetail['traffic']>;
export type Department = Schemas['Department'];
export type Ticket = Schemas['Ticket'];
export type TicketDetail = Schemas['TicketDetail'];
export type TicketMessage = Schemas['TicketMessage'];
export type StaffTicket = Schemas['StaffTicket'];
export type StaffTicketDetail = Schemas['StaffTicketDetail'];
export type Overview = Schemas['Overview'];
export type ActivityEntry = Overview['activity'][number];
export type Person = Schemas['Person'];
export type Job = Schemas['Job'];
export type Pagination = Schemas['Pagination'];

/** One page of a list, as every list endpoint answers it. */
export interface Page<Row> {
  items: Row[];
  pagination: Pagination;
}
