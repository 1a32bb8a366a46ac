import process from 'node:process';

import { defineConfig } from '@playwright/test';

import { BROWSER_ARGUMENTS, findBrowser } from '../scripts/browser.mjs';
import { places } from './places';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // One demonstration for all: journeys follow each other and never share a record.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  // What comes ends a wait: these are for a machine that has other work.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    baseURL: places.panel,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: await findBrowser(), args: BROWSER_ARGUMENTS },
  },
  webServer: {
    command: 'node serve.mjs',
    cwd: import.meta.dirname,
    url: `${places.panel}/health/ready`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
    env: {
      PORT: String(places.port),
      SIMULATORS_PORT: String(places.simulatorsPort),
      E2E_DIRECTORY: places.directory,
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    { name: 'journeys', testMatch: '*.spec.ts', dependencies: ['sign-in'] },
  ],
});
