import { Link } from '@tanstack/react-router';
import { Activity, Keyboard, LifeBuoy, Power } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { brandName } from '@/lib/config';
import { useDocumentTitle } from '@/lib/document-title';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

const PROMISES = [
  { icon: Activity, title: 'landing.liveTitle', text: 'landing.liveText' },
  { icon: Power, title: 'landing.powerTitle', text: 'landing.powerText' },
  { icon: LifeBuoy, title: 'landing.supportTitle', text: 'landing.supportText' },
  { icon: Keyboard, title: 'landing.keyboardTitle', text: 'landing.keyboardText' },
] as const;

const EXAMPLES = [
  { name: 'shop', shape: 'filled', tone: 'success', word: 'landing.exampleRunning' },
  { name: 'database', shape: 'filled', tone: 'success', word: 'landing.exampleRunning' },
  { name: 'builds', shape: 'half', tone: 'warning', word: 'landing.exampleRestarting' },
  { name: 'staging', shape: 'hollow', tone: 'neutral', word: 'landing.exampleOff' },
] as const;

/** What the panel looks like, marked as an example: no number in it claims anything. */
function ExamplePanel() {
  return (
    <figure className="overflow-clip rounded-xl border border-line bg-surface shadow-2">
      <figcaption className="border-b border-line px-4 py-3 text-sm text-ink-3">
        {t('landing.example')}
      </figcaption>
      <ul className="divide-y divide-line">
        {EXAMPLES.map(({ name, shape, tone, word }) => (
          <li key={name} className="flex items-center justify-between px-4 py-3">
            <span className="font-medium">{name}</span>
            <Status shape={shape} tone={tone} label={t(word)} />
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** The first page of the portal: what it is for, and the two ways in. */
export function LandingPage({ isSignedIn }: { isSignedIn: boolean }) {
  useDocumentTitle(`${brandName} · ${t('landing.documentTitle')}`);
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-14 sm:px-6 sm:py-24">
      <div className="grid items-center gap-x-12 gap-y-10 md:grid-cols-[minmax(0,1fr)_20rem]">
        <div>
          <h1 tabIndex={-1} className="max-w-xl text-2xl tracking-tight">
            {t('landing.title')}
          </h1>
          <p className="mt-4 max-w-lg text-md text-pretty text-ink-2">{t('landing.text')}</p>
          <div className="mt-7 flex flex-wrap gap-3">
            {isSignedIn ? (
              <Button asChild variant="primary">
                <Link to={paths.dashboard()}>{t('landing.openPanel')}</Link>
              </Button>
            ) : (
              <>
                <Button asChild variant="primary">
                  <Link to={paths.signUp()}>{t('landing.signUp')}</Link>
                </Button>
                <Button asChild>
                  <Link to={paths.signIn()}>{t('landing.signIn')}</Link>
                </Button>
              </>
            )}
          </div>
        </div>
        <ExamplePanel />
      </div>
      <ul className="mt-16 grid gap-x-10 gap-y-8 border-t border-line pt-10 sm:grid-cols-2">
        {PROMISES.map(({ icon: Icon, title, text }) => (
          <li key={title} className="flex gap-3.5">
            <Icon className="mt-0.5 size-5 shrink-0 text-accent-text" aria-hidden />
            <div>
              <h2 className="text-base">{t(title)}</h2>
              <p className="mt-1 text-pretty text-ink-2">{t(text)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
