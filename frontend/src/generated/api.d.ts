/* Written by hand from the agreed API until docs/api/openapi.json exists; then `npm run generate` replaces it. */
type Json<T> = { content: { 'application/json': T }; headers: Record<string, unknown> };
type Data<T> = { data: T; message?: string };
type Page<T> = Data<T[]> & { pagination: components['schemas']['Pagination'] };
type NoParams = { query?: never; header?: never; path?: never; cookie?: never };
type Get<T, Q = never, P = never> = {
  parameters: { query?: Q; header?: never; path: P; cookie?: never };
  requestBody?: never;
  responses: { 200: Json<T> };
};
type Send<B, T, P = never> = {
  parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: P; cookie?: never };
  requestBody: { content: { 'application/json': B } };
  responses: { 200: Json<T> };
};
type Act<T, P = never> = {
  parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; path: P; cookie?: never };
  requestBody?: never;
  responses: { 200: Json<T> };
};
type Only<M extends string, O> = { parameters: NoParams } & Record<M, O>;
type S = components['schemas'];
type ListQuery = { page?: number; perPage?: number; q?: string; sort?: string };
type TicketQuery = ListQuery & { status?: string; departmentId?: number };

export interface paths {
  '/api/v1/auth/register': Only<'post', Send<S['Registration'], Data<{ email: string }>>>;
  '/api/v1/auth/verify-email': Only<'post', Send<{ token: string }, Data<{ email: string }>>>;
  '/api/v1/auth/resend-verification': Only<'post', Send<{ email: string }, Data<unknown>>>;
  '/api/v1/auth/login': Only<'post', Send<{ login: string; password: string }, Data<S['Account']>>>;
  '/api/v1/auth/logout': Only<'post', Act<Data<null>>>;
  '/api/v1/auth/forgot-password': Only<'post', Send<{ email: string }, Data<unknown>>>;
  '/api/v1/auth/reset-password': Only<
    'post',
    Send<{ token: string; password: string }, Data<unknown>>
  >;
  '/api/v1/account': Only<'get', Get<Data<S['Account']>>> &
    Only<'patch', Send<{ username?: string; timezone?: string }, Data<S['Account']>>>;
  '/api/v1/account/sessions': Only<'get', Get<Data<S['Session'][]>>>;
  '/api/v1/account/sessions/{session_id}': Only<'delete', Act<Data<null>, { session_id: number }>>;
  '/api/v1/overview': Only<'get', Get<Data<S['Overview']>>>;
  '/api/v1/servers': Only<'get', Get<Page<S['Server']>, ListQuery & { status?: string }>>;
  '/api/v1/servers/{server_id}': Only<
    'get',
    Get<Data<S['ServerDetail']>, never, { server_id: number }>
  >;
  '/api/v1/servers/{server_id}/activity': Only<
    'get',
    Get<Data<S['ServerOperation'][]>, never, { server_id: number }>
  >;
  '/api/v1/servers/{server_id}/power/{action}': Only<
    'post',
    Act<Data<S['Server']>, { server_id: number; action: S['PowerAction'] }>
  >;
  '/api/v1/ticket-departments': Only<'get', Get<Data<S['Department'][]>>>;
  '/api/v1/tickets': Only<'get', Get<Page<S['Ticket']>, TicketQuery>> &
    Only<'post', Send<S['NewTicket'], Data<S['TicketDetail']>>>;
  '/api/v1/tickets/{ticket_id}': Only<
    'get',
    Get<Data<S['TicketDetail']>, never, { ticket_id: number }>
  >;
  '/api/v1/tickets/{ticket_id}/messages': Only<
    'post',
    Send<{ message: string }, Data<S['TicketMessage']>, { ticket_id: number }>
  >;
  '/api/v1/tickets/{ticket_id}/close': Only<
    'post',
    Act<Data<S['TicketDetail']>, { ticket_id: number }>
  >;
  '/api/v1/tickets/{ticket_id}/reopen': Only<
    'post',
    Act<Data<S['TicketDetail']>, { ticket_id: number }>
  >;
  '/api/v1/admin/tickets': Only<'get', Get<Page<S['StaffTicket']>, TicketQuery>>;
  '/api/v1/admin/tickets/{ticket_id}': Only<
    'get',
    Get<Data<S['StaffTicketDetail']>, never, { ticket_id: number }>
  >;
  '/api/v1/admin/tickets/{ticket_id}/messages': Only<
    'post',
    Send<{ message: string }, Data<S['TicketMessage']>, { ticket_id: number }>
  >;
  '/api/v1/admin/tickets/{ticket_id}/close': Only<
    'post',
    Act<Data<S['StaffTicketDetail']>, { ticket_id: number }>
  >;
  '/api/v1/admin/tickets/{ticket_id}/reopen': Only<
    'post',
    Act<Data<S['StaffTicketDetail']>, { ticket_id: number }>
  >;
  '/api/v1/admin/users': Only<'get', Get<Page<S['Person']>, ListQuery>>;
  '/api/v1/admin/jobs': Only<'get', Get<Page<S['Job']>, ListQuery & { state?: string }>>;
  '/api/v1/admin/jobs/{job_id}/retry': Only<'post', Act<Data<S['Job']>, { job_id: number }>>;
}

