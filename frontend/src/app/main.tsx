import './styles.css';

import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from '@/app/app';
import { createAppRouter } from '@/app/router';
import { endSessionHere } from '@/app/session-end';
import { cspNonce } from '@/lib/config';
import { createQueryClient } from '@/lib/query-client';
import { followSystemTheme } from '@/lib/theme';

// Dialogs lock scrolling with a style element of their own, which the content policy admits by nonce.
if (cspNonce !== null) setNonce(cspNonce);
followSystemTheme();

const queryClient = createQueryClient(() => {
  endSessionHere(router, queryClient);
});
const router = createAppRouter(queryClient);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
createRoot(root).render(
  <StrictMode>
    <App router={router} queryClient={queryClient} />
  </StrictMode>,
);
