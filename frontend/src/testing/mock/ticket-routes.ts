import type { StaffTicketDetail, Ticket, TicketDetail } from '@/lib/models';
import { data, invalid, listed, MockRefusal, notFound } from './answers';
import type { MockRequest, MockRoutes } from './routes';

function row({ messages: _m, ...ticket }: StaffTicketDetail) {
  return ticket;
}

function own({ customer: _c, ...ticket }: StaffTicketDetail): TicketDetail {
  return ticket;
}

/** The tickets this side may see, narrowed by the query, newest word first. */
function narrowed({ world, query }: MockRequest, side: 'customer' | 'staff') {
  const q = (query.get('q') ?? '').toLowerCase();
  const status = query.get('status');
  const department = query.get('departmentId');
  const direction = query.get('sort') === 'lastMessageAt' ? 1 : -1;
  return world.tickets
    .filter((each) => side === 'staff' || each.customer.id === world.account?.id)
    .filter((each) => status === null || each.status === status)
    .filter((each) => department === null || each.department.id === Number(department))
    .filter((each) => each.subject.toLowerCase().includes(q))
    .sort((a, b) => direction * a.lastMessageAt.localeCompare(b.lastMessageAt));
}

function find({ world, parts }: MockRequest): StaffTicketDetail {
  const found = world.tickets.find((each) => each.id === Number(parts.id));
  if (found === undefined) throw notFound();
  return found;
}

function write(request: MockRequest, kind: 'customer' | 'staff'): Response {
  const ticket = find(request);
  if (ticket.status === 'closed') {
    throw new MockRefusal(409, 'ticket_closed', 'This ticket is closed. Reopen it to reply.');
  }
  const { world, body, emit } = request;
  world.nextId += 1;
  const message = {
    id: world.nextId,
    author: { kind, name: world.account?.username ?? '' },
    body: String(body.message),
    html: `<p>${String(body.message)}</p>`,
    createdAt: new Date().toISOString(),
  };
  ticket.messages.push(message);
  Object.assign(ticket, {
    status: kind === 'staff' ? 'answered' : 'open',
    lastMessageAt: message.createdAt,
    lastMessageBy: kind,
  });
  emit('ticket', ticket.id);
  return data(message, 201);
}

function setStatus(request: MockRequest, status: Ticket['status']): Response {
  const ticket = find(request);
  ticket.status = status;
  request.emit('ticket', ticket.id);
  return data(row(ticket));
}

function open({ world, body }: MockRequest): Response {
  const department = world.departments.find((each) => each.id === body.departmentId);
  if (department === undefined) throw invalid({ departmentId: 'Choose a department.' });
  const server = world.servers.find((each) => each.id === body.serverId);
  if (body.serverId !== undefined && server === undefined)
    throw invalid({ serverId: 'This server is not yours.' });
  const now = new Date().toISOString();
  world.nextId += 1;
  const ticket: StaffTicketDetail = {
    id: world.nextId,
    subject: String(body.subject),
    status: 'open',
    priority: body.priority as Ticket['priority'],
    department,
    server: server === undefined ? null : { id: server.id, name: server.name },
    customer: {
      id: world.account?.id ?? 0,
      username: world.account?.username ?? '',
      email: world.account?.email ?? '',
    },
    createdAt: now,
    updatedAt: now,
    lastMessageAt: now,
    lastMessageBy: 'customer',
    messages: [
      {
        id: world.nextId,
        author: { kind: 'customer', name: world.account?.username ?? '' },
        body: String(body.message),
        html: `<p>${String(body.message)}</p>`,
        createdAt: now,
      },
    ],
  };
  world.tickets.unshift(ticket);
  return data(own(ticket), 201);
}

export const ticketRoutes: MockRoutes = {
  'GET /ticket-departments': ({ world }) => data(world.departments),
  'GET /tickets': (request) => listed(narrowed(request, 'customer').map(row), request.query),
  'POST /tickets': open,
  'GET /tickets/{id}': (request) => data(own(find(request))),
  'POST /tickets/{id}/messages': (request) => write(request, 'customer'),
  'POST /tickets/{id}/close': (request) => setStatus(request, 'closed'),
  'POST /tickets/{id}/reopen': (request) => setStatus(request, 'open'),
  'GET /admin/tickets': (request) => listed(narrowed(request, 'staff').map(row), request.query),
  'GET /admin/tickets/{id}': (request) => data(find(request)),
  'POST /admin/tickets/{id}/messages': (request) => write(request, 'staff'),
  'POST /admin/tickets/{id}/close': (request) => setStatus(request, 'closed'),
  'POST /admin/tickets/{id}/reopen': (request) => setStatus(request, 'open'),
};
