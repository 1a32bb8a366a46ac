import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { Fragment, useState } from 'react';

import type { Column } from '@/components/table/column';
import { FilterChip } from '@/components/table/filter-chip';
import { TablePage } from '@/components/table/table-page';
import { changeSearch, type ChangeSearch } from '@/components/table/table-search';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Status } from '@/components/ui/status';
import { jobsQuery, useRetryJob } from '@/features/jobs/admin/api';
import { canRetry, JOB_STATES, jobLook } from '@/features/jobs/job-states';
import type { JobSearch } from '@/features/jobs/search';
import { formatCount, UNKNOWN } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Job } from '@/lib/models';

/** What a job is about, in short: "ticket_id 7, message_id 40". */
function argumentWords(job: Job): string {
  const words = Object.entries(job.arguments).map(
    ([name, value]) => `${name} ${JSON.stringify(value)}`,
  );
  return words.length === 0 ? UNKNOWN : words.join(', ');
}

/** A name such as "notifications.send_verification" breaks after its dots and dashes, not within a word. */
function JobName({ name }: { name: string }) {
  return (
    <span className="font-mono text-sm wrap-anywhere">
      {name.split(/(?<=[._-])/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

const columns: readonly Column<Job>[] = [
  {
    id: 'name',
    header: t('staff.job'),
    cell: (job) => <JobName name={job.name} />,
  },
  { id: 'state', header: t('tickets.status'), cell: (job) => <Status {...jobLook(job.state)} /> },
  {
    id: 'arguments',
    header: t('staff.arguments'),
    from: 'tablet',
    cell: (job) => (
      <span className="font-mono text-sm wrap-anywhere text-ink-2">{argumentWords(job)}</span>
    ),
    skeleton: 'w-48',
  },
  { id: 'queue', header: t('staff.queue'), from: 'desktop', cell: (job) => job.queue },
  {
    id: 'attempts',
    header: t('staff.attempts'),
    from: 'desktop',
    align: 'end',
    cell: (job) => formatCount(job.attempts),
  },
  {
    id: 'due',
    header: t('staff.due'),
    from: 'tablet',
    align: 'end',
    cell: (job) => <RelativeTime at={job.scheduledAt} isPlanned />,
  },
  {
    id: 'lastEvent',
    header: t('staff.lastEvent'),
    from: 'tablet',
    align: 'end',
    cell: (job) => <RelativeTime at={job.lastEventAt} />,
  },
];

/** Work in the background, with what gave up on top of mind. */
export function JobsPage({
  search,
  onSearch,
  mayRetry,
}: {
  search: JobSearch;
  onSearch: ChangeSearch<JobSearch>;
  mayRetry: boolean;
}) {
  const list = useQuery(jobsQuery(search));
  const retry = useRetryJob();
  const [asked, setAsked] = useState<Job | null>(null);
  return (
    <>
      <PageHeader title={t('staff.jobsTitle')} description={t('staff.jobsText')} />
      <TablePage
        id="jobs"
        isAlwaysFiltered
        label={t('staff.jobsTitle')}
        columns={columns}
        list={list}
        nameOf={(job) => job.name}
        search={search}
        onSearch={onSearch}
        filters={
          <FilterChip
            label={t('tickets.status')}
            value={search.state ?? 'dead'}
            isRequired
            options={JOB_STATES.map((value) => ({ value, label: jobLook(value).label }))}
            onChange={(value) => {
              onSearch(changeSearch(search, { state: JOB_STATES.find((each) => each === value) }));
            }}
          />
        }
        {...(mayRetry
          ? {
              rowActions: (job: Job) =>
                canRetry(job) ? (
                  <Button
                    size="sm"
                    aria-label={`${t('staff.retry')}: ${job.name}`}
                    onClick={() => {
                      setAsked(job);
                    }}
                  >
                    {t('staff.retry')}
                  </Button>
                ) : null,
            }
          : {})}
        empty={
          <EmptyState icon={ListChecks} title={t('staff.jobsEmpty')}>
            {t('staff.jobsEmptyText')}
          </EmptyState>
        }
      />
      {asked === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={() => {
            setAsked(null);
          }}
          isDangerous={false}
          title={t('staff.retryTitle', { name: asked.name })}
          description={t('staff.retryText')}
          confirmLabel={t('staff.retry')}
          onConfirm={() => {
            retry.mutate(asked);
          }}
        />
      )}
    </>
  );
}
