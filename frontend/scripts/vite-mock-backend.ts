import type { Plugin } from 'vite';

export function mockBackend(): Plugin {
  return { name: 'skypanel-mock-backend' };
}
