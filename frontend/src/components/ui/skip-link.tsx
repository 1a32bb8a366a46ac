import { t } from '@/lib/i18n';

/** The first stop of the keyboard: over the navigation, to the page. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed start-3 top-2 z-60 -translate-y-16 rounded-lg bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
    >
      {t('shell.skip')}
    </a>
  );
}
