// The yardstick: what the same queries cost in Express, tuned by hand. No part of the product.
//
// It asks PostgreSQL the very statements that ours asks (they come in the environment), prepared, with rows as arrays,
// and keeps no session in memory, no log, no limits, no figures: whatever it lacks makes it cheaper, never dearer.
import crypto from 'node:crypto';
import express from 'express';
import pg from 'pg';

const { STATEMENTS, PORT } = process.env;
const statements = JSON.parse(STATEMENTS);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// The connection's parts are in the environment, as libpq names them.
const pool = new pg.Pool({ max: 8 });

async function ask(name, values) {
  return (await pool.query({ name, text: statements[name], values, rowMode: 'array' })).rows;
}

// The cookie holds what is stored of a session's token; a token is hashed nonetheless, as a portal has to.
const COOKIE = /__Host-sid=([0-9a-f]{64})/;

async function signedIn(req, res, next) {
  const token = COOKIE.exec(req.headers.cookie ?? '')?.[1];
  if (token === undefined) return refuse(res, 401, 'unauthenticated');
  crypto.createHash('sha256').update(token).digest();
  const [user] = await ask('resolve', [Buffer.from(token, 'hex'), new Date(), '7 days']);
  if (user === undefined) return refuse(res, 401, 'unauthenticated');
  req.user = user;
  next();
}

function refuse(res, status, code) {
  res.status(status).json({ error: { code } });
}

function serverOf(row) {
  return {
    id: row[0],
    name: row[1],
    hostname: row[2],
    uuid: row[3],
    status: row[4],
    task: row[6] && { action: row[6], progress: row[7], startedAt: row[8] },
    address: row[9],
    addressV6: row[10],
    location: row[11] && { name: row[11], country: row[12] },
    plan: {
      name: row[13],
      cpuCores: row[14],
      memoryMb: row[15],
      diskGb: row[16],
      trafficGb: row[17],
    },
    template: row[18],
    createdAt: row[19],
    refreshedAt: row[20],
  };
}

function ticketOf(row) {
  return {
    id: row[0],
    subject: row[1],
    status: row[2],
    priority: row[3],
    department: { id: row[4], name: row[5] },
    server: row[6] && { id: row[6], name: row[7] },
    createdAt: row[8],
    updatedAt: row[9],
    lastMessageAt: row[10],
    lastMessageBy: row[11],
  };
}

function perPageOf(req) {
  return Math.min(100, Math.max(1, Number(req.query.perPage) || 20));
}

function listed(data, total, perPage) {
  const totalPages = Math.max(1, Math.ceil(total / perPage));
  return {
    data,
    pagination: { currentPage: 1, totalPages, totalItems: total, itemsPerPage: perPage },
  };
}

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.set('query parser', 'simple');

app.get(['/health', '/health/ready'], (req, res) => {
  res.json({ status: 'alive', uptime: process.uptime(), timestamp: Date.now() });
});

app.get('/api/v1/account', signedIn, (req, res) => {
  const [id, email, username, role, timezone, virtfusionState, createdAt] = req.user;
  res.json({ data: { id, email, username, role, timezone, virtfusionState, createdAt } });
});

app.get('/api/v1/servers', signedIn, async (req, res) => {
  const perPage = perPageOf(req);
  const rows = await ask('servers', [req.user[0], null, null, 'name', perPage, 0]);
  res.json(listed(rows.map(serverOf), rows[0]?.at(-1) ?? 0, perPage));
});

app.get('/api/v1/tickets', signedIn, async (req, res) => {
  const perPage = perPageOf(req);
  const rows = await ask('tickets', [req.user[0], null, null, null, perPage, 0]);
  res.json(listed(rows.map(ticketOf), rows[0]?.at(-1) ?? 0, perPage));
});

app.post('/api/v1/tickets', signedIn, express.json(), async (req, res) => {
  const { subject, message, departmentId, priority = 'medium' } = req.body ?? {};
  if (
    typeof subject !== 'string' ||
    typeof message !== 'string' ||
    !Number.isInteger(departmentId)
  ) {
    return refuse(res, 422, 'invalid');
  }
  const now = new Date();
  const key = req.headers['idempotency-key'] ?? null;
  const hash =
    key &&
    crypto
      .createHash('sha256')
      .update(`tickets.open\n${JSON.stringify(req.body)}`)
      .digest();
  const [opened] = await ask('open', [
    ...[req.user[0], subject, priority, departmentId, null, message, now],
    ...[key, hash, 'customer', '127.0.0.1', 'request', ''],
  ]);
  const [, , departmentName, , id] = opened;
  if (id === null) return refuse(res, 409, 'refused');
  res.status(201).json({
    data: {
      id,
      subject,
      status: 'open',
      priority,
      department: { id: departmentId, name: departmentName },
      server: null,
      createdAt: now,
      updatedAt: now,
      lastMessageAt: now,
      lastMessageBy: 'customer',
    },
  });
});

app.use((error, req, res, _next) => {
  console.error(error);
  refuse(res, 500, 'internal');
});

app.listen(Number(PORT), '127.0.0.1');
