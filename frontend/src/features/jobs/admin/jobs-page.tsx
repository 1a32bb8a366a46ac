import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';

import type { Column } from '@/components/table/column';
import { FilterChip } from '@/components/table/filter-chip';
import { TablePage } from '@/components/table/table-page';
import { changeSearch } from '@/components/table/table-search';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Status } from '@/components/ui/status';
import { jobsQuery, type JobSearch, useRetryJob } from '@/features/jobs/admin/api';
import { canRetry, JOB_STATES, jobLook } from '@/features/jobs/job-states';
import { formatCount, UNKNOWN } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Job } from '@/lib/models';

const columns: readonly Column<Job>[] = [
  { id: 'name', header: t('staff.job'), cell: (job) => <span className="font-mono text-sm wrap-anywhere">{job.name}</span> },
  { id: 'state', header: t('tickets.status'), cell: (job) => <Status {...jobLook(job.state)} /> },
  {
    id: 'error',
    header: t('staff.error'),
    from: 'tablet',
    cell: (job) => (
      <span className="line-clamp-2 text-sm text-ink-2" title={job.error ?? ''}>
        {job.error ?? UNKNOWN}
      </span>
    ),
    skeleton: 'w-48',
  },
  { id: 'queue', header: t('staff.queue'), from: 'desktop', cell: (job) => job.queue },
  { id: 'attempts', header: t('staff.attempts'), from: 'desktop', align: 'end', cell: (job) => formatCount(job.attempts) },
  {
    id: 'due',
    header: t('staff.due'),
    from: 'tablet',
    align: 'end',
    cell: (job) => <RelativeTime at={job.finishedAt ?? job.scheduledAt} />,
  },
];

/** Work in the background, with what gave up on top of mind. */
export function JobsPage({
  search,
  onSearch,
  mayRetry,
}: {
  search: JobSearch;
  onSearch: (next: JobSearch) => void;
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
        label={t('staff.jobsTitle')}
        columns={columns}
        list={list}
        nameOf={(job) => job.name}
        search={search}
        onSearch={onSearch}
        filters={
          <FilterChip
            label={t('tickets.status')}
            value={search.state}
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
