import { describe, expect, it } from 'vitest';

import {
  isBusy,
  possibleActions,
  SERVER_STATUSES,
  serverLook,
} from '@/features/servers/server-states';

describe("a server's state", () => {
  it.each([
    ['running', 'filled', 'Running'],
    ['off', 'hollow', 'Off'],
    ['paused', 'half', 'Paused'],
    ['provisioning', 'half', 'Installing'],
    ['failed', 'triangle', 'Failed'],
    ['suspended', 'triangle', 'Suspended'],
    ['unknown', 'hollow', 'Unknown'],
  ] as const)('%s is a %s shape and the word %s', (status, shape, label) => {
    expect(serverLook({ status, task: null })).toMatchObject({ shape, label, detail: null });
  });

  it('is what it is doing, with how far, while something is under way', () => {
    const task = { action: 'build', progress: 62, startedAt: null } as const;
    expect(serverLook({ status: 'provisioning', task })).toMatchObject({
      shape: 'half',
      label: 'Installing',
      detail: '62 %',
    });
  });

  it('claims no progress before any was reported', () => {
    const task = { action: 'restart', progress: 0, startedAt: null } as const;
    expect(serverLook({ status: 'running', task })).toMatchObject({
      label: 'Restarting',
      detail: null,
    });
  });

  it('never claims a progress that nobody knows', () => {
    const task = { action: 'restart', progress: null, startedAt: null } as const;
    expect(serverLook({ status: 'running', task })).toMatchObject({
      label: 'Restarting',
      detail: null,
    });
  });
});

describe('what may be asked of a server', () => {
  it('is nothing while it is busy', () => {
    for (const status of SERVER_STATUSES) {
      const server = { status, task: { action: 'boot', progress: 1, startedAt: null } as const };
      expect(isBusy(server)).toBe(true);
      expect(possibleActions(server)).toEqual([]);
    }
  });

  it('fits its state', () => {
    expect(possibleActions({ status: 'off', task: null })).toEqual(['boot']);
    expect(possibleActions({ status: 'running', task: null })).toEqual([
      'restart',
      'shutdown',
      'poweroff',
    ]);
    expect(possibleActions({ status: 'suspended', task: null })).toEqual([]);
    expect(possibleActions({ status: 'failed', task: null })).toEqual([]);
  });
});
