import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import type { JobSearch } from '@/features/jobs/search';
import { api, unwrapNothing, unwrapPage } from '@/lib/api';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import type { Job } from '@/lib/models';
import { roots } from '@/lib/query-keys';
import { showToast } from '@/lib/toast';

export function jobsQuery({ sort: _sort, q: _q, ...search }: JobSearch) {
  return queryOptions({
    queryKey: [...roots.jobs, 'list', search],
    queryFn: () => unwrapPage(api.GET('/api/v1/admin/jobs', { params: { query: search } })),
    placeholderData: keepPreviousData,
    // Jobs come and go without an event of their own.
    refetchInterval: 10_000,
  });
}

export function useRetryJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (job: Job) =>
      unwrapNothing(
        api.POST('/api/v1/admin/jobs/{job_id}/retry', { params: { path: { job_id: job.id } } }),
      ),
    onSuccess: (_, job) => {
      showToast({ tone: 'success', title: t('staff.retried', { name: job.name }) });
      void queryClient.invalidateQueries({ queryKey: roots.jobs });
    },
    onError: (error, job) => {
      showToast({
        tone: 'danger',
        title: t('staff.retryFailed', { name: job.name }),
        text: asApiError(error).message,
      });
    },
  });
}
