import type { Account } from '@/lib/models';
import { data, invalid, MockRefusal, notFound, nothing } from './answers';
import type { MockRoutes } from './routes';
import type { World } from './data';

const MOST_ATTEMPTS = 5;
export const GOOD_TOKEN = 'good-token';

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Signs the person in without asking for a password; for tests and pictures. */
export function becomePerson(world: World, email: string): Account {
  const person = world.people.find((each) => each.email === email);
  if (person === undefined) throw notFound();
  world.account = {
    id: person.id,
    email: person.email,
    username: person.username,
    role: person.role,
    permissions: person.permissions,
    isVerified: person.isVerified,
    timezone: person.timezone,
    createdAt: person.createdAt,
    virtfusion: { state: person.virtfusionState },
  };
  return world.account;
}

/** Of an address that two registrations gave different passwords. */
export const CONTESTED_TOKEN = 'contested-token';

function checkToken(token: unknown): void {
  if (token === GOOD_TOKEN) return;
  throw new MockRefusal(
    422,
    'token_expired',
    'This link has expired or was already used. Ask for a new one.',
  );
}

export const accountRoutes: MockRoutes = {
  'POST /auth/login': ({ world, body }) => {
    const person = world.people.find((each) =>
      [each.email, each.username].includes(text(body.login)),
    );
    if (person === undefined || person.password !== body.password) {
      world.attempts += 1;
      if (world.attempts > MOST_ATTEMPTS) {
        throw new MockRefusal(
          429,
          'too_many_attempts',
          'Too many attempts. Wait a moment and try again.',
          {
            retryAfterSeconds: 30,
          },
        );
      }
      throw new MockRefusal(
        401,
        'invalid_credentials',
        'The e-mail address or password is not right.',
      );
    }
    if (!person.isVerified)
      throw new MockRefusal(403, 'email_not_verified', 'Verify your e-mail address first.');
    if (person.isSuspended)
      throw new MockRefusal(403, 'account_suspended', 'This account is suspended.');
    return data(becomePerson(world, person.email));
  },
  'POST /auth/logout': ({ world }) => {
    world.account = null;
    return nothing();
  },
  'POST /auth/register': ({ world, body }) => {
    if (world.people.some((each) => each.username === body.username)) {
      throw invalid({ username: 'This username is taken. Choose another.' });
    }
    return data({ email: body.email }, 202);
  },
  'POST /auth/resend-verification': ({ body }) => data({ email: body.email }, 202),
  'POST /auth/forgot-password': ({ body }) => data({ email: body.email }, 202),
  'POST /auth/verify-email': ({ body }) => {
    const hasPassword = body.token !== CONTESTED_TOKEN;
    if (hasPassword) checkToken(body.token);
    return data({ email: 'unverified@demo.example', hasPassword });
  },
  'POST /auth/reset-password': ({ body }) => {
    checkToken(body.token);
    return data(null);
  },
  'GET /account': ({ world }) => data(world.account),
  'PATCH /account': ({ world, body }) => {
    if (body.username === 'ada')
      throw invalid({ username: 'This username is taken. Choose another.' });
    world.account = { ...becomePerson(world, world.account?.email ?? ''), ...body };
    return data(world.account);
  },
  'GET /account/sessions': ({ world }) => data(world.sessions),
  'DELETE /account/sessions/{id}': ({ world, parts }) => {
    world.sessions = world.sessions.filter((each) => each.id !== Number(parts.id));
    return nothing();
  },
};
