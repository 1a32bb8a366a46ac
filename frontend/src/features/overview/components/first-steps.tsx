import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

/** What stands on the dashboard before the first server: how to get there. */
export function FirstSteps({ email, timeZone }: { email: string; timeZone: string }) {
  return (
    <Card title={t('overview.stepsTitle')} isFlush>
      <p className="px-4 pt-4 text-ink-2">{t('overview.stepsText')}</p>
      <ol className="divide-y divide-line px-4 pb-1">
        <Step
          number={1}
          isDone
          title={t('overview.step1')}
          text={t('overview.step1Done', { email })}
        />
        <Step
          number={2}
          title={t('overview.step2')}
          text={t('overview.step2Text', { zone: timeZone })}
          action={
            <Button asChild>
              <Link to={paths.account()}>{t('overview.step2Action')}</Link>
            </Button>
          }
        />
        <Step
          number={3}
          title={t('overview.step3')}
          text={t('overview.step3Text')}
          action={
            <Button asChild variant="primary">
              <Link to={paths.newTicket()}>{t('overview.step3Action')}</Link>
            </Button>
          }
        />
      </ol>
    </Card>
  );
}

function Step({
  number,
  title,
  text,
  isDone = false,
  action,
}: {
  number: number;
  title: string;
  text: string;
  isDone?: boolean;
  action?: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <span
        aria-hidden
        className={cn(
          'flex size-7 shrink-0 items-center justify-center rounded-full text-sm font-semibold',
          isDone ? 'bg-success-soft text-success-text' : 'bg-sunken text-ink-2',
        )}
      >
        {isDone ? <Check className="size-4" /> : number}
      </span>
      <div className="min-w-48 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-pretty wrap-anywhere text-ink-2">{text}</p>
      </div>
      {action === undefined ? null : <span className="max-sm:ms-11">{action}</span>}
    </li>
  );
}
