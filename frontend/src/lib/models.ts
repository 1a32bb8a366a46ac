/** The API's nouns under short names, so that features never spell out a generated type. */
import type { components } from '@/generated/api';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
export type Session = Schemas['SessionView'];
export type Server = Schemas['Server'];
export type ServerDetail = Schemas['ServerDetail'];
export type ServerOperation = Schemas['ServerOperation'];
export type ServerStatus = Server['status'];
export type ServerTask = Schemas['Task'];
export type ServerInterface = Schemas['Interface'];
export type ServerTraffic = Schemas['Traffic'];
export type Department = Schemas['Named'];
export type Ticket = Schemas['TicketView'];
export type TicketDetail = Schemas['TicketDetail'];
export type TicketMessage = Schemas['MessageView'];
export type StaffTicket = Schemas['CustomerTicketView'];
export type StaffTicketDetail = Schemas['CustomerTicketDetail'];
export type Overview = Schemas['OverviewView'];
export type ActivityEntry = Schemas['ActivityView'];
export type Person = Schemas['UserView'];
export type Job = Schemas['JobView'];
export type Pagination = Schemas['Pagination'];

/** One page of a list, as every list endpoint answers it. */
export interface Page<Row> {
  items: Row[];
  pagination: Pagination;
}
