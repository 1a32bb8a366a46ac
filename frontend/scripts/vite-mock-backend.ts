import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Connect, Plugin } from 'vite';

import { becomePerson } from '../src/testing/mock/account-routes';
import { createMockBackend } from '../src/testing/mock/backend';

/** The content policy of the real back end, so that a preview shows what it would refuse. */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Answers /api from memory. `/api/mock/as/{email}` signs somebody in; `/api/mock/reset` starts over. */
function apiMiddleware(): Connect.NextHandleFunction {
  let backend = createMockBackend();
  return (request, response, next) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith('/api/')) {
      next();
      return;
    }
    if (url.pathname === '/api/mock/reset') {
      backend = createMockBackend();
      response.end('{}');
      return;
    }
    if (url.pathname.startsWith('/api/mock/as/')) {
      becomePerson(backend.world, decodeURIComponent(url.pathname.slice('/api/mock/as/'.length)));
      response.end('{}');
      return;
    }
    if (url.pathname === '/api/v1/events') {
      streamEvents(backend, request, response);
      return;
    }
    void (async () => {
      const body = await readBody(request);
      const answer = await backend.fetch(
        new Request(url, { method: request.method ?? 'GET', ...(body === '' ? {} : { body }) }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    })();
  };
}

function streamEvents(
  backend: ReturnType<typeof createMockBackend>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('event: ready\ndata: {}\n\n');
  const stop = backend.onEvent((name, id) => {
    response.write(`event: ${name}\ndata: ${JSON.stringify({ id })}\n\n`);
  });
  request.on('close', stop);
}

/** Serves the built page as the back end would: a nonce per answer, the brand, the policy. */
function pageMiddleware(): Connect.NextHandleFunction {
  return (request, response, next) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    if (request.method !== 'GET' || !wantsPage) {
      next();
      return;
    }
    const nonce = randomBytes(12).toString('base64url');
    const page = readFileSync('dist-mock/index.html', 'utf8')
      .replaceAll('__CSP_NONCE__', nonce)
      .replaceAll('__BRAND__', 'Northlight');
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentPolicy(nonce),
    });
    response.end(page);
  };
}

/** An in-memory back end inside Vite's own server, for `--mode mock`. Never part of a build. */
export function mockBackend(): Plugin {
  return {
    name: 'skypanel-mock-backend',
    configureServer: (server) => {
      server.middlewares.use(apiMiddleware());
    },
    configurePreviewServer: (server) => {
      server.middlewares.use(apiMiddleware());
      server.middlewares.use(pageMiddleware());
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, context) =>
        context.server === undefined ? html : html.replaceAll('__BRAND__', 'Northlight'),
    },
  };
}
