import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const port = Number(process.env.E2E_PORT ?? 3435);
const simulatorsPort = Number(process.env.E2E_SIMULATORS_PORT ?? 3436);

/** Where the journeys' own demonstration runs; thrown away with every run. */
export const places = {
  port,
  simulatorsPort,
  panel: `http://localhost:${String(port)}`,
  simulators: `http://localhost:${String(simulatorsPort)}`,
  directory: join(tmpdir(), `skypanel-e2e-${String(port)}`),
};

export type Who = 'customer' | 'admin';

interface SignIn {
  email: string;
  password: string;
}

/** The sign-ins that the demonstration made for itself. */
export function signInOf(who: Who): SignIn {
  const file = join(places.directory, 'demo', 'credentials.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Record<Who, SignIn>)[who];
}

/** Where the browser's state of a signed-in person is kept between tests. */
export function stateOf(who: Who): string {
  return join(places.directory, `${who}.json`);
}