export interface components {
  schemas: {
    Pagination: {
      currentPage: number;
      totalPages: number;
      totalItems: number;
      itemsPerPage: number;
    };
    Registration: { email: string; username: string; password: string; acceptTerms: boolean };
    Account: {
      id: number;
      email: string;
      username: string;
      role: string;
      permissions: string[];
      isVerified: boolean;
      timezone: string;
      createdAt: string;
      virtfusion: { state: 'pending' | 'linked' | 'conflict' };
    };
    Session: {
      id: number;
      createdAt: string;
      lastSeenAt: string;
      address: string | null;
      userAgent: string | null;
      isCurrent: boolean;
    };
    PowerAction: 'boot' | 'shutdown' | 'restart' | 'poweroff';
    ServerStatus:
      | 'running'
      | 'off'
      | 'paused'
      | 'provisioning'
      | 'failed'
      | 'suspended'
      | 'unknown';
    ServerTask: {
      action: 'boot' | 'shutdown' | 'restart' | 'poweroff' | 'build' | 'other';
      progress: number | null;
      startedAt: string | null;
    };
    ServerPlan: {
      name: string | null;
      cpuCores: number;
      memoryMb: number;
      diskGb: number;
      trafficGb: number;
    };
    Server: {
      id: number;
      name: string;
      hostname: string | null;
      uuid: string;
      status: S['ServerStatus'];
      task: S['ServerTask'] | null;
      address: string | null;
      addressV6: string | null;
      location: { name: string; country: string | null } | null;
      plan: S['ServerPlan'];
      template: string | null;
      createdAt: string;
      refreshedAt: string | null;
    };
    ServerInterface: {
      name: string;
      mac: string | null;
      ipv4: { address: string; gateway: string | null; netmask: string | null; rdns: string | null }[];
      ipv6: { subnet: string; cidr: number; gateway: string | null }[];
    };
    ServerTraffic: {
      usedBytes: number | null;
      limitGb: number;
      startsAt: string;
      endsAt: string;
    };
    ServerDetail: S['Server'] & {
      interfaces: S['ServerInterface'][];
      traffic: S['ServerTraffic'] | null;
      isInMaintenance: boolean;
      isStale: boolean;
    };
    ServerOperation: {
      id: number;
      action: S['ServerTask']['action'];
      state: 'requested' | 'running' | 'succeeded' | 'failed' | 'unknown';
      actor: 'you' | 'staff' | 'system';
      progress: number | null;
      createdAt: string;
      finishedAt: string | null;
      reason: string | null;
    };
    Department: { id: number; name: string };
    Ticket: {
      id: number;
      subject: string;
      status: 'open' | 'answered' | 'closed';
      priority: 'low' | 'medium' | 'high' | 'urgent';
      department: S['Department'];
      server: { id: number; name: string } | null;
      createdAt: string;
      updatedAt: string;
      lastMessageAt: string;
      lastMessageBy: 'customer' | 'staff';
    };
    TicketMessage: {
      id: number;
      author: { kind: 'customer' | 'staff'; name: string };
      body: string;
      html: string;
      createdAt: string;
    };
    TicketDetail: S['Ticket'] & { messages: S['TicketMessage'][] };
    StaffTicket: S['Ticket'] & { customer: { id: number; username: string; email: string } };
    StaffTicketDetail: S['StaffTicket'] & { messages: S['TicketMessage'][] };
    NewTicket: {
      subject: string;
      message: string;
      departmentId: number;
      priority: S['Ticket']['priority'];
      serverId?: number;
    };
    ActivityEntry: {
      kind: string;
      text: string;
      at: string;
      serverId?: number | null;
      ticketId?: number | null;
    };
    Overview: {
      servers: S['Server'][];
      serverCounts: { total: number; running: number };
      tickets: { open: number; answered: number };
      awaitingReply: { id: number; subject: string }[];
      activity: S['ActivityEntry'][];
      virtfusion: { isReachable: boolean; checkedAt: string | null };
    };
    Person: {
      id: number;
      email: string;
      username: string;
      role: string;
      isVerified: boolean;
      isSuspended: boolean;
      createdAt: string;
      lastSeenAt: string | null;
    };
    Job: {
      id: number;
      name: string;
      queue: string;
      state: 'waiting' | 'running' | 'succeeded' | 'failed' | 'dead';
      attempts: number;
      scheduledAt: string | null;
      finishedAt: string | null;
      error: string | null;
    };
  };
}
